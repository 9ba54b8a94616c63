/** Sprig's encodings, checksums and URLs (`crypto.go`, `url.go`). */
import { sha1 } from '@noble/hashes/legacy';
import { sha256, sha512 } from '@noble/hashes/sha2';
import { bytesToHex } from '@noble/hashes/utils';
import { base32Decode, base32Encode, base64Decode, base64Encode, binaryContent } from '../encodings';
import { fixed, type TemplateFunction } from '../templateFunction';
import { TemplateFailure } from '../templateFailure';
import { derived, plainText, type Text } from '../text';
import { entry, map, unknown, type MapValue, type Value } from '../value';

export const encodingFunctions: Record<string, TemplateFunction> = {
  b64enc: fixed(['string'], ([text]) => derived(text, base64Encode(text.text))),
  b64dec: fixed(['string'], ([text]) =>
    decoded(text, base64Decode(text.text), 'illegal base64 data at input byte 0'),
  ),
  b32enc: fixed(['string'], ([text]) => derived(text, base32Encode(text.text))),
  b32dec: fixed(['string'], ([text]) =>
    decoded(text, base32Decode(text.text), 'illegal base32 data at input byte 0'),
  ),
  sha1sum: fixed(['string'], ([text]) => plainText(bytesToHex(sha1(text.text)))),
  sha256sum: fixed(['string'], ([text]) => plainText(bytesToHex(sha256(text.text)))),
  sha512sum: fixed(['string'], ([text]) => plainText(bytesToHex(sha512(text.text)))),
  adler32sum: fixed(['string'], ([text]) => plainText(String(adler32(text.text)))),
  urlParse: fixed(['string'], ([text]) => parsedUrl(text.text)),
  urlJoin: fixed(['map'], ([parts]) => joinedUrl(parts)),
};

/** Adler-32 of the text's UTF-8 bytes (RFC 1950). */
function adler32(text: string): number {
  let low = 1;
  let high = 0;
  for (const byte of new TextEncoder().encode(text)) {
    low = (low + byte) % 65521;
    high = (high + low) % 65521;
  }
  return high * 65536 + low;
}

/** Sprig gives the reason in place of the text when it cannot decode. */
function decoded(from: Text, result: string | undefined, reason: string): Value {
  if (result === undefined) return plainText(reason);
  return result === binaryContent ? unknown('the decoded value is no text') : derived(from, result);
}

const urlParts = /^(?:([a-zA-Z][a-zA-Z0-9+.-]*):)?(?:\/\/([^/?#]*))?([^?#]*)(?:\?([^#]*))?(?:#([\s\S]*))?$/;

function parsedUrl(text: string): Value {
  const match = urlParts.exec(text);
  if (!match) throw new TemplateFailure('data', 'error calling urlParse: unable to parse url');
  const [, scheme = '', authority = '', path = '', query = '', fragment = ''] = match;
  const at = authority.lastIndexOf('@');
  const host = authority.slice(at + 1);
  const opaque = scheme !== '' && match[2] === undefined && path !== '' && !path.startsWith('/') ? path : '';
  let decodedPath = path;
  try {
    decodedPath = decodeURIComponent(path);
  } catch {
    throw new TemplateFailure('data', 'error calling urlParse: invalid URL escape');
  }
  return map([
    ['scheme', plainText(scheme.toLowerCase())],
    ['host', plainText(host)],
    ['hostname', plainText(hostname(host))],
    ['path', plainText(opaque ? '' : decodedPath)],
    ['query', plainText(query)],
    ['opaque', plainText(opaque)],
    ['fragment', plainText(fragment)],
    ['userinfo', plainText(at < 0 ? '' : authority.slice(0, at))],
  ]);
}

function hostname(host: string): string {
  const bracketed = /^\[([^\]]*)\]/.exec(host);
  return bracketed ? (bracketed[1] ?? '') : host.replace(/:\d*$/, '');
}

function joinedUrl(parts: MapValue | undefined): Value {
  const part = (key: string): string => {
    const value = entry(parts, key);
    return value?.kind === 'string' ? value.text : '';
  };
  const userinfo = part('userinfo');
  const host = part('host');
  const path = part('path');
  let url = part('scheme') === '' ? '' : `${part('scheme')}:`;
  if (part('opaque') !== '') url += part('opaque');
  else {
    if (url !== '' || host !== '' || userinfo !== '') {
      if (host !== '' || path !== '' || userinfo !== '') url += '//';
      if (userinfo !== '') url += `${userinfo}@`;
      url += host;
    }
    if (path !== '' && !path.startsWith('/') && host !== '') url += '/';
    url += encodeURI(path);
  }
  if (part('query') !== '') url += `?${part('query')}`;
  if (part('fragment') !== '') url += `#${part('fragment')}`;
  return plainText(url);
}
