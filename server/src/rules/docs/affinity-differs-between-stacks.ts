import type { RuleDocs } from '../rule';

export const affinityDiffersBetweenStacksDocs: RuleDocs = {
  problem: 'One environment keeps visitors on one pod, and another one of the same workload does not.',
  why: `With affinity in staging and none in production, sessions that live in the pods work where they are tested and are lost where
it matters.`,
  remedy:
    'Declare the same affinity in both, or keep sessions in Redis or a database, so that none is needed.',
  silent: `Silent when sessions live outside the pods in both, when there is no way in from outside in one of them, and when the ingress
controller is not known.`,
};
