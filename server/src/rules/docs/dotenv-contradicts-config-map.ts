import type { RuleDocs } from '../rule';

export const dotenvContradictsConfigMapDocs: RuleDocs = {
  problem:
    'The `.env` and a ConfigMap name different session drivers, and no Deployment says yet which of the two counts.',
  why: `A variable that the pod gets from a ConfigMap beats the \`.env\` in the image. What was tried out on the own machine is then not what
runs in the cluster; if the ConfigMap is not used by the Deployment to come, it is the other way round.`,
  remedy: 'Make both say the same, or leave the variable out of one of them.',
  silent: `Silent as soon as the workspace has a Laravel workload: then its real environment is judged, and a \`.env\` for the own machine may say
what it likes.`,
};
