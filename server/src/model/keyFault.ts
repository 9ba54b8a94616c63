import { isPlaceholder } from '../text/placeholder';

export interface KeyFault {
  readonly kind: 'encoded-twice' | 'no-prefix' | 'length';
  /** How long the key is, where it can be decoded. */
  readonly bytes?: number;
  /** The key as it must have been meant. It is as secret as the one that was given: for edits only. */
  readonly mended?: string;
}

const PREFIX = 'base64:';
const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/;

/**
 * Why Laravel cannot use an APP_KEY; undefined when it can, or when the text may only stand for a key.
 * `Illuminate\Encryption\Encrypter` takes 32 bytes, or 16 for AES-128; both are taken for right here, as the cipher is set in
 * a file that is often not there.
 */
export function faultOfKey(written: string): KeyFault | undefined {
  const key = written.trim().replace(/^(["'])(.*)\1$/, '$2');
  if (key === '' || isPlaceholder(key)) return undefined;
  if (!key.startsWith(PREFIX)) return faultOfBare(key);
  const body = key.slice(PREFIX.length);
  if (body.startsWith(PREFIX)) {
    const inner = faultOfKey(body);
    return { kind: 'encoded-twice', ...(!inner && { mended: body }) };
  }
  if (!BASE64.test(body) || looksMadeUp(body)) return undefined;
  const decoded = decode(body);
  if (decoded === undefined) return undefined;
  if (decoded.startsWith(PREFIX)) return { kind: 'encoded-twice', ...mendable(decoded.trim()) };
  return isLength(decoded.length) ? undefined : { kind: 'length', bytes: decoded.length };
}

function faultOfBare(key: string): KeyFault | undefined {
  if (isLength(new TextEncoder().encode(key).length)) return undefined;
  const decoded = BASE64.test(key) ? decode(key) : undefined;
  if (decoded === undefined) return undefined;
  if (decoded.startsWith(PREFIX)) return { kind: 'encoded-twice', ...mendable(decoded.trim()) };
  if (looksMadeUp(key)) return undefined;
  // A text of that alphabet is taken for base64 only when it comes to a key exactly.
  if (decoded.length === 32 && key.endsWith('=')) return { kind: 'no-prefix', mended: PREFIX + key };
  return undefined;
}

function mendable(decoded: string): { mended?: string } {
  return faultOfKey(decoded) || isPlaceholder(decoded) ? {} : { mended: decoded };
}

function isLength(bytes: number): boolean {
  return bytes === 32 || bytes === 16;
}

/** One character for each byte; undefined for what is not base64. */
function decode(text: string): string | undefined {
  try {
    return atob(text);
  } catch {
    return undefined;
  }
}

/** Examples and stand-ins that happen to be spelt in the alphabet of base64. */
function looksMadeUp(text: string): boolean {
  return (
    text.length < 16 ||
    new Set(text.replace(/=+$/, '')).size < 6 ||
    /(your|app|secret|random|generate|change|replace|example|sample|dummy|fake|test|here|todo|key|x{4}|abc|123456)/i.test(
      text,
    ) ||
    !/\d/.test(text)
  );
}
