import type { RuleDocs } from '../rule';

export const envShadowedDocs: RuleDocs = {
  problem:
    'A variable that decides on sessions is set twice, and the value that wins is the one that breaks them.',
  why: `An entry in \`env\` beats \`envFrom\`, and a later \`envFrom\` beats an earlier one. What stands in the ConfigMap then has no
effect, although it looks right.`,
  remedy: 'Remove the entry that wins, or give it the other value.',
  silent: `Silent when both values are the same, when the winner works (an \`env\` over \`envFrom\` is a common idiom), when either value
cannot be known, and for what a kustomize overlay or a values file overrules.`,
};
