import type { RuleDocs } from '../rule';

export const redisPortServiceLinkDocs: RuleDocs = {
  problem: 'A Service called `redis` (or `db`) makes Kubernetes set REDIS_PORT (DB_PORT) to `tcp://…`.',
  why: `For each Service of the namespace Kubernetes sets variables in every pod that starts after it; Service \`redis\` becomes
\`REDIS_PORT=tcp://10.0.0.1:6379\`. Laravel reads REDIS_PORT as a number: phpredis fails with \`Redis::connect(): Argument #2 ($port) must
be of type int, string given\`, PostgreSQL with \`invalid integer value\`, and MySQL silently uses 3306. Pods that were there before the
Service run on, so the failure appears at the next restart.`,
  remedy:
    'Set the port explicitly, or switch the service links of the pod off with `enableServiceLinks: false`.',
  silent: `Silent when the port is set, when a source of the environment that is not visible may set it, when the Service is headless or an
ExternalName, when \`enableServiceLinks\` is false, when a URL with a port decides, and when nothing uses that store.`,
};
