import { redisServers, type RedisServer } from '../model/redisServer';
import { keepsData } from '../model/storePersists';
import type { StackModel } from '../model/stackModel';
import type { EditRequest, YamlContent } from '../text/editRequest';
import type { Fix, Rule } from './rule';
import { workloadName } from './words';

export const redisNotPersistent: Rule = {
  id: 'redis-not-persistent',
  scope: 'workload',
  severity: 'information',
  optIn: true,
  *check(stack: StackModel) {
    for (const workload of stack.workloads) {
      const { role, store, redis } = workload;
      const service = redis.resolution.resolves === 'yes' ? redis.resolution.service : undefined;
      if (role !== 'web' || store.kind !== 'redis' || !service) continue;
      for (const server of redisServers(stack.index, service)) {
        const { workload: object, container, unsavedAt } = server;
        const { template } = object.details;
        if (template.unknown !== undefined || container.image?.unknown !== undefined) continue;
        const kept = keepsData(object);
        if (kept && !unsavedAt) continue;
        const name = `${object.kind} "${object.name.value}"`;
        yield {
          at: kept && unsavedAt ? unsavedAt : (container.nameAt ?? object.name.at),
          message: kept
            ? `${name} has a volume, but Redis is told never to write to it. A restart logs out all visitors of ${workloadName(workload)}.`
            : `${name} has no volume for its data. A restart of Redis logs out all visitors of ${workloadName(workload)}.`,
          certainty: 'certain',
          related: [{ at: service.name.at, message: `Service "${service.name.value}" leads to it.` }],
          fixes: () => (kept ? [] : claimFixes(server)),
          subject: `${object.kind}/${object.namespace?.value ?? ''}/${object.name.value}`,
        };
      }
    }
  },
};

const CLAIM = {
  accessModes: ['ReadWriteOnce'],
  resources: { requests: { storage: '1Gi' } },
} satisfies YamlContent;

/** A claim for each pod of a StatefulSet; a Deployment's would have to be made apart. */
function claimFixes({ workload, container }: RedisServer): Fix[] {
  const { specAt, kind, name, details } = workload;
  if (kind !== 'StatefulSet' || !specAt || container.mounts.length > 0 || details.claimTemplates.length > 0)
    return [];
  const path = /bitnami/i.test(container.image?.value ?? '') ? '/bitnami/redis/data' : '/data';
  const edits: EditRequest[] = [
    { kind: 'set-pair', map: container.at, key: 'volumeMounts', value: [{ name: 'data', mountPath: path }] },
    {
      kind: 'set-pair',
      map: specAt,
      key: 'volumeClaimTemplates',
      value: [{ metadata: { name: 'data' }, spec: CLAIM }],
    },
  ];
  return [{ title: `Add a claim for the data of StatefulSet "${name.value}"`, edits, preferred: true }];
}
