import type { RuleDocs } from '../rule';

export const redisServiceSelectsNothingDocs: RuleDocs = {
  problem: 'The Service that REDIS_HOST names selects no pods.',
  why: `A Service without pods behind it has an address that nobody answers: \`Connection refused\` or a time-out at each access. A common
case is a Service with \`app: redis\` in front of the bitnami chart, whose pods carry \`app.kubernetes.io/name: redis\`.`,
  remedy:
    'Make the selector equal to the labels of the Redis pods. With the bitnami chart no Service is needed: it makes `<release>-redis-master`.',
  silent: `Silent for Services without a selector (their endpoints are made by hand) and when labels cannot be known. When no Redis pods are
defined here at all, so that a chart may have been installed by hand, it is a warning.`,
};
