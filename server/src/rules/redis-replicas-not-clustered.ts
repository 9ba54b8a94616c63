import { podCount } from '../model/podCount';
import { redisServers } from '../model/redisServer';
import type { LaravelWorkload, StackModel } from '../model/stackModel';
import { needs, talksToStores } from './endpointReports';
import type { Report, Rule } from './rule';
import { workloadName } from './words';

export const redisReplicasNotClustered: Rule = {
  id: 'redis-replicas-not-clustered',
  scope: 'workload',
  severity: 'error',
  *check(stack: StackModel) {
    for (const workload of stack.workloads) yield* checkWorkload(stack, workload);
  },
};

function* checkWorkload(stack: StackModel, workload: LaravelWorkload): Iterable<Report> {
  const { redis } = workload;
  const service = redis.resolution.resolves === 'yes' ? redis.resolution.service : undefined;
  if (!talksToStores(workload) || redis.usedBy.length === 0 || !service) return;
  if (redis.topology === 'cluster' || redis.topology === 'sentinel' || redis.topology === 'replication')
    return;
  for (const { workload: server, replicates } of redisServers(stack.index, service)) {
    const pods = podCount(stack.index, server);
    if (replicates !== false || !SINGLE.has(server.kind) || pods.max === undefined || pods.max < 2) continue;
    const [reason] = pods.because;
    const { replicas } = server.details;
    const name = `${server.kind} "${server.name.value}"`;
    yield {
      at: reason?.at ?? server.name.at,
      message: `${name} ${pods.min === pods.max ? 'runs' : 'can run'} ${pods.max} Redis pods, and each has data of its own. Service "${service.name.value}" spreads connections over them, so ${needs(redis)} of ${workloadName(workload)} are found only part of the time.`,
      certainty: redis.certainty === 'certain' && pods.certainty === 'certain' ? 'certain' : 'likely',
      related: [{ at: service.name.at, message: `One Service for all of these pods.` }],
      fixes: () =>
        replicas && reason?.at === replicas.at
          ? [
              {
                title: `Run one pod of ${name}`,
                edits: [{ kind: 'replace-text', at: replicas.at, text: '1' }],
                preferred: true,
              },
            ]
          : [],
      subject: `${server.kind}/${server.namespace?.value ?? ''}/${server.name.value}`,
    };
  }
}

const SINGLE: ReadonlySet<string> = new Set(['Deployment', 'ReplicaSet', 'ReplicationController', 'Rollout']);
