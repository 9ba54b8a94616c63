import type { PodCount } from './podCount';
import type { RequestPath } from './requestPath';
import type { SessionStore } from './sessionStore';

export type SurvivalEvent =
  | 'request to another pod'
  | 'pod restart'
  | 'rollout'
  | 'scale out'
  | 'node loss'
  | 'restart of the store'
  | 'key rotation';

export type Outcome = 'kept' | 'lost' | 'split' | 'unknown';

export interface SurvivalRow {
  readonly event: SurvivalEvent;
  readonly outcome: Outcome;
  readonly why: string;
}

const EVENTS: readonly SurvivalEvent[] = [
  'request to another pod',
  'pod restart',
  'rollout',
  'scale out',
  'node loss',
  'restart of the store',
  'key rotation',
];

/**
 * What each event does to the sessions of a workload: kept, lost, split over pods (each pod knows only some visitors), or
 * unknown. `storePersists`: whether the store of its own (Redis, a database) keeps its data over a restart; null: unknown.
 */
export function survival(
  store: SessionStore,
  pods: PodCount,
  path: RequestPath,
  storePersists: boolean | null,
): SurvivalRow[] {
  return EVENTS.map((event) => ({ event, ...outcome(event, store, pods, path, storePersists) }));
}

type Verdict = Omit<SurvivalRow, 'event'>;

function outcome(
  event: SurvivalEvent,
  store: SessionStore,
  pods: PodCount,
  path: RequestPath,
  storePersists: boolean | null,
): Verdict {
  if (store.kind === 'unknown') return { outcome: 'unknown', why: store.where };
  if (store.kind === 'none') return { outcome: 'lost', why: 'nothing is kept from one request to the next' };
  if (event === 'key rotation') return keyRotation(store);
  switch (store.kind) {
    case 'pod-disk':
    case 'pod-memory':
    case 'pod-ordinal':
      return podLocal(event, store, pods, path);
    case 'node-disk':
      return nodeLocal(event, store, pods);
    case 'shared-volume':
      return event === 'restart of the store'
        ? { outcome: 'kept', why: 'the volume keeps its files' }
        : { outcome: 'kept', why: `all pods share ${store.volume.what}` };
    case 'cookie':
      return { outcome: 'kept', why: "the session travels in the visitor's own cookie" };
    case 'redis':
    case 'database':
    case 'memcached':
    case 'dynamodb':
      return event === 'restart of the store'
        ? restartOfStore(store, storePersists)
        : { outcome: 'kept', why: `sessions live ${store.where}, outside the pods` };
  }
}

function podLocal(event: SurvivalEvent, store: SessionStore, pods: PodCount, path: RequestPath): Verdict {
  const survivesRestart = store.kind === 'pod-ordinal';
  const several = pods.max === undefined ? undefined : pods.max > 1;
  switch (event) {
    case 'request to another pod':
      if (several === undefined) return { outcome: 'unknown', why: 'the number of pods is not known' };
      if (!several) return { outcome: 'kept', why: 'there is only one pod' };
      if (path.effective === true) return { outcome: 'kept', why: path.because };
      if (path.effective === null) return { outcome: 'unknown', why: path.because };
      return { outcome: 'split', why: `each pod knows only its own visitors; ${path.because}` };
    case 'scale out':
      if (several === false) return { outcome: 'kept', why: 'there is only one pod' };
      return { outcome: 'split', why: 'a new pod knows no visitor of the others' };
    case 'pod restart':
    case 'rollout':
      return survivesRestart
        ? { outcome: 'kept', why: 'the new pod gets the claim of its predecessor' }
        : { outcome: 'lost', why: `sessions live ${store.where} and go with the pod` };
    case 'node loss':
      return survivesRestart
        ? { outcome: 'unknown', why: 'it depends on whether the claim can move to another node' }
        : { outcome: 'lost', why: `sessions live ${store.where} and go with the pod` };
    case 'restart of the store':
    case 'key rotation':
      return { outcome: 'lost', why: 'the pod is the store' };
  }
}

function nodeLocal(
  event: SurvivalEvent,
  store: Extract<SessionStore, { volume: unknown }>,
  pods: PodCount,
): Verdict {
  const what = store.volume?.what ?? 'a volume of one node';
  switch (event) {
    case 'request to another pod':
    case 'scale out':
      return pods.max === 1
        ? { outcome: 'kept', why: 'there is only one pod' }
        : { outcome: 'split', why: `${what} is shared only by pods on one node` };
    case 'node loss':
      return { outcome: 'unknown', why: `it depends on whether ${what} can move to another node` };
    case 'pod restart':
    case 'rollout':
    case 'restart of the store':
    case 'key rotation':
      return { outcome: 'kept', why: `${what} outlives the pod` };
  }
}

function restartOfStore(store: SessionStore, persists: boolean | null): Verdict {
  if (store.kind === 'memcached') return { outcome: 'lost', why: 'memcached keeps everything in memory' };
  if (store.kind === 'dynamodb') return { outcome: 'kept', why: 'DynamoDB is a managed, durable store' };
  if (persists === null) return { outcome: 'unknown', why: 'how the store keeps its data is not seen here' };
  return persists
    ? { outcome: 'kept', why: 'the store has a volume for its data' }
    : { outcome: 'lost', why: 'the store has no volume: its data goes with its pod' };
}

function keyRotation(store: SessionStore): Verdict {
  return store.kind === 'cookie'
    ? {
        outcome: 'lost',
        why: 'the session is encrypted with APP_KEY; APP_PREVIOUS_KEYS (Laravel 11 and later) bridges a rotation',
      }
    : {
        outcome: 'lost',
        why: 'the session cookie is encrypted with APP_KEY, so visitors lose it; APP_PREVIOUS_KEYS (Laravel 11 and later) bridges a rotation',
      };
}
