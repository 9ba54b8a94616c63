import type { RuleDocs } from '../rule';

export const sessionTableMissingDocs: RuleDocs = {
  problem: 'Sessions are kept in the database, and no migration of the app creates their table.',
  why: `Every request that starts a session fails with \`SQLSTATE[42S02]: Base table or view not found\` (or what the database calls it).`,
  remedy: `Run \`php artisan session:table\` (from Laravel 11 on \`php artisan make:session-table\`), commit the migration that it makes, and
migrate. The quick fix writes the same migration.`,
  silent: `Silent when the app or its migrations are not in the workspace, when a schema dump or another SQL file may hold the table, when a
migration computes its table's name, and in apps with tenants, whose tables are made at run time.`,
};
