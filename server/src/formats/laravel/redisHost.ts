/** What the two Redis clients make of the text in `host`. */

export type RedisHost =
  /** `port`: given inside of the host, which only predis understands. */
  | { readonly kind: 'tcp'; readonly host: string; readonly scheme: 'tcp' | 'tls'; readonly port?: number }
  | { readonly kind: 'socket'; readonly path: string }
  | { readonly kind: 'empty' }
  /** The client cannot use it; `reason` completes "The host cannot be used because …". */
  | { readonly kind: 'invalid'; readonly reason: string; readonly host?: string; readonly port?: number };

/**
 * Reads a Redis host: `tcp://h`, `/path.sock` and `unix://…` for phpredis only, `h:6379` for predis only, `tls://h` for
 * phpredis and, from Laravel 12 on, predis; `redis://` and `http://` for neither. Clients of other names are
 * read as phpredis would read them.
 */
export function readRedisHost(text: string, client: string, framework?: number): RedisHost {
  if (text === '') return { kind: 'empty' };
  const predis = client === 'predis';
  const withScheme = /^([A-Za-z][A-Za-z0-9+.-]*):\/\/([^]*)$/.exec(text);
  const scheme = withScheme?.[1]?.toLowerCase();
  const rest = withScheme ? (withScheme[2] ?? '') : text;
  const inside = splitPort(rest);
  if (scheme === 'unix' || (scheme === undefined && text.startsWith('/'))) {
    if (!predis) return { kind: 'socket', path: rest };
    return { kind: 'invalid', reason: 'predis takes a socket only as `path` with the scheme `unix`' };
  }
  if (scheme !== undefined && scheme !== 'tcp' && scheme !== 'tls') {
    return { kind: 'invalid', reason: `no client knows the scheme ${scheme}:// in a host`, ...inside };
  }
  if (predis && scheme === 'tcp') {
    return { kind: 'invalid', reason: 'predis does not know the scheme tcp:// in a host', ...inside };
  }
  if (predis && scheme === 'tls' && framework !== undefined && framework < 12) {
    return {
      kind: 'invalid',
      reason: 'with predis, Laravel understands tls:// in a host only from 12 on',
      ...inside,
    };
  }
  if (/[/?#@]/.test(rest)) {
    return {
      kind: 'invalid',
      reason: 'a host has no path, no user and no query',
      ...splitPort(rest.split(/[/?#]/)[0] ?? ''),
    };
  }
  if (inside.port !== undefined && !predis) {
    return {
      kind: 'invalid',
      reason: 'phpredis takes the port from `port` and not from the host',
      ...inside,
    };
  }
  return { kind: 'tcp', scheme: scheme === 'tls' ? 'tls' : 'tcp', ...inside };
}

/** `h:6379`; an IPv6 address keeps its colons. */
function splitPort(text: string): { readonly host: string; readonly port?: number } {
  const hit = /^([^:]*|\[[^\]]*\]):(\d{1,5})$/.exec(text);
  return hit ? { host: hit[1] ?? '', port: Number(hit[2]) } : { host: text };
}
