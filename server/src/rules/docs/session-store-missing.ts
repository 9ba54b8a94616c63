import type { RuleDocs } from '../rule';

export const sessionStoreMissingDocs: RuleDocs = {
  problem:
    'SESSION_STORE names a cache store that config/cache.php does not have, or one that is not on Redis.',
  why: `The drivers redis, memcached, dynamodb and apc keep sessions in a store of the cache. Without such a store every request that
starts a session fails with \`Cache store [x] is not defined.\`; with the redis driver on a store that is not on Redis it fails with
\`Call to undefined method …::setConnection()\`.`,
  remedy: 'Name a store of `config/cache.php` with the right driver, or leave SESSION_STORE out.',
  silent: `Silent when the app is not in the workspace, when its stores cannot be told, and for drivers that use no store.`,
};
