import type { RuleDocs } from '../rule';

export const redisHostLocalhostDocs: RuleDocs = {
  problem: 'Redis is in use, its host is localhost, and no container of the pod listens there.',
  why: `In a pod, 127.0.0.1 is the pod itself. Without a Redis beside Laravel in the same pod every access fails with
\`Connection refused\`. Laravel's default for REDIS_HOST is 127.0.0.1, so leaving it out has the same effect.`,
  remedy: 'Set REDIS_HOST to the name of the Redis Service.',
  silent:
    'Silent while nothing uses Redis, when a container of the pod listens there (redis, a proxy, a tunnel), and when REDIS_URL decides.',
};
