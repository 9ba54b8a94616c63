import type { LaravelWorkload } from '../../model/stackModel';
import type { Fix } from '../rule';
import { setVariable } from './setVariable';

const NAMES: Readonly<Record<string, string>> = {
  mysql: 'MySQL',
  mariadb: 'MariaDB',
  pgsql: 'PostgreSQL',
  sqlsrv: 'SQL Server',
};

/** Sessions in the database server that the app uses anyway; offered only where its `sessions` table is made. */
export function useDatabase(workload: LaravelWorkload): Fix[] {
  const { database, sessionTable } = workload;
  const server = NAMES[database.driver ?? ''];
  const reachable = database.resolution.resolves === 'yes' || database.resolution.resolves === 'external';
  if (workload.config.frozenAt || server === undefined || !reachable || !sessionTable) return [];
  return [
    {
      title: `Store sessions in ${server} (its table exists)`,
      edits: setVariable(workload, 'SESSION_DRIVER', 'database'),
    },
  ];
}
