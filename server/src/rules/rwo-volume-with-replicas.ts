import type { ObjectOf } from '../model/stackIndex';
import type { LaravelWorkload, StackModel } from '../model/stackModel';
import type { Fix, Report, Rule } from './rule';
import { podReasons, runsPods, subjectOf, workloadName } from './words';

export const rwoVolumeWithReplicas: Rule = {
  id: 'rwo-volume-with-replicas',
  scope: 'workload',
  severity: 'warning',
  *check(stack: StackModel) {
    for (const workload of stack.workloads) yield* checkWorkload(workload);
  },
};

function* checkWorkload(workload: LaravelWorkload): Iterable<Report> {
  const { role, pods, object, hosts } = workload;
  if (role !== 'web' || pods.max === undefined || pods.max < 2) return;
  const { template } = object.details;
  const mounts = [...template.containers, ...template.initContainers].flatMap((each) => each.mounts);
  for (const volume of template.volumes) {
    const mount = mounts.find((each) => each.volume === volume.name);
    if (!mount || volume.source.kind !== 'claim' || volume.source.claim.unknown !== undefined) continue;
    const name = volume.source.claim.value;
    const claim = hosts.index.find('claim', name, object.namespace?.value, object.at.file);
    const report = claim && checkClaim(workload, claim, mount.path);
    if (report) {
      yield {
        ...report,
        related: [
          ...podReasons(workload),
          { at: mount.at, message: `${workloadName(workload)} mounts it here.` },
          { at: volume.at, message: `${workloadName(workload)} takes the claim here.` },
        ],
      };
    }
  }
}

function checkClaim(workload: LaravelWorkload, claim: ObjectOf<'claim'>, path: string): Report | undefined {
  const modes = claim.details.accessModes;
  const [mode] = modes;
  if (!mode || modes.some(({ value, unknown }) => unknown !== undefined || !ONE_NODE.has(value)))
    return undefined;
  const onePod = modes.every(({ value }) => value === 'ReadWriteOncePod');
  const bound = workload.object.details.template.oneNodeAt;
  const name = claim.name.value;
  const consequence = onePod
    ? 'Every pod after the first waits for ever and never starts.'
    : 'Pods on another node wait for ever and never start ("Multi-Attach error").';
  const sessions =
    workload.store.kind === 'node-disk' && workload.store.volume.claim === claim
      ? ' Sessions are on it, too.'
      : '';
  return {
    at: mode.at,
    message: `${runsPods(workload)}, and all of them mount claim "${name}" at ${path}, which ${onePod ? 'one pod' : 'one node'} at a time can use (${mode.value}). ${consequence}${sessions}`,
    certainty: 'certain',
    ...(bound && !onePod && { severity: 'information' as const }),
    fixes: () => [fix(claim, mode.at)],
    subject: subjectOf(workload, `claim ${name}`),
  };
}

const ONE_NODE: ReadonlySet<string> = new Set(['ReadWriteOnce', 'ReadWriteOncePod', 'RWO', 'RWOP']);

function fix({ name }: ObjectOf<'claim'>, at: Report['at']): Fix {
  return {
    title: `Make claim "${name.value}" ReadWriteMany (its storage class must offer that)`,
    edits: [{ kind: 'replace-scalar', at, value: 'ReadWriteMany' }],
  };
}
