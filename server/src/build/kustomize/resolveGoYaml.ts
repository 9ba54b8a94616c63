import type { YamlValue } from '../../formats/yaml/tree';

/**
 * The value that kustomize gives to a plain scalar of a resource, by the rules of go-yaml v3 (`resolve.go`): booleans of
 * YAML 1.2 only, so that `yes` and `on` are strings, octal as `0o17` and as `017`, and timestamps, which come out
 * of a build in RFC 3339. `sigs.k8s.io/yaml`, by which Kubernetes reads a file that was not built, differs in these.
 */
export function resolveGoYaml(text: string, tag: string | undefined): YamlValue {
  if (tag !== undefined) {
    if (tag === '!!str' || tag === '!!binary' || tag === '!') return text;
    if (tag === '!!float') return number(text.replaceAll('_', '')) ?? text;
  }
  const word = words.get(text);
  if (word !== undefined) return word;
  if (!/^[-+.\d]/.test(text) || text.length > 400) return text;
  return timestamp(text) ?? number(text.replaceAll('_', '')) ?? text;
}

const words = new Map<string, YamlValue>([
  ...['true', 'True', 'TRUE'].map((word) => [word, true] as const),
  ...['false', 'False', 'FALSE'].map((word) => [word, false] as const),
  ...['', '~', 'null', 'Null', 'NULL'].map((word) => [word, null] as const),
  ...['.nan', '.NaN', '.NAN'].map((word) => [word, NaN] as const),
  ...['.inf', '.Inf', '.INF', '+.inf', '+.Inf', '+.INF'].map((word) => [word, Infinity] as const),
  ...['-.inf', '-.Inf', '-.INF'].map((word) => [word, -Infinity] as const),
]);

function number(plain: string): number | undefined {
  const integer = /^([-+]?)(0[xX][\da-fA-F]+|0[bB][01]+|0[oO]?[0-7]+|0|[1-9]\d*)$/.exec(plain);
  if (integer) {
    const [, sign = '', digits = ''] = integer;
    const magnitude = BigInt(/^0[0-7]+$/.test(digits) ? `0o${digits.slice(1)}` : digits);
    const limit = sign === '-' ? 1n << 63n : (1n << 64n) - 1n;
    if (magnitude <= limit) return sign === '-' && magnitude > 0n ? -Number(magnitude) : Number(magnitude);
  }
  if (!/^[-+]?(\.\d+|\d+(\.\d*)?)([eE][-+]?\d+)?$/.test(plain)) return undefined;
  const float = Number(plain);
  return Number.isFinite(float) ? (float === 0 ? 0 : float) : undefined;
}

/** The formats of go-yaml's `allowedTimestampFormats`: with a `T` a zone has to follow, without one it is UTC. */
function timestamp(text: string): string | undefined {
  const parts =
    /^(\d{4})-(\d{1,2})-(\d{1,2})(?:([Tt ])(\d{1,2}):(\d\d?):(\d\d?)(\.\d+)?(Z|[-+]\d\d:\d\d)?)?$/.exec(text);
  if (!parts) return undefined;
  const [, year = '', month = '', day = '', separator = ' ', hour, minute, second, fraction = '', zone] =
    parts;
  if ((separator === ' ') !== (zone === undefined)) return undefined;
  const two = (digits = '0') => digits.padStart(2, '0');
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  if (date.getUTCMonth() !== Number(month) - 1 || date.getUTCDate() !== Number(day)) return undefined;
  if (Number(hour ?? 0) > 23 || Number(minute ?? 0) > 59 || Number(second ?? 0) > 59) return undefined;
  const rest = fraction.replace(/0+$/, '');
  return `${year}-${two(month)}-${two(day)}T${two(hour)}:${two(minute)}:${two(second)}${rest === '.' ? '' : rest}${zone ?? 'Z'}`;
}
