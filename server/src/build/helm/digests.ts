/** Checksums and encodings in plain TypeScript, because this layer also runs where there is no `node:crypto`. */

/** What a decoder yields for bytes that are no UTF-8 text. Holds a lone surrogate, so no text is equal to it. */
export const binaryContent = '\ud800';

export function sha256(text: string): string {
  const words = padded(text, 64);
  const state = Uint32Array.from([
    0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19,
  ]);
  const w = new Uint32Array(64);
  const at = (list: Uint32Array, i: number): number => list[i] ?? 0;
  for (let block = 0; block < words.length; block += 16) {
    w.set(words.subarray(block, block + 16));
    for (let i = 16; i < 64; i++) {
      const x = at(w, i - 15);
      const y = at(w, i - 2);
      const s0 = rotate(x, 7) ^ rotate(x, 18) ^ (x >>> 3);
      const s1 = rotate(y, 17) ^ rotate(y, 19) ^ (y >>> 10);
      w[i] = at(w, i - 16) + s0 + at(w, i - 7) + s1;
    }
    let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = state;
    for (let i = 0; i < 64; i++) {
      const s1 = rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25);
      const t1 = (h + s1 + ((e & f) ^ (~e & g)) + at(roundConstants, i) + at(w, i)) | 0;
      const s0 = rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22);
      const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      [h, g, f, e, d, c, b, a] = [g, f, e, (d + t1) | 0, c, b, a, (t1 + t2) | 0];
    }
    [a, b, c, d, e, f, g, h].forEach((value, i) => {
      state[i] = at(state, i) + value;
    });
  }
  return hex(state);
}

export function sha1(text: string): string {
  const words = padded(text, 64);
  const state = Uint32Array.from([0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0]);
  const w = new Uint32Array(80);
  const at = (list: Uint32Array, i: number): number => list[i] ?? 0;
  for (let block = 0; block < words.length; block += 16) {
    w.set(words.subarray(block, block + 16));
    for (let i = 16; i < 80; i++)
      w[i] = rotateLeft(at(w, i - 3) ^ at(w, i - 8) ^ at(w, i - 14) ^ at(w, i - 16), 1);
    let [a = 0, b = 0, c = 0, d = 0, e = 0] = state;
    for (let i = 0; i < 80; i++) {
      const [f, k] =
        i < 20
          ? [(b & c) | (~b & d), 0x5a827999]
          : i < 40
            ? [b ^ c ^ d, 0x6ed9eba1]
            : i < 60
              ? [(b & c) | (b & d) | (c & d), 0x8f1bbcdc]
              : [b ^ c ^ d, 0xca62c1d6];
      const t = (rotateLeft(a, 5) + (f ?? 0) + e + (k ?? 0) + at(w, i)) | 0;
      [e, d, c, b, a] = [d, c, rotateLeft(b, 30), a, t];
    }
    [a, b, c, d, e].forEach((value, i) => {
      state[i] = at(state, i) + value;
    });
  }
  return hex(state);
}

export function sha512(text: string): string {
  const words = padded(text, 128);
  const mask = (1n << 64n) - 1n;
  const rotate64 = (x: bigint, n: bigint): bigint => ((x >> n) | (x << (64n - n))) & mask;
  const state = primes(8).map((prime) => fraction(prime, 2n));
  const constants = primes(80).map((prime) => fraction(prime, 3n));
  for (let block = 0; block < words.length; block += 32) {
    const w: bigint[] = [];
    for (let i = 0; i < 16; i++) {
      w.push((BigInt(words[block + 2 * i] ?? 0) << 32n) | BigInt(words[block + 2 * i + 1] ?? 0));
    }
    for (let i = 16; i < 80; i++) {
      const x = w[i - 15] ?? 0n;
      const y = w[i - 2] ?? 0n;
      const s0 = rotate64(x, 1n) ^ rotate64(x, 8n) ^ (x >> 7n);
      const s1 = rotate64(y, 19n) ^ rotate64(y, 61n) ^ (y >> 6n);
      w.push(((w[i - 16] ?? 0n) + s0 + (w[i - 7] ?? 0n) + s1) & mask);
    }
    let [a = 0n, b = 0n, c = 0n, d = 0n, e = 0n, f = 0n, g = 0n, h = 0n] = state;
    for (let i = 0; i < 80; i++) {
      const s1 = rotate64(e, 14n) ^ rotate64(e, 18n) ^ rotate64(e, 41n);
      const t1 = (h + s1 + ((e & f) ^ (~e & mask & g)) + (constants[i] ?? 0n) + (w[i] ?? 0n)) & mask;
      const s0 = rotate64(a, 28n) ^ rotate64(a, 34n) ^ rotate64(a, 39n);
      const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) & mask;
      [h, g, f, e, d, c, b, a] = [g, f, e, (d + t1) & mask, c, b, a, (t1 + t2) & mask];
    }
    [a, b, c, d, e, f, g, h].forEach((value, i) => {
      state[i] = ((state[i] ?? 0n) + value) & mask;
    });
  }
  return state.map((word) => word.toString(16).padStart(16, '0')).join('');
}

export function adler32(text: string): number {
  let a = 1;
  let b = 0;
  for (const byte of new TextEncoder().encode(text)) {
    a = (a + byte) % 65521;
    b = (b + a) % 65521;
  }
  return b * 65536 + a;
}

export function base64Encode(text: string): string {
  const bytes = new TextEncoder().encode(text);
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary);
}

/** The text, `binaryContent` for bytes that are none, or undefined for what Go's standard decoder refuses. */
export function base64Decode(encoded: string): string | undefined {
  const compact = encoded.replace(/[\r\n]/g, '');
  if (compact.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(compact)) return undefined;
  return utf8(Uint8Array.from(atob(compact), (char) => char.charCodeAt(0)));
}

const base32Alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

export function base32Encode(text: string): string {
  let bits = '';
  for (const byte of new TextEncoder().encode(text)) bits += byte.toString(2).padStart(8, '0');
  let out = '';
  for (let i = 0; i < bits.length; i += 5)
    out += base32Alphabet.charAt(parseInt(bits.slice(i, i + 5).padEnd(5, '0'), 2));
  return out.padEnd(Math.ceil(out.length / 8) * 8, '=');
}

export function base32Decode(encoded: string): string | undefined {
  const compact = encoded.replace(/[\r\n]/g, '');
  if (compact.length % 8 !== 0 || !/^[A-Z2-7]*={0,6}$/.test(compact)) return undefined;
  let bits = '';
  for (const char of compact.replace(/=+$/, ''))
    bits += base32Alphabet.indexOf(char).toString(2).padStart(5, '0');
  const bytes: number[] = [];
  for (let i = 0; i + 8 <= bits.length; i += 8) bytes.push(parseInt(bits.slice(i, i + 8), 2));
  return utf8(Uint8Array.from(bytes));
}

function utf8(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return binaryContent;
  }
}

/** The message with its length behind it, as big-endian words, in whole blocks. */
function padded(text: string, blockBytes: 64 | 128): Uint32Array {
  const bytes = new TextEncoder().encode(text);
  const lengthBytes = blockBytes / 8;
  const total = Math.ceil((bytes.length + 1 + lengthBytes) / blockBytes) * blockBytes;
  const view = new DataView(new ArrayBuffer(total));
  bytes.forEach((byte, i) => view.setUint8(i, byte));
  view.setUint8(bytes.length, 0x80);
  view.setUint32(total - 8, Math.floor(bytes.length / 0x20000000));
  view.setUint32(total - 4, (bytes.length << 3) >>> 0);
  return Uint32Array.from({ length: total / 4 }, (_, i) => view.getUint32(i * 4));
}

function rotate(x: number, n: number): number {
  return (x >>> n) | (x << (32 - n));
}

function rotateLeft(x: number, n: number): number {
  return (x << n) | (x >>> (32 - n));
}

function hex(state: Uint32Array): string {
  return [...state].map((word) => word.toString(16).padStart(8, '0')).join('');
}

function primes(count: number): bigint[] {
  const found: bigint[] = [];
  for (let candidate = 2n; found.length < count; candidate++) {
    if (found.every((prime) => candidate % prime !== 0n)) found.push(candidate);
  }
  return found;
}

/** The first 64 bits behind the point of the square or cube root of a prime: SHA-2's constants. */
function fraction(prime: bigint, root: 2n | 3n): bigint {
  const scaled = prime << (64n * root);
  let low = 0n;
  let high = 1n << 70n;
  while (low < high) {
    const middle = (low + high + 1n) >> 1n;
    if (middle ** root <= scaled) low = middle;
    else high = middle - 1n;
  }
  return low & ((1n << 64n) - 1n);
}

const roundConstants = Uint32Array.from(primes(64).map((prime) => Number(fraction(prime, 3n) >> 32n)));
