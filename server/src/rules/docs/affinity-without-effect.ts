import type { RuleDocs } from '../rule';

export const affinityWithoutEffectDocs: RuleDocs = {
  problem: '`sessionAffinity: ClientIP` on a headless Service or an ExternalName.',
  why: `Kubernetes keeps clients on one pod where it forwards their connections. A headless Service has no address of its own (clients
get those of the pods and choose), and an ExternalName is only another name: nothing is forwarded, and the affinity is never looked at.`,
  remedy: 'Give the Service an address (no `clusterIP: None`), or keep sessions in Redis or a database.',
  silent: 'Silent for Services that do not lead to a Laravel web workload.',
};
