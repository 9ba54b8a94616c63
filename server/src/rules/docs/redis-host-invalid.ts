import type { RuleDocs } from '../rule';

export const redisHostInvalidDocs: RuleDocs = {
  problem: 'REDIS_HOST holds a scheme, a port or a path that the Redis client cannot use.',
  why: `A host is a name. \`redis://\` and \`http://\` in it work with no client; a port (\`redis:6379\`) only with predis; \`tcp://\`, \`tls://\` and a
path of a socket only with phpredis (predis takes \`tls://\` from Laravel 12 on). Otherwise the whole text is looked up as a name, and every access
fails with \`php_network_getaddresses: getaddrinfo failed\`.`,
  remedy:
    'Write the bare name into REDIS_HOST and the port into REDIS_PORT. A whole URL belongs into REDIS_URL.',
  silent: `Silent while nothing uses Redis, when the client is not known or the app brings one of its own, and for placeholders. A warning
when the app, and with it its client, is not in the workspace.`,
};
