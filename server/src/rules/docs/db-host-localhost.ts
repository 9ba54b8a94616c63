import type { RuleDocs } from '../rule';

export const dbHostLocalhostDocs: RuleDocs = {
  problem: 'The database is in use, its host is localhost, and no container of the pod listens there.',
  why: `In a pod, 127.0.0.1 is the pod itself. Without a database or a proxy beside Laravel in the same pod every query fails with
\`SQLSTATE[HY000] [2002] Connection refused\`. Laravel's default for DB_HOST is 127.0.0.1, so leaving it out has the same effect.`,
  remedy: 'Set DB_HOST to the name of the database Service, or to the address of the managed database.',
  silent:
    'Silent when the connection is sqlite, when a container of the pod listens there (a database, cloud-sql-proxy, a tunnel), when DB_URL decides, and when a source of the environment that is not visible may set DB_HOST.',
};
