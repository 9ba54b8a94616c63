import { isClientIp } from '../model/requestPath';
import { isPodLocal } from '../model/sessionStore';
import type { LaravelWorkload, StackModel } from '../model/stackModel';
import { addAffinity } from './fixes/addAffinity';
import { useDatabase } from './fixes/useDatabase';
import { useRedis } from './fixes/useRedis';
import type { Related, Report, Rule } from './rule';
import { podReasons, runsPods, sessionChain, subjectOf } from './words';

export const statefulDriverWithReplicas: Rule = {
  id: 'stateful-driver-with-replicas',
  scope: 'workload',
  severity: 'error',
  *check(stack: StackModel) {
    for (const workload of stack.workloads) {
      const report = checkWorkload(workload);
      if (report) yield report;
    }
  },
};

function checkWorkload(workload: LaravelWorkload): Report | undefined {
  const { role, pods, session, store, path } = workload;
  if (role !== 'web' || pods.max === undefined || pods.max < 2 || !session.decidedAt) return undefined;
  const onNode = store.kind === 'node-disk';
  if ((!isPodLocal(store) && !onNode) || workload.usesSessions === 'unknown') return undefined;

  const sticky = path.effective === true;
  const sure =
    session.certainty === 'certain' &&
    pods.certainty !== 'unknown' &&
    store.kind !== 'pod-ordinal' &&
    !(sticky && path.hop?.certainty !== 'certain') &&
    !mayBeSticky(workload);
  const severity = workload.usesSessions === 'no' ? 'information' : sticky || onNode ? 'warning' : undefined;
  return {
    at: session.decidedAt,
    message: message(workload, sticky, onNode),
    certainty: sure ? 'certain' : 'likely',
    ...(severity && { severity }),
    related: related(workload),
    fixes: () => [...useRedis(workload), ...useDatabase(workload), ...(sticky ? [] : addAffinity(workload))],
    subject: subjectOf(workload),
  };
}

/** Whether affinity is declared, and nobody knows from here if the hop that chooses the pod honours it. */
function mayBeSticky({ path }: LaravelWorkload): boolean {
  if (path.effective !== null) return false;
  const objects = [...path.services, ...path.hops.map(({ object }) => object)];
  const annotated = objects.some(({ annotations }) =>
    [...annotations.keys()].some((key) => /affinity|sticky|persistence|cookie|hash-by/i.test(key)),
  );
  return annotated || path.services.some(isClientIp);
}

function message(workload: LaravelWorkload, sticky: boolean, onNode: boolean): string {
  const { store, session } = workload;
  const pods = runsPods(workload);
  const driver =
    session.value === null ? `Laravel's "${session.driver}" driver` : `SESSION_DRIVER=${session.driver}`;
  const unused = workload.usesSessions === 'no' ? ' Nothing in the app shows that it uses sessions.' : '';
  if (onNode) {
    const limit =
      store.kind === 'node-disk' && store.volume.claim
        ? 'That holds only while all pods run on the node that has the volume.'
        : 'Pods on another node do not see them, and visitors there are logged out.';
    return `${pods}, and they share sessions (${driver}) only through ${store.where}. ${limit}${unused}`;
  }
  const where =
    store.kind === 'pod-ordinal' ? 'each keeps sessions on a claim of its own' : ownStore(workload);
  if (sticky) {
    return `${pods}, and ${where} (${driver}). Affinity keeps visitors on one pod, but every rollout, restart and scale-in logs them out.${unused}`;
  }
  return `${pods}, and ${where} (${driver}). Visitors whose next request reaches another pod are logged out or get "419 Page Expired".${unused}`;
}

function ownStore({ session, store }: LaravelWorkload): string {
  if (session.driver === 'database') return 'each keeps sessions in its own SQLite file';
  return store.kind === 'pod-memory'
    ? 'each keeps sessions in its own memory'
    : 'each keeps sessions in its own files';
}

function related(workload: LaravelWorkload): Related[] {
  const { path } = workload;
  const hop =
    path.hop && path.effective !== true ? [{ at: path.hop.at, message: `${path.hop.because}.` }] : [];
  return [...podReasons(workload), ...sessionChain(workload), ...hop];
}
