import type { LaravelWorkload } from '../../model/stackModel';
import type { EditRequest, YamlContent } from '../../text/editRequest';

/**
 * Gives a variable of the container the value of a Secret's key. An entry in the container's own `env` beats whatever else
 * sets the variable; one that is there already is made to refer to the Secret.
 */
export function referToSecret(
  { container }: LaravelWorkload,
  name: string,
  secret: { readonly name: string; readonly key: string },
): EditRequest[] {
  const reference: YamlContent = { secretKeyRef: { name: secret.name, key: secret.key } };
  const own = container.env.findLast((entry) => entry.name.value === name);
  if (own) {
    const edits: EditRequest[] = [{ kind: 'set-pair', map: own.at, key: 'valueFrom', value: reference }];
    return own.value ? [{ kind: 'remove-pair', value: own.value.at }, ...edits] : edits;
  }
  const item: YamlContent = { name, valueFrom: reference };
  return container.envAt
    ? [{ kind: 'append-item', sequence: container.envAt, item }]
    : [{ kind: 'set-pair', map: container.at, key: 'env', value: [item] }];
}
