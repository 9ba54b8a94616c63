import type { RuleDocs } from '../rule';

export const redisReplicasNotClusteredDocs: RuleDocs = {
  problem: 'Several Redis pods that know nothing of each other stand behind one Service.',
  why: `Each pod of such a Deployment is a Redis of its own. The Service spreads connections over them, so a session that was written to one
is not found in another: visitors are logged out at random, although sessions are in Redis.`,
  remedy:
    'Run one pod. More of them need replication: a chart with a master and replicas, Sentinel, or a cluster.',
  silent: `Silent for StatefulSets, when the arguments, the environment or the configuration speak of replication, Sentinel or a cluster, and
when a configuration that is not in the repository may do so.`,
};
