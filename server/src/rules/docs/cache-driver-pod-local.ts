import type { RuleDocs } from '../rule';

export const cacheDriverPodLocalDocs: RuleDocs = {
  problem: 'There may be several pods, and each has a cache of its own.',
  why: `What one pod puts into the cache the others do not see, and \`cache:clear\` clears one pod only. Locks, \`onOneServer\`, unique
jobs and rate limits hold within one pod instead of once for all.`,
  remedy: 'Set CACHE_STORE (up to Laravel 10: CACHE_DRIVER) to `redis`, or to `database`.',
  silent: `Silent when the cache is not known, when it is switched off (\`array\`) and nothing needs it, when there is at most one pod, and when a volume that all pods share covers the cache's
directory. Information, unless the app's own code uses locks, \`onOneServer\`, unique jobs or rate limits: then a warning.`,
};
