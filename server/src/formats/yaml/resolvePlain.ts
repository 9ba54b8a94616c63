import type { YamlValue } from './tree';

/**
 * The value that Kubernetes gives to a plain scalar, by the rules of `sigs.k8s.io/yaml` over go-yaml v2
 * (`resolve.go`): YAML 1.1 booleans, Go's integer literals with underscores, decimal floats. Timestamps stay strings.
 * Integers beyond 2^53 lose precision here; whoever cares has the text.
 */
export function resolvePlain(text: string): YamlValue {
  const first = text.charCodeAt(0);
  // Most scalars begin with a letter that no boolean, null or number begins with.
  if (!(first < 0x3a) && !'yYnNtTfFoO~'.includes(text.charAt(0))) return text;
  const word = words.get(text);
  if (word !== undefined) return word;
  if (text.length > 400 || !/^[-+.\d]/.test(text)) return text;
  return resolveNumber(text) ?? text;
}

const words = new Map<string, YamlValue>([
  ...['y', 'Y', 'yes', 'Yes', 'YES', 'true', 'True', 'TRUE', 'on', 'On', 'ON'].map((w) => [w, true] as const),
  ...['n', 'N', 'no', 'No', 'NO', 'false', 'False', 'FALSE', 'off', 'Off', 'OFF'].map(
    (w) => [w, false] as const,
  ),
  ...['', '~', 'null', 'Null', 'NULL'].map((w) => [w, null] as const),
  ...['.nan', '.NaN', '.NAN'].map((w) => [w, NaN] as const),
  ...['.inf', '.Inf', '.INF', '+.inf', '+.Inf', '+.INF'].map((w) => [w, Infinity] as const),
  ...['-.inf', '-.Inf', '-.INF'].map((w) => [w, -Infinity] as const),
]);

function resolveNumber(text: string): number | undefined {
  const plain = text.startsWith('.') ? text : text.replaceAll('_', '');
  const integer = resolveInteger(plain);
  if (integer !== undefined) return integer;
  if (!/^[-+]?(\.\d+|\d+(\.\d*)?)([eE][-+]?\d+)?$/.test(plain)) return undefined;
  const float = Number(plain);
  // Go's ParseFloat refuses what is out of range, and the scalar stays a string.
  return Number.isFinite(float) ? float : undefined;
}

/** Go's `strconv.ParseInt(text, 0, 64)`, and ParseUint for what is larger. */
function resolveInteger(text: string): number | undefined {
  const parts = /^([-+]?)(0[xX][\da-fA-F]+|0[bB][01]+|0[oO][0-7]+|0[0-7]*|[1-9]\d*)$/.exec(text);
  if (!parts) return undefined;
  const [, sign = '', digits = ''] = parts;
  const magnitude = BigInt(/^0[0-7]+$/.test(digits) ? `0o${digits.slice(1)}` : digits);
  const limit = sign === '-' ? 1n << 63n : sign === '+' ? (1n << 63n) - 1n : (1n << 64n) - 1n;
  if (magnitude > limit) return undefined;
  return sign === '-' && magnitude > 0n ? -Number(magnitude) : Number(magnitude);
}
