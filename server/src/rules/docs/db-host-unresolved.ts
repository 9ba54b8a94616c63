import type { RuleDocs } from '../rule';

export const dbHostUnresolvedDocs: RuleDocs = {
  problem: 'DB_HOST names a Service that does not exist, or is empty.',
  why: `The name does not resolve in the cluster, so every query fails with \`SQLSTATE[HY000] [2002] php_network_getaddresses: getaddrinfo
failed\`. With \`SESSION_DRIVER=database\` that is every request.`,
  remedy:
    'Name a Service of the same namespace, or the host of the database outside the cluster. Names such as `mysql` often come from docker-compose.',
  silent: `Silent for SQLite; for IP addresses, names outside the cluster and placeholders; when an operator, a chart, a script or
infrastructure code that is visible may make the Service; and for names as charts make them.`,
};
