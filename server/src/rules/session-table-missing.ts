import type { LaravelWorkload, StackModel } from '../model/stackModel';
import { configuredText, hasTenants } from './configReports';
import type { Report, Rule } from './rule';
import { subjectOf, workloadName } from './words';

export const sessionTableMissing: Rule = {
  id: 'session-table-missing',
  severity: 'warning',
  docs: {
    problem: 'Sessions are kept in the database, and no migration of the app creates their table.',
    why: `Every request that starts a session fails with \`SQLSTATE[42S02]: Base table or view not found\` (or what the database calls it).`,
    remedy: `Run \`php artisan session:table\` (from Laravel 11 on \`php artisan make:session-table\`), commit the migration that it makes, and
migrate.`,
    silent: `Silent when the app or its migrations are not in the workspace, when a schema dump or another SQL file may hold the table, when a
migration computes its table's name, and in apps with tenants, whose tables are made at run time.`,
  },
  *check(stack: StackModel) {
    for (const workload of stack.workloads) {
      const report = checkWorkload(workload);
      if (report) yield report;
    }
  },
};

function checkWorkload(workload: LaravelWorkload): Report | undefined {
  const { role, session, app } = workload;
  if (role !== 'web' || session.driver !== 'database' || !session.decidedAt || !app) return undefined;
  if (app.hiddenTables || session.certainty === 'unknown' || workload.usesSessions === 'no') return undefined;
  const made = app.facts.filter(({ kind }) => kind === 'creates-table');
  // Without any migration in sight nothing can be said of the one that is missing.
  if (made.length === 0) return undefined;
  const table = configuredText(workload, 'session.table')?.value;
  if (table === undefined) return undefined;
  if (made.some(({ name }) => name === undefined || name === table || name === 'config:session.table'))
    return undefined;
  if (hasTenants(workload)) return undefined;
  const command = (app.framework?.minMajor ?? 0) >= 11 ? 'make:session-table' : 'session:table';
  return {
    at: session.decidedAt,
    message: `${workloadName(workload)} keeps sessions in the database, and no migration of the app creates the table "${table}". Requests fail with "Base table or view not found". "php artisan ${command}" makes the migration.`,
    certainty: session.certainty === 'certain' ? 'certain' : 'likely',
    related: session.chain
      .slice(1)
      .map(({ at, what }) => ({ at, message: `${workloadName(workload)}: ${what}.` })),
    subject: subjectOf(workload, 'table'),
  };
}
