import type { RuleDocs } from '../rule';

export const sessionStoreSharedWithCacheDocs: RuleDocs = {
  problem: 'Sessions and the cache are in one database of one Redis.',
  why: `\`php artisan cache:clear\`, which many deployments run, empties the whole database that the cache is in (\`FLUSHDB\`) and
does not stop at its own keys. Everybody is logged out. Jobs that wait in the same database are lost as well.`,
  remedy: `Give the cache a connection with a database number of its own, as Laravel's skeleton does (\`REDIS_DB=0\`, \`REDIS_CACHE_DB=1\`).
A Redis Cluster has one database only: there the cache needs an instance of its own.`,
  silent: `Silent when the app is not in the workspace, when the cache is not on Redis, and when either connection cannot be told.`,
};
