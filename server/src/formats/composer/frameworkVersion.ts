import type { Place } from '../../text/place';
import type { ComposerJson, ComposerLock } from './composerFile';
import { isBefore, readVersion, versionRanges, type Release, type VersionRange } from './versionRange';

/** Which Laravel an app runs on. */
export interface FrameworkVersion {
  /** The locked major, else the highest that the constraint allows, as Composer takes the newest. */
  readonly major: number;
  /** The locked minor, or the only one that the constraint allows; for 5.x the highest, as each of those was a release of its own. */
  readonly minor?: number;
  /** `10.48.4`, from the lock only. */
  readonly exact?: string;
  readonly source: 'lock' | 'constraint';
  /** The lowest and highest majors that are allowed; both are `major` when the lock says so. */
  readonly minMajor: number;
  readonly maxMajor: number;
  /** `certain` when no other release series can be meant. */
  readonly certainty: 'certain' | 'likely';
  readonly at: Place;
}

/** The last minor of Laravel 5. */
const lastOfFive = 8;

/**
 * The version of `laravel/framework`, from the lock where it has it. Undefined when the package is not required, or
 * when the constraint sets no upper bound (`*`, `>=9`, `dev-master`): then nobody knows what was installed.
 */
export function frameworkVersion(
  json: ComposerJson | undefined,
  lock: ComposerLock | undefined,
): FrameworkVersion | undefined {
  const requirement = json?.requirements.find(({ name }) => name === 'laravel/framework');
  return lockedVersion(lock) ?? (requirement && constraintVersion(requirement.constraint, requirement.at));
}

function lockedVersion(lock: ComposerLock | undefined): FrameworkVersion | undefined {
  const locked = lock?.packages.get('laravel/framework');
  const at = lock?.at('laravel/framework');
  const version = locked && readVersion(locked.version);
  if (version === undefined || at === undefined || locked === undefined) return undefined;
  const { major, minor, parts } = version;
  return {
    major,
    ...(parts > 1 ? { minor } : {}),
    ...(parts > 2 ? { exact: locked.version.replace(/^v/i, '') } : {}),
    source: 'lock',
    minMajor: major,
    maxMajor: major,
    certainty: 'certain',
    at,
  };
}

function constraintVersion(constraint: string, at: Place): FrameworkVersion | undefined {
  const ranges = versionRanges(constraint);
  if (ranges === undefined) return undefined;
  let first: Release | undefined;
  let last: Release | undefined;
  for (const range of ranges) {
    const bounds = releases(range);
    if (bounds === undefined) return undefined;
    if (bounds === 'none') continue;
    if (first === undefined || isBefore(bounds.first, first)) first = bounds.first;
    if (last === undefined || isBefore(last, bounds.last)) last = bounds.last;
  }
  if (first === undefined || last === undefined) return undefined;
  const sameMajor = first.major === last.major;
  const pinned = sameMajor && first.minor === last.minor;
  return {
    major: last.major,
    ...(pinned || last.major === 5 ? { minor: last.minor } : {}),
    source: 'constraint',
    minMajor: first.major,
    maxMajor: last.major,
    certainty: sameMajor && (pinned || last.major !== 5) ? 'certain' : 'likely',
    at,
  };
}

/** The first and the last release of a range; undefined when it has no bound, `none` when it is empty. */
function releases({ from, before }: VersionRange): { first: Release; last: Release } | 'none' | undefined {
  if (from === undefined || before === undefined) return undefined;
  if (!isBefore(from, before)) return 'none';
  const unbounded = before.major - 1 === 5 ? lastOfFive : Number.MAX_SAFE_INTEGER;
  const last =
    before.minor > 0
      ? { major: before.major, minor: before.minor - 1 }
      : { major: before.major - 1, minor: unbounded };
  return { first: from, last };
}
