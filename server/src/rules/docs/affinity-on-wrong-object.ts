import type { RuleDocs } from '../rule';

export const affinityOnWrongObjectDocs: RuleDocs = {
  problem: 'An affinity annotation stands where its controller does not look for it.',
  why: `Each ingress controller reads its affinity from one kind of object: ingress-nginx from the Ingress, Traefik and HAProxy Technologies
from the Service. The AWS controller takes stickiness from either, but without \`target-type: ip\` it sticks to a node, whose own
forwarding spreads requests again. An annotation in the wrong place is ignored without a word, and visitors change pods.`,
  remedy:
    'Move the annotation to the object that the controller reads, or keep sessions in Redis or a database.',
  silent: `Silent when the hop is sticky by other means and when the controller is not known. Information when sessions live outside the pods, so
that nothing is lost, or when there is one pod only.`,
};
