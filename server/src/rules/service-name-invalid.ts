import { isPlaceholder } from '../text/placeholder';
import { by, type ObjectOf } from '../model/stackIndex';
import type { StackModel } from '../model/stackModel';
import type { EditRequest } from '../text/editRequest';
import { setVariable } from './fixes/setVariable';
import type { Fix, Rule } from './rule';

export const serviceNameInvalid: Rule = {
  id: 'service-name-invalid',
  severity: 'error',
  *check(stack: StackModel) {
    if (stack.workloads.length === 0) return;
    for (const service of stack.index.having(BY_FAULT, 'invalid')) {
      const { value, at } = service.name;
      yield {
        at,
        message: `"${value}" cannot be the name of a Service: small letters, digits and hyphens are taken, a letter first. kubectl refuses it, so the Service is never made.`,
        certainty: 'certain',
        fixes: () => fix(stack, service),
        subject: `Service/${service.namespace?.value ?? ''}/${value}`,
      };
    }
  },
};

/** RFC 1035, as `ValidateServiceName` of Kubernetes' API has it. */
const LABEL = /^[a-z]([-a-z0-9]{0,61}[a-z0-9])?$/;

const BY_FAULT = by('service', ({ name: { value, unknown } }) => {
  if (unknown !== undefined || value === '' || isPlaceholder(value) || LABEL.test(value)) return [];
  // What a template leaves in place is no name.
  return /[^\w.-]/.test(value) ? [] : ['invalid'];
});

function fix({ index, workloads }: StackModel, { name }: ObjectOf<'service'>): readonly Fix[] {
  const valid = validName(name.value);
  if (valid === undefined || index.named('service', valid, name.at.file).length > 0) return [];
  const edits: EditRequest[] = [{ kind: 'replace-scalar', at: name.at, value: valid }];
  for (const route of [...index.all('ingress'), ...index.all('route')]) {
    for (const { service } of route.details.backends) {
      if (service.value === name.value) edits.push({ kind: 'replace-scalar', at: service.at, value: valid });
    }
  }
  const done = new Set<string>();
  for (const workload of workloads) {
    for (const variable of [...workload.environment.names].map((each) => workload.environment.get(each))) {
      const [winner] = variable.chain;
      const key = winner && `${winner.at.file} ${winner.at.span.start}`;
      if (variable.state !== 'set' || variable.value !== name.value || !/HOST/.test(variable.name)) continue;
      if (!key || done.has(key)) continue;
      done.add(key);
      edits.push(...setVariable(workload, variable.name, valid));
    }
  }
  return [{ title: `Rename the Service to "${valid}" wherever it is named`, edits, preferred: true }];
}

function validName(name: string): string | undefined {
  const made = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[^a-z]+|-+$/g, '')
    .slice(0, 63)
    .replace(/-+$/, '');
  return LABEL.test(made) ? made : undefined;
}
