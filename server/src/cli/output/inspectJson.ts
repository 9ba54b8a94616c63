import type { Analysis } from '../../analysis/analyse';
import type { Because } from '../../model/because';
import type { Endpoint, LaravelWorkload } from '../../model/stackModel';
import type { positions } from './checkJson';
import { shownPort } from './shownPort';

type Position = ReturnType<typeof positions>;

/** The stacks of `inspect --format json`, as docs/json.md describes them. Values out of Secrets are left out. */
export function inspectJson(analysis: Analysis, position: Position) {
  return analysis.model.stacks.map(({ stack, workloads }) => ({
    name: stack.name,
    kind: stack.kind,
    root: stack.root,
    workloads: workloads.map((workload) => workloadJson(workload, position)),
  }));
}

function workloadJson(workload: LaravelWorkload, position: Position) {
  const { object, pods, session, store, path } = workload;
  const { path: file, line } = position(object.at);
  return {
    kind: object.kind,
    name: object.name.value,
    namespace: object.namespace?.value ?? null,
    path: file,
    line,
    role: workload.role,
    container: workload.container.name === '' ? null : workload.container.name,
    app: workload.app ? (workload.app.root === '' ? '.' : workload.app.root) : null,
    pods: {
      min: pods.min,
      max: pods.max === undefined || pods.max === Infinity ? null : pods.max,
      because: pods.because.map((reason) => linkJson(reason, position)),
    },
    session: {
      driver: session.driver,
      certainty: session.certainty,
      value: session.value,
      chain: session.chain.map((link) => linkJson(link, position)),
      store: store.where,
    },
    redis: endpointJson(workload.redis, position),
    database: endpointJson(workload.database, position),
    affinity: { effective: path.effective, hop: path.hop?.what ?? null, because: path.because },
    survival: workload.survival.map(({ event, outcome, why }) => ({ event, outcome, why })),
  };
}

function endpointJson(endpoint: Endpoint, position: Position) {
  const { resolution } = endpoint;
  const secret = endpoint.hostVariable?.secret === true;
  return {
    host: secret ? null : endpoint.host,
    port: endpoint.portVariable?.secret === true ? null : shownPort(endpoint),
    resolves: resolution.resolves,
    service: resolution.resolves === 'yes' ? (resolution.service?.name.value ?? null) : null,
    chain: endpoint.chain.map((link) => linkJson(link, position)),
  };
}

function linkJson({ at, what }: Because, position: Position) {
  const { path, line } = position(at);
  return { path, line, what };
}
