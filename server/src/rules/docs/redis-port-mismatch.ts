import type { RuleDocs } from '../rule';

export const redisPortMismatchDocs: RuleDocs = {
  problem: 'Laravel connects to a port of the Redis Service that the Service does not have.',
  why: `A Service answers on the ports that it lists and on no other; the connection is refused, or runs into a time-out. The same happens
when the Service leads to a named port (\`targetPort: redis\`) that no container of its pods has.`,
  remedy:
    "Make REDIS_PORT equal to the Service's `port`, and name the container's port as `targetPort` does.",
  silent: `Silent for headless Services, whose name leads straight to the pods, for numbers as \`targetPort\` (containers need not declare their
ports), and when the port, the host or the pods cannot be known.`,
};
