import type { RuleDocs } from '../rule';

export const affinityInvalidDocs: RuleDocs = {
  problem: "A Service's session affinity is none that Kubernetes has.",
  why: `\`sessionAffinity\` takes \`None\` or \`ClientIP\` and nothing else: a Service knows no cookies. The API server refuses the whole Service, as
it does for a time-out outside of 1 to 86400 seconds. A \`sessionAffinityConfig\` without \`sessionAffinity: ClientIP\` is accepted, and dropped.`,
  remedy:
    'Use `ClientIP`, or declare cookie affinity where the ingress controller looks for it. Best of all, keep sessions in Redis or a database.',
  silent:
    'Silent for Services that do not lead to a Laravel web workload. A configuration that is dropped is a warning.',
};
