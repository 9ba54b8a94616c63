import { base32, base64 } from '@scure/base';

/** What a decoder yields for bytes that are no UTF-8 text. Holds a lone surrogate, so no text is equal to it. */
export const binaryContent = '\ud800';

export function base64Encode(text: string): string {
  return base64.encode(utf8Bytes(text));
}

/** The text, `binaryContent` for bytes that are none, or undefined for what Go's standard decoder refuses. */
export function base64Decode(encoded: string): string | undefined {
  return decoded(() => base64.decode(withoutLineBreaks(encoded)));
}

export function base32Encode(text: string): string {
  return base32.encode(utf8Bytes(text));
}

/** As `base64Decode`. */
export function base32Decode(encoded: string): string | undefined {
  return decoded(() => base32.decode(withoutLineBreaks(encoded)));
}

/** Go's decoders skip line breaks and nothing else. */
function withoutLineBreaks(encoded: string): string {
  return encoded.replace(/[\r\n]/g, '');
}

function decoded(decode: () => Uint8Array): string | undefined {
  let bytes: Uint8Array;
  try {
    bytes = decode();
  } catch {
    return undefined;
  }
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return binaryContent;
  }
}

function utf8Bytes(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
