/** Versions and constraints as `Masterminds/semver` v3 has them. */

export interface SemanticVersion {
  readonly major: number;
  readonly minor: number;
  readonly patch: number;
  readonly prerelease: string;
  readonly metadata: string;
}

const versionPattern =
  /^v?(\d+)(?:\.(\d+))?(?:\.(\d+))?(?:-([0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*))?(?:\+([0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*))?$/;

/** The version, tolerant of a `v` and of missing parts; undefined when it is none. */
export function parseVersion(text: string): SemanticVersion | undefined {
  const match = versionPattern.exec(text);
  if (!match) return undefined;
  const [, major, minor = '0', patch = '0', prerelease = '', metadata = ''] = match;
  return { major: Number(major), minor: Number(minor), patch: Number(patch), prerelease, metadata };
}

/** Whether a version satisfies a constraint (`>=1.19-0`, `^1.2 || ~2.0.1`, `1.x`); undefined for an improper one. */
export function satisfies(version: SemanticVersion, constraint: string): boolean | undefined {
  let any = false;
  for (const alternative of hyphensResolved(constraint).split('||')) {
    const parts = partsOf(alternative);
    if (!parts) return undefined;
    const tests = parts.map(constraintOf);
    if (tests.includes(undefined)) return undefined;
    if (tests.every((test) => test && check(version, test))) any = true;
  }
  return any;
}

interface Constraint {
  readonly operator: string;
  readonly bound: SemanticVersion;
  readonly minorDirty: boolean;
  readonly patchDirty: boolean;
  readonly dirty: boolean;
}

const operators = '(?:=|==|!=|>|<|>=|=>|<=|=<|~|~>|\\^|)';
const boundPattern =
  'v?(?:[0-9]+|[xX*])(?:\\.(?:[0-9]+|[xX*]))?(?:\\.(?:[0-9]+|[xX*]))?(?:-[0-9A-Za-z\\-.]+)?(?:\\+[0-9A-Za-z\\-.]+)?';

/** `1.2 - 1.4.5` is `>=1.2 <=1.4.5`. */
function hyphensResolved(constraint: string): string {
  const range = new RegExp(`\\s*(${boundPattern})\\s+-\\s+(${boundPattern})\\s*`, 'g');
  return constraint.slice(0, 1000).replace(range, ' >=$1 <=$2 ');
}

function partsOf(alternative: string): string[] | undefined {
  const part = new RegExp(`^\\s*(${operators}\\s*${boundPattern})(?=\\s|,|[=!<>~^]|$)\\s*,?`);
  const parts: string[] = [];
  let rest = alternative.trim();
  if (rest === '') return undefined;
  while (rest !== '') {
    const match = part.exec(rest);
    if (!match?.[1]) return undefined;
    parts.push(match[1]);
    rest = rest.slice(match[0].length).trim();
  }
  return parts;
}

function constraintOf(part: string): Constraint | undefined {
  const match =
    /^([=!<>~^]*)\s*v?(\d+|[xX*])(?:\.(\d+|[xX*]))?(?:\.(\d+|[xX*]))?(?:-([0-9A-Za-z\-.]+))?(?:\+([0-9A-Za-z\-.]+))?$/.exec(
      part,
    );
  if (!match) return undefined;
  const [, operator = '', major = '', minor, patch, prerelease = '', metadata = ''] = match;
  const isWild = (text: string | undefined): boolean => text === undefined || /^[xX*]$/.test(text);
  if (isWild(major)) {
    const bound = { major: 0, minor: 0, patch: 0, prerelease: '', metadata: '' };
    return { operator, bound, minorDirty: false, patchDirty: false, dirty: true };
  }
  const minorDirty = isWild(minor);
  const patchDirty = isWild(patch);
  const bound = {
    major: Number(major),
    minor: minorDirty ? 0 : Number(minor),
    patch: minorDirty || patchDirty ? 0 : Number(patch),
    prerelease,
    metadata,
  };
  return {
    operator,
    bound,
    minorDirty,
    patchDirty: patchDirty || minorDirty,
    dirty: minorDirty || patchDirty,
  };
}

function check(version: SemanticVersion, constraint: Constraint): boolean {
  const { bound, dirty, minorDirty } = constraint;
  // A version before a release satisfies only a constraint that names one.
  const hidden = version.prerelease !== '' && bound.prerelease === '';
  const compared = compare(version, bound);
  switch (constraint.operator) {
    case '!=':
      if (hidden) return false;
      if (!dirty) return compared !== 0;
      if (bound.major !== version.major) return true;
      if (bound.minor !== version.minor && !minorDirty) return true;
      return minorDirty ? false : bound.patch !== version.patch && !constraint.patchDirty;
    case '>':
      if (hidden) return false;
      if (!dirty) return compared > 0;
      if (version.major !== bound.major) return version.major > bound.major;
      return minorDirty ? false : version.minor > bound.minor;
    case '<':
      return !hidden && compared < 0;
    case '>=':
    case '=>':
      return !hidden && compared >= 0;
    case '<=':
    case '=<':
      if (hidden) return false;
      if (!dirty) return compared <= 0;
      if (version.major > bound.major) return false;
      return !(version.major === bound.major && version.minor > bound.minor && !minorDirty);
    case '^':
      return !hidden && caret(version, constraint, compared);
    case '~':
    case '~>':
      return !hidden && tilde(version, constraint, compared);
    case '':
    case '=':
    case '==':
      if (hidden) return false;
      return dirty ? tilde(version, constraint, compared) : compared === 0;
    default:
      return false;
  }
}

function tilde(
  version: SemanticVersion,
  { bound, dirty, minorDirty }: Constraint,
  compared: number,
): boolean {
  if (compared < 0) return false;
  const all = bound.major === 0 && bound.minor === 0 && bound.patch === 0 && dirty && !minorDirty;
  if (all) return true;
  if (version.major !== bound.major) return false;
  return version.minor === bound.minor || minorDirty;
}

function caret(
  version: SemanticVersion,
  { bound, minorDirty, patchDirty }: Constraint,
  compared: number,
): boolean {
  if (compared < 0) return false;
  if (bound.major > 0 || minorDirty) return version.major === bound.major;
  if (version.major > 0) return false;
  if (bound.minor > 0 || patchDirty) return version.minor === bound.minor;
  if (version.minor > 0) return false;
  return version.patch === bound.patch;
}

function compare(a: SemanticVersion, b: SemanticVersion): number {
  return (
    a.major - b.major ||
    a.minor - b.minor ||
    a.patch - b.patch ||
    comparePrerelease(a.prerelease, b.prerelease)
  );
}

function comparePrerelease(a: string, b: string): number {
  if (a === b) return 0;
  if (a === '') return 1;
  if (b === '') return -1;
  const left = a.split('.');
  const right = b.split('.');
  for (let i = 0; i < Math.max(left.length, right.length); i++) {
    const x = left[i];
    const y = right[i];
    if (x === y) continue;
    if (x === undefined) return -1;
    if (y === undefined) return 1;
    const xNumber = /^\d+$/.test(x);
    const yNumber = /^\d+$/.test(y);
    if (xNumber && yNumber) return Number(x) - Number(y);
    if (xNumber !== yNumber) return xNumber ? -1 : 1;
    return x < y ? -1 : 1;
  }
  return 0;
}
