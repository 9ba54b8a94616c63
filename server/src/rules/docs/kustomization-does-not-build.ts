import type { RuleDocs } from '../rule';

export const kustomizationDoesNotBuildDocs: RuleDocs = {
  problem: 'Kustomize refuses to build a kustomization.',
  why: `\`kubectl apply -k\` and every tool that builds on kustomize stop at the first reason: a resource that is not there, a circle, two
objects of one id, a file above the kustomization. Nothing of the stack reaches the cluster, and what runs there stays as it was.`,
  remedy:
    "Mend the entry that is marked; the message holds kustomize's own reason. What it would stop at next is shown beside it.",
  silent: `Silent in workspaces without a Laravel app or workload, and for kustomizations that build other things than Laravel. Information where the
reason may lie outside the repository: an env file that Git ignores and CI writes, \`--load-restrictor\` in a script. Remote resources are never
fetched; they only make missing names unknown.`,
};
