import type { RuleDocs } from '../rule';

export const redisHostOtherNamespaceDocs: RuleDocs = {
  problem: 'REDIS_HOST is the bare name of a Service that lives in another namespace.',
  why: `A bare name resolves only inside the namespace of the pod. Every access to Redis fails with
\`php_network_getaddresses: getaddrinfo failed\`.`,
  remedy: 'Write the name with its namespace: `redis.infra`, or `redis.infra.svc.cluster.local`.',
  silent:
    'Silent when either namespace is not written (then `kubectl -n` decides), and when a Service of that name is in both.',
};
