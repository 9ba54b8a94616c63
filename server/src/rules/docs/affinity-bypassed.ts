import type { RuleDocs } from '../rule';

export const affinityBypassedDocs: RuleDocs = {
  problem: '`sessionAffinity: ClientIP` on a Service that the ingress controller goes round.',
  why: `Most ingress controllers send requests straight to the pods: they read the list of endpoints and pick one themselves, so the
affinity of the Service is never consulted. Sessions that live in the pods are lost at random, as if nothing had been set.`,
  remedy: `Store sessions in Redis or a database, and no affinity is needed. As a stopgap, declare cookie affinity where this controller
looks for it.`,
  silent: `Silent when sessions live outside the pods (then the affinity is merely useless), when the controller is not known, when it
honours the Service (\`service-upstream\`, \`nativelb\`), and when its own affinity is declared as well.`,
};
