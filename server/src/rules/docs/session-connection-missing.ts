import type { RuleDocs } from '../rule';

export const sessionConnectionMissingDocs: RuleDocs = {
  problem: 'SESSION_CONNECTION names a connection that config/database.php does not have.',
  why: `Every request that starts a session fails with \`Redis connection [x] not configured.\` or
\`Database connection [x] not configured.\`, a 500 page for the visitor.`,
  remedy:
    'Name a connection of `config/database.php`, below `redis` for the redis driver and below `connections` for the database driver.',
  silent: `Silent when the app is not in the workspace, when its connections cannot be told, and for drivers that use no connection.`,
};
