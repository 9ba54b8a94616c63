import type { ObjectOf } from '../model/stackIndex';
import type { LaravelWorkload, StackModel } from '../model/stackModel';
import type { EditRequest } from '../text/editRequest';
import { addAffinity, LONGEST_TIMEOUT, sessionSeconds } from './fixes/addAffinity';
import type { Fix, Report, Rule } from './rule';

export const affinityInvalid: Rule = {
  id: 'affinity-invalid',
  scope: 'workload',
  severity: 'error',
  *check(stack: StackModel) {
    for (const workload of stack.workloads) {
      if (workload.role !== 'web') continue;
      for (const service of workload.path.services) {
        const report = checkService(workload, service);
        if (report) yield report;
      }
    }
  },
};

function checkService(workload: LaravelWorkload, service: ObjectOf<'service'>): Report | undefined {
  const { sessionAffinity: affinity, affinityTimeout: timeout, affinityConfigAt } = service.details;
  const name = `Service "${service.name.value}"`;
  const subject = `Service/${service.namespace?.value ?? ''}/${service.name.value}`;
  if (affinity?.unknown !== undefined) return undefined;
  if (affinity && affinity.value !== 'None' && affinity.value !== 'ClientIP') {
    return {
      at: affinity.at,
      message: `${name} has sessionAffinity "${affinity.value}", and Kubernetes knows only "None" and "ClientIP": a Service cannot use cookies. kubectl refuses the Service.`,
      certainty: 'certain',
      fixes: () => valueFixes(workload, service, affinity),
      subject,
    };
  }
  if (affinity?.value === 'ClientIP') {
    if (!timeout || timeout.unknown !== undefined || inRange(timeout.value)) return undefined;
    const seconds = Math.min(Math.max(timeout.value, sessionSeconds(workload)), LONGEST_TIMEOUT);
    return {
      at: timeout.at,
      message: `${name} keeps clients for ${timeout.value} seconds, and Kubernetes takes 1 to ${LONGEST_TIMEOUT}. kubectl refuses the Service.`,
      certainty: 'certain',
      fixes: () => [
        {
          title: `Keep clients for ${seconds} seconds`,
          edits: [{ kind: 'replace-text', at: timeout.at, text: String(seconds) }],
          preferred: true,
        },
      ],
      subject,
    };
  }
  if (!affinityConfigAt) return undefined;
  return {
    at: affinityConfigAt,
    message: `${name} has a sessionAffinityConfig, but its sessionAffinity is not "ClientIP". Kubernetes drops the configuration, and visitors are not kept on one pod.`,
    certainty: 'certain',
    severity: 'warning',
    unnecessary: true,
    fixes: () => clientIp(service),
    subject,
  };
}

function inRange(seconds: number): boolean {
  return Number.isInteger(seconds) && seconds >= 1 && seconds <= LONGEST_TIMEOUT;
}

type Affinity = NonNullable<ObjectOf<'service'>['details']['sessionAffinity']>;

function valueFixes(workload: LaravelWorkload, service: ObjectOf<'service'>, affinity: Affinity): Fix[] {
  const misspelt = /^client[-_ ]?ip$/i.test(affinity.value);
  if (misspelt) return clientIp(service);
  const remove: EditRequest = { kind: 'remove-pair', value: affinity.at };
  const cookies = addAffinity(workload)
    .filter(({ edits }) => !edits.some((edit) => edit.kind === 'set-pair' && edit.key === 'sessionAffinity'))
    .map((fix): Fix => ({ ...fix, edits: [remove, ...fix.edits] }));
  // Where a controller picks the pods itself, the Service has no say.
  return cookies.length > 0 ? cookies : clientIp(service);
}

function clientIp(service: ObjectOf<'service'>): Fix[] {
  const { specAt, name } = service;
  if (!specAt) return [];
  return [
    {
      title: `Set sessionAffinity of Service "${name.value}" to ClientIP`,
      edits: [{ kind: 'set-pair', map: specAt, key: 'sessionAffinity', value: 'ClientIP' }],
      preferred: true,
    },
  ];
}
