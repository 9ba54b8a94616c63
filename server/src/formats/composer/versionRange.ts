/** A release as far as it matters here: the patch is left out. */
export interface Release {
  readonly major: number;
  readonly minor: number;
}

/** All releases from `from` on and before `before`; undefined where nothing bounds them. */
export interface VersionRange {
  readonly from: Release | undefined;
  readonly before: Release | undefined;
}

/**
 * What a Composer constraint allows, one range for each alternative (`||`); undefined when one of them cannot be read
 * (a branch such as `dev-main`). Follows getcomposer.org/doc/articles/versions.md.
 */
export function versionRanges(constraint: string): VersionRange[] | undefined {
  const ranges: VersionRange[] = [];
  for (const alternative of constraint.slice(0, 500).split(/\|\|?/)) {
    const range = alternativeRange(alternative.trim());
    if (range === undefined) return undefined;
    ranges.push(range);
  }
  return ranges;
}

function alternativeRange(alternative: string): VersionRange | undefined {
  const alias = /\sas\s+(\S+)$/.exec(alternative)?.[1];
  const text = (alias ?? alternative).replace(/#\S*/g, '').replace(/@(?:dev|alpha|beta|rc|stable)\b/gi, '');
  const hyphen = /^(\S+)\s+-\s+(\S+)$/.exec(text);
  if (hyphen) {
    const from = readVersion(hyphen[1] ?? '');
    const to = readVersion(hyphen[2] ?? '');
    if (from === undefined || to === undefined) return undefined;
    const minor = to.parts > 1 ? to.minor + 1 : undefined;
    return {
      from: release(from),
      before: minor === undefined ? { major: to.major + 1, minor: 0 } : { major: to.major, minor },
    };
  }
  let range: VersionRange = { from: undefined, before: undefined };
  // An operator may stand apart from its version.
  const terms = text.replace(/([<>=!~^])\s+/g, '$1').split(/[\s,]+/);
  for (const term of terms.filter((part) => part !== '')) {
    const next = termRange(term);
    if (next === undefined) return undefined;
    range = intersect(range, next);
  }
  return range;
}

function termRange(term: string): VersionRange | undefined {
  if (/^v?[*x](?:\.[*x])*$/i.test(term)) return { from: undefined, before: undefined };
  const [, operator = '', rest = ''] = /^(\^|~|>=|<=|>|<|==?|!=|<>)?(.*)$/.exec(term) ?? [];
  if (operator === '!=' || operator === '<>') return { from: undefined, before: undefined };
  const version = readVersion(rest);
  if (version === undefined) return undefined;
  const { major, minor, parts } = version;
  const nextMajor = { major: major + 1, minor: 0 };
  const nextMinor = { major, minor: minor + 1 };
  switch (operator) {
    case '^':
      return { from: release(version), before: major === 0 && parts > 1 ? nextMinor : nextMajor };
    case '~':
      return { from: release(version), before: parts > 2 ? nextMinor : nextMajor };
    case '>=':
    case '>':
      return { from: release(version), before: undefined };
    case '<':
      return { from: undefined, before: version.patch > 0 ? nextMinor : release(version) };
    case '<=':
      return { from: undefined, before: nextMinor };
    default:
      return { from: release(version), before: version.wildcard && parts === 1 ? nextMajor : nextMinor };
  }
}

interface ReadVersion extends Release {
  readonly patch: number;
  /** How many numbers are written. */
  readonly parts: number;
  /** `10.*`, `10.x-dev` */
  readonly wildcard: boolean;
}

/** Reads `10`, `v10.48.4`, `10.*`, `10.x-dev`, `11.0.0-beta1`; undefined for branches. */
export function readVersion(text: string): ReadVersion | undefined {
  const match =
    /^v?(\d{1,5})(?:\.(\d{1,5}))?(?:\.(\d{1,5}))?(?:\.\d{1,9})?(\.[*x])*(?:[-_.+]?[a-z][\w.+-]*)?$/i.exec(
      text,
    );
  if (match === null) return undefined;
  const [, major = '0', minor, patch, wildcard] = match;
  const parts = patch !== undefined ? 3 : minor !== undefined ? 2 : 1;
  return {
    major: Number(major),
    minor: Number(minor ?? 0),
    patch: Number(patch ?? 0),
    parts,
    wildcard: wildcard !== undefined,
  };
}

function release({ major, minor }: Release): Release {
  return { major, minor };
}

function intersect(a: VersionRange, b: VersionRange): VersionRange {
  const from = a.from && b.from ? (isBefore(a.from, b.from) ? b.from : a.from) : (a.from ?? b.from);
  const before =
    a.before && b.before ? (isBefore(a.before, b.before) ? a.before : b.before) : (a.before ?? b.before);
  return { from, before };
}

/** Whether `a` is an earlier release than `b`. */
export function isBefore(a: Release, b: Release): boolean {
  return a.major < b.major || (a.major === b.major && a.minor < b.minor);
}
