import type { StackModel } from '../model/stackModel';
import type { Rule } from './rule';

export const dotenvContradictsConfigMap: Rule = {
  id: 'dotenv-contradicts-config-map',
  severity: 'information',
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
