import type { RuleDocs } from '../rule';

export const envSourceMissingDocs: RuleDocs = {
  problem:
    'A container takes variables from a Secret or ConfigMap, or from a key of one, that is not defined here.',
  why: `A pod whose environment cannot be put together never starts: it waits with \`CreateContainerConfigError\` until the object or
its key is there. During a rollout the old pods run on, so nobody notices at first.`,
  remedy: 'Correct the name, create what is missing, or mark the reference `optional: true`.',
  silent: `Silent for optional references, when a script, a pipeline, a chart, an operator, a sealed or an external Secret may make the
object, when another file of the workspace defines it, and when the repository defines no other object of that kind for the environment
of its pods (then they are all kept elsewhere).`,
};
