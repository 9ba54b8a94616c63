import type { Endpoint, LaravelWorkload, StackModel } from '../model/stackModel';
import type { Variable } from '../model/environment';
import { milder, talksToStores } from './endpointReports';
import { placeOfVariable, setVariable } from './fixes/setVariable';
import type { Fix, Report, Rule } from './rule';
import { subjectOf, workloadName } from './words';

export const redisPortServiceLink: Rule = {
  id: 'redis-port-service-link',
  scope: 'workload',
  severity: 'error',
  *check(stack: StackModel) {
    for (const workload of stack.workloads) {
      for (const [endpoint, name] of [
        [workload.redis, 'REDIS_PORT'],
        [workload.database, 'DB_PORT'],
      ] as const) {
        const report = checkPort(workload, endpoint, name);
        if (report) yield report;
      }
    }
  },
};

function checkPort(
  workload: LaravelWorkload,
  endpoint: Endpoint,
  name: 'REDIS_PORT' | 'DB_PORT',
): Report | undefined {
  const variable = endpoint.portVariable;
  const link = variable?.chain[0];
  if (
    !talksToStores(workload) ||
    endpoint.usedBy.length === 0 ||
    variable?.state !== 'set' ||
    link?.source !== 'service-link'
  )
    return undefined;
  // A source that cannot be seen may set the port, and what the pod declares beats the link.
  if (workload.environment.opaque.length > 0 || endpoint.port !== variable.value) return undefined;
  const { container, object } = workload;
  const service = link.object?.name.value ?? '';
  const port = /:(\d+)$/.exec(variable.value)?.[1] ?? '';
  const mysql = name === 'DB_PORT' && endpoint.driver !== 'pgsql';
  if (mysql && port === '3306') return undefined;
  return {
    at: container.envAt ?? container.envFromAt ?? container.nameAt ?? object.name.at,
    message: `${unsetWhere(name, variable)}, so Service "${service}" makes Kubernetes inject ${name}=tcp://…:${port} into the pods of ${workloadName(workload)} that start after it. ${failure(name, endpoint)}`,
    certainty: certaintyOf(variable, endpoint),
    ...(mysql && { severity: 'warning' as const }),
    ...milder(workload, endpoint),
    related: [{ at: link.at, message: `Service "${service}" is defined here.` }],
    fixes: () => fixes(workload, name, port),
    subject: subjectOf(workload, name),
  };
}

function unsetWhere(name: string, { chain }: Variable): string {
  const below = chain.find(({ source }) => source === 'dotenv');
  return below ? `${name} is set only in ${below.what}, which all else beats` : `${name} is not set`;
}

function certaintyOf(variable: Variable, endpoint: Endpoint): 'certain' | 'likely' {
  return variable.certainty === 'certain' && endpoint.certainty === 'certain' ? 'certain' : 'likely';
}

function failure(name: string, endpoint: Endpoint): string {
  if (name === 'DB_PORT') {
    return endpoint.driver === 'pgsql'
      ? 'PostgreSQL then fails: "invalid integer value for connection option port".'
      : 'The MySQL client cannot read that and silently uses 3306.';
  }
  return endpoint.driver === 'predis'
    ? 'predis then connects to a port that does not exist.'
    : 'phpredis then fails: "Argument #2 ($port) must be of type int, string given".';
}

function fixes(workload: LaravelWorkload, name: string, port: string): Fix[] {
  const { object } = workload;
  return [
    {
      title: `Set ${name} to "${port}" in ${placeOfVariable(workload, name)}`,
      edits: setVariable(workload, name, port),
      preferred: true,
      safe: true,
    },
    {
      title: `Disable service links on "${object.name.value}" (removes other Services' variables too)`,
      edits: [
        { kind: 'set-pair', map: object.details.template.specAt, key: 'enableServiceLinks', value: false },
      ],
    },
  ];
}
