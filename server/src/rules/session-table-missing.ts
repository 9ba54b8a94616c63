import type { LaravelWorkload, StackModel } from '../model/stackModel';
import { configuredText, hasTenants } from './configReports';
import type { Report, Rule } from './rule';
import { subjectOf, workloadName } from './words';

export const sessionTableMissing: Rule = {
  id: 'session-table-missing',
  scope: 'workload',
  severity: 'warning',
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
    fixes: () => [
      {
        title: `Create a migration for the table "${table}"`,
        edits: [
          {
            kind: 'create-file',
            file: migrationPath(app.root, table),
            text: migration(table, app.framework?.minMajor ?? 0),
          },
        ],
        preferred: true,
      },
    ],
    subject: subjectOf(workload, 'table'),
  };
}

/** No other table refers to it, so its place among the migrations is any: the name of today would change with each day. */
function migrationPath(root: string, table: string): string {
  const name = `0001_01_01_000003_create_${table.replace(/[^A-Za-z0-9_]/g, '_')}_table.php`;
  return `${root === '' ? '' : `${root}/`}database/migrations/${name}`;
}

/**
 * The columns of Laravel's own `database.stub` for sessions, of version 8 as of 13. A migration without a name is for 9 and
 * later; before, it is called after its file.
 */
function migration(table: string, version: number): string {
  const words = table.split(/[^A-Za-z0-9]+/).filter((word) => word !== '');
  const name = words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
  const [head, end] =
    version >= 9 ? ['return new class extends', '};'] : [`class Create${name}Table extends`, '}'];
  return `<?php

use Illuminate\\Database\\Migrations\\Migration;
use Illuminate\\Database\\Schema\\Blueprint;
use Illuminate\\Support\\Facades\\Schema;

${head} Migration
{
    public function up(): void
    {
        Schema::create('${table}', function (Blueprint $table) {
            $table->string('id')->primary();
            $table->foreignId('user_id')->nullable()->index();
            $table->string('ip_address', 45)->nullable();
            $table->text('user_agent')->nullable();
            $table->longText('payload');
            $table->integer('last_activity')->index();
        });
    }

    public function down(): void
    {
        Schema::dropIfExists('${table}');
    }
${end}
`;
}
