import type { VolumeFinding } from './sessionVolume';

/** Where the sessions of a workload live. `where` completes the sentence "Sessions live …". */
export type SessionStore =
  | { readonly kind: 'pod-disk' | 'pod-memory'; readonly where: string; readonly volume?: VolumeFinding }
  | {
      readonly kind: 'pod-ordinal' | 'node-disk' | 'shared-volume';
      readonly where: string;
      readonly volume: VolumeFinding;
    }
  | { readonly kind: 'redis' | 'database' | 'memcached' | 'dynamodb' | 'cookie'; readonly where: string }
  /** Sessions are kept for one request only (`array`), or switched off (`null`). */
  | { readonly kind: 'none'; readonly where: string }
  | { readonly kind: 'unknown'; readonly where: string };

/** Whether each pod has sessions of its own, so that another pod does not know the visitor. */
export function isPodLocal(store: SessionStore): boolean {
  return store.kind === 'pod-disk' || store.kind === 'pod-memory' || store.kind === 'pod-ordinal';
}

/** Whether all pods see the same sessions, so that it does not matter which one answers. */
export function isShared(store: SessionStore): boolean {
  return SHARED.has(store.kind);
}

const SHARED: ReadonlySet<SessionStore['kind']> = new Set([
  'shared-volume',
  'redis',
  'database',
  'memcached',
  'dynamodb',
  'cookie',
]);
