import type { RuleDocs } from '../rule';

export const redisHostUnresolvedDocs: RuleDocs = {
  problem: 'REDIS_HOST names a Service that does not exist, or is empty.',
  why: `The name does not resolve in the cluster. Every request that touches Redis fails with
\`php_network_getaddresses: getaddrinfo failed\`; with sessions in Redis that is every request.`,
  remedy:
    'Name a Service of the same namespace, or add the Redis that is meant. The bitnami chart calls its Service `<release>-redis-master`.',
  silent: `Silent while nothing uses Redis; for IP addresses, names outside the cluster and placeholders; when an operator, a chart, a
script or infrastructure code that is visible may make the Service; and for names as charts make them (\`my-redis-master\`). Names
given in the settings as existing outside the repository are taken for granted.`,
};
