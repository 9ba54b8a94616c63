import { explain } from '../model/explain';
import { sameDatabase, sharedRedis, type SharedRedis } from '../model/sharedRedis';
import type { LaravelWorkload, StackModel } from '../model/stackModel';
import { setVariable } from './fixes/setVariable';
import type { Fix, Report, Rule } from './rule';
import { subjectOf, workloadName } from './words';

export const sessionStoreSharedWithCache: Rule = {
  id: 'session-store-shared-with-cache',
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
  const { role, session, app, config } = workload;
  if (role !== 'web' || !app || session.driver !== 'redis' || !session.decidedAt) return undefined;
  if (workload.usesSessions === 'no') return undefined;
  const shared = sharedRedis(config);
  if (!shared) return undefined;
  const { chain, certainty } = explain(
    shared.cacheDatabase ??
      (shared.sessionConnection === 'default' ? shared.cacheConnectionValue : shared.sessionConnectionValue),
    workload.environment,
  );
  const queue = queueShares(workload, shared) ? ' Waiting jobs of the queue are lost as well.' : '';
  const number = shared.database === undefined ? '' : `, database ${shared.database}`;
  const place =
    shared.cacheConnection === shared.sessionConnection
      ? `the Redis connection "${shared.cacheConnection}"${number}`
      : `database ${shared.database ?? ''} of one Redis (connections "${shared.sessionConnection}" and "${shared.cacheConnection}")`;
  return {
    at: chain[0]?.at ?? session.decidedAt,
    message: `Sessions and the cache of ${workloadName(workload)} share ${place}. "php artisan cache:clear" empties it and logs everybody out.${queue}`,
    certainty: certainty === 'certain' && session.certainty === 'certain' ? 'certain' : 'likely',
    related: session.chain.map(({ at, what }) => ({ at, message: `${workloadName(workload)}: ${what}.` })),
    fixes: () => fixes(workload, shared),
    subject: subjectOf(workload, 'cache'),
  };
}

/** The queue waits on the connection `default` unless it is told otherwise. */
function queueShares({ environment, config }: LaravelWorkload, shared: SharedRedis): boolean {
  const driver = environment.get('QUEUE_CONNECTION');
  if (driver.state !== 'set' || driver.value !== 'redis' || !config.database) return false;
  const named = environment.get('REDIS_QUEUE_CONNECTION');
  const connection = named.state === 'set' && named.value !== '' ? named.value : 'default';
  return (
    connection === shared.cacheConnection || sameDatabase(config.database, connection, shared.cacheConnection)
  );
}

function fixes(workload: LaravelWorkload, shared: SharedRedis): readonly Fix[] {
  const { config, environment } = workload;
  if (!config.database) return [];
  if (shared.cacheDatabase) {
    const { winner, asked } = explain(shared.cacheDatabase, environment);
    const name = winner?.name ?? asked?.name;
    if (name === undefined || !/DB|DATABASE/.test(name)) return [];
    const number = shared.database === '1' ? '2' : '1';
    return [
      {
        title: `Set ${name} to "${number}", so that the cache has a database of its own`,
        edits: setVariable(workload, name, number),
        preferred: true,
      },
    ];
  }
  const moves: readonly (readonly [value: SharedRedis['cacheConnectionValue'], connection: string])[] = [
    [shared.sessionConnectionValue, 'default'],
    [shared.cacheConnectionValue, 'cache'],
  ];
  for (const [value, connection] of moves) {
    const name = value && explain(value, environment).winner?.name;
    const free =
      workload.configValue(`database.redis.${connection}`) !== undefined &&
      connection !== shared.cacheConnection &&
      !sameDatabase(config.database, connection, shared.cacheConnection);
    if (name !== undefined && free) {
      const title = `Set ${name} to "${connection}", which is another database`;
      return [{ title, edits: setVariable(workload, name, connection), preferred: true }];
    }
  }
  return [];
}
