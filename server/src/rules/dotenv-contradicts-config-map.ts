import type { StackModel } from '../model/stackModel';
import type { Rule } from './rule';

export const dotenvContradictsConfigMap: Rule = {
  id: 'dotenv-contradicts-config-map',
  severity: 'information',
  docs: {
    problem:
      'The `.env` and a ConfigMap name different session drivers, and no Deployment says yet which of the two counts.',
    why: `A variable that the pod gets from a ConfigMap beats the \`.env\` in the image. What was tried out on the own machine is then not what
runs in the cluster; if the ConfigMap is not used by the Deployment to come, it is the other way round.`,
    remedy: 'Make both say the same, or leave the variable out of one of them.',
    silent: `Silent as soon as the workspace has a Laravel workload: then its real environment is judged, and a \`.env\` for the own machine may say
what it likes.`,
  },
  *check(stack: StackModel) {
    for (const env of stack.localEnv ?? []) {
      const entry = env.values.get('SESSION_DRIVER');
      const own = entry?.value;
      if (!entry || own === undefined || own === '') continue;
      const found = stack.index.all('config-map').flatMap((object) => {
        const field = object.details.data.get('SESSION_DRIVER');
        return field && field.unknown === undefined ? [{ object, field }] : [];
      });
      const [first] = found;
      if (!first || found.some(({ field }) => plain(field.value) === plain(own))) continue;
      yield {
        at: entry.valueAt,
        message: `SESSION_DRIVER is "${own}" here and "${first.field.value}" in ConfigMap "${first.object.name.value}". Pods that get the ConfigMap keep sessions there, whatever this file says.`,
        certainty: 'certain',
        related: found.map(({ object, field }) => ({
          at: field.at,
          message: `ConfigMap "${object.name.value}" says "${field.value}".`,
        })),
        fixes: () =>
          found.map(({ object, field }) => ({
            title: `Set SESSION_DRIVER to "${own}" in ConfigMap "${object.name.value}"`,
            edits: [{ kind: 'replace-scalar', at: field.at, value: own }],
          })),
      };
    }
  },
};

/** Laravel takes driver names in any case. */
function plain(driver: string): string {
  return driver.trim().toLowerCase();
}
