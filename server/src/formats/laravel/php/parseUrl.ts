/** The parts that PHP's `parse_url()` finds; absent parts are absent keys there too. */
export interface UrlParts {
  readonly scheme?: string;
  readonly host?: string;
  readonly port?: number;
  readonly user?: string;
  readonly pass?: string;
  readonly path?: string;
  readonly query?: string;
  readonly fragment?: string;
}

type Draft = { -readonly [Part in keyof UrlParts]: UrlParts[Part] };

/**
 * PHP's `parse_url()`, with its oddities: `redis-c:6379` is a host and a port, `h3` is a path, `redis://:6379` is not a URL.
 * Returns undefined where PHP returns false. Follows `php_url_parse_ex2` in `ext/standard/url.c`.
 */
export function parseUrl(url: string): UrlParts | undefined {
  const parts: Draft = {};
  const hostAt = parseScheme(url, parts);
  if (hostAt === undefined) return undefined;
  const end = url.length;
  let pathAt = hostAt.at;
  if (hostAt.host) {
    const length = url.slice(hostAt.at).search(/[/?#]/);
    const authorityEnd = length < 0 ? end : hostAt.at + length;
    if (!parseAuthority(url.slice(hostAt.at, authorityEnd), parts)) return undefined;
    if (authorityEnd === end) return clean(parts);
    pathAt = authorityEnd;
  } else if (hostAt.done) {
    return clean(parts);
  }
  parseTail(url.slice(pathAt), parts);
  return clean(parts);
}

interface Position {
  readonly at: number;
  /** An authority (user, host, port) stands here; otherwise a path. */
  readonly host: boolean;
  readonly done?: boolean;
}

function parseScheme(url: string, parts: Draft): Position | undefined {
  const colon = url.indexOf(':');
  const relative = url.startsWith('//');
  if (colon <= 0) {
    if (colon === 0) return parsePort(url, colon, parts);
    return relative ? { at: 2, host: true } : { at: 0, host: false };
  }
  const scheme = url.slice(0, colon);
  if (!/^[A-Za-z0-9+.-]+$/.test(scheme)) {
    const tail = url.search(/[?#]/);
    if (colon + 1 < url.length && colon < (tail < 0 ? url.length : tail)) return parsePort(url, colon, parts);
    return relative ? { at: 2, host: true } : { at: 0, host: false };
  }
  if (colon + 1 === url.length) {
    parts.scheme = scheme;
    return { at: url.length, host: false, done: true };
  }
  if (url[colon + 1] !== '/') {
    const digits = /^\d{0,6}/.exec(url.slice(colon + 1))?.[0].length ?? 0;
    const behind = url[colon + 1 + digits];
    if ((behind === undefined || behind === '/') && digits < 6) return parsePort(url, colon, parts);
    parts.scheme = scheme;
    return { at: colon + 1, host: false };
  }
  parts.scheme = scheme;
  if (url[colon + 2] !== '/') return { at: colon + 1, host: false };
  if (scheme.toLowerCase() === 'file' && url[colon + 3] === '/') {
    return { at: url[colon + 5] === ':' ? colon + 4 : colon + 3, host: false };
  }
  return { at: colon + 3, host: true };
}

/** What stands behind the first colon may be a port: `a.com:80`, `//a.com:80/x`. */
function parsePort(url: string, colon: number, parts: Draft): Position | undefined {
  const digits = /^\d{0,6}/.exec(url.slice(colon + 1))?.[0] ?? '';
  const behind = url[colon + 1 + digits.length];
  const start = url.startsWith('//') ? 2 : 0;
  if (digits.length > 0 && digits.length < 6 && (behind === undefined || behind === '/')) {
    if (Number(digits) > 65535) return undefined;
    parts.port = Number(digits);
    return { at: start, host: true };
  }
  if (digits.length === 0 && behind === undefined) return undefined;
  return start === 2 ? { at: 2, host: true } : { at: 0, host: false };
}

function parseAuthority(authority: string, parts: Draft): boolean {
  let host = authority;
  const at = authority.lastIndexOf('@');
  if (at >= 0) {
    const login = authority.slice(0, at);
    const colon = login.indexOf(':');
    parts.user = colon < 0 ? login : login.slice(0, colon);
    if (colon >= 0) parts.pass = login.slice(colon + 1);
    host = authority.slice(at + 1);
  }
  const bracketed = host.startsWith('[') && host.endsWith(']');
  const colon = bracketed ? -1 : host.lastIndexOf(':');
  if (colon >= 0) {
    const port = host.slice(colon + 1);
    host = host.slice(0, colon);
    if (parts.port === undefined && port !== '') {
      const digits = /^\s*\+?(\d+)/.exec(port)?.[1];
      if (port.length > 5 || digits === undefined || Number(digits) > 65535) return false;
      parts.port = Number(digits);
    }
  }
  if (host === '') return false;
  parts.host = host;
  return true;
}

function parseTail(tail: string, parts: Draft): void {
  let rest = tail;
  const hash = rest.indexOf('#');
  if (hash >= 0) {
    parts.fragment = rest.slice(hash + 1);
    rest = rest.slice(0, hash);
  }
  const question = rest.indexOf('?');
  if (question >= 0) {
    parts.query = rest.slice(question + 1);
    rest = rest.slice(0, question);
  }
  if (rest !== '' || tail === '') parts.path = rest;
}

/** In PHP's order of keys, and with control characters replaced as PHP replaces them. */
function clean(parts: Draft): UrlParts {
  const result: Draft = {};
  const { scheme, host, port, user, pass, path, query, fragment } = parts;
  const text = { scheme, host, user, pass, path, query, fragment };
  for (const [part, value] of Object.entries(text)) {
    if (value !== undefined) result[part as keyof typeof text] = value.replace(/[\0-\x1f\x7f]/g, '_');
    if (part === 'host' && port !== undefined) result.port = port;
  }
  return result;
}
