import type { Place } from '../../text/place';
import type { ComposerJson, ComposerLock } from './composerFile';

/**
 * - `sessions`: the app has pages that start sessions
 * - `api`: the app authenticates by token, too or only
 * - `tenancy`: domains and databases are chosen at run time
 * - `redis client`: a client of its own for Redis, or a replacement of Laravel's (sentinel packages)
 * - `server`: the app's process serves many requests (Octane)
 * - `worker`: queues, web sockets, monitoring
 */
export type PackageKind = 'sessions' | 'api' | 'tenancy' | 'redis client' | 'server' | 'worker';

export interface KnownPackage {
  readonly name: string;
  readonly kind: PackageKind;
  /** Where composer.json requires it, else where the lock has it. */
  readonly at: Place;
  /** Whether only `require-dev` or `packages-dev` has it. */
  readonly dev: boolean;
}

const kinds: ReadonlyMap<string, PackageKind> = new Map([
  ...[
    ...[
      'livewire/livewire',
      'livewire/volt',
      'livewire/flux',
      'inertiajs/inertia-laravel',
      'laravel/fortify',
    ],
    ...[
      'laravel/breeze',
      'laravel/jetstream',
      'laravel/nova',
      'laravel/ui',
      'laravel/spark',
      'laravel/spark-stripe',
    ],
    ...[
      'laravel/socialite',
      'joelbutcher/socialstream',
      'bursteri/socialstream',
      'backpack/crud',
      'tcg/voyager',
    ],
    ...[
      'encore/laravel-admin',
      'dcat/laravel-admin',
      'orchid/platform',
      'moonshine/moonshine',
      'statamic/cms',
    ],
    'bagisto/bagisto',
  ].map((name) => [name, 'sessions'] as const),
  ...['laravel/sanctum', 'laravel/passport', 'tymon/jwt-auth', 'php-open-source-saver/jwt-auth'].map(
    (name) => [name, 'api'] as const,
  ),
  ...[
    ...['stancl/tenancy', 'spatie/laravel-multitenancy', 'tenancy/framework', 'tenancy/tenancy'],
    ...['hyn/multi-tenant', 'orchestra/tenanti'],
  ].map((name) => [name, 'tenancy'] as const),
  ...['laravel/octane', 'swooletw/laravel-swoole', 'hhxsv5/laravel-s', 'spiral/roadrunner-laravel'].map(
    (name) => [name, 'server'] as const,
  ),
  ...[
    'laravel/horizon',
    'laravel/reverb',
    'laravel/pulse',
    'beyondcode/laravel-websockets',
    'laravel/nightwatch',
  ].map((name) => [name, 'worker'] as const),
]);

/** What a package is to sessions, or undefined for one that plays no part. */
export function packageKind(name: string): PackageKind | undefined {
  if (name === 'predis/predis' || name === 'ext-redis' || name === 'ext-relay') return 'redis client';
  if (/\/.*redis/.test(name) && /sentinel|laravel|phpredis/.test(name)) return 'redis client';
  if (name.startsWith('filament/') && name !== 'filament/upgrade') return 'sessions';
  return kinds.get(name);
}

/** The packages of a project that bear on sessions: the required ones first, then those that came along with others. */
export function knownPackages(
  json: ComposerJson | undefined,
  lock: ComposerLock | undefined,
): KnownPackage[] {
  const found = new Map<string, KnownPackage>();
  for (const { name, nameAt, dev } of json?.requirements ?? []) {
    const kind = packageKind(name);
    if (kind && (found.get(name)?.dev ?? true)) found.set(name, { name, kind, at: nameAt, dev });
  }
  for (const { name, dev } of lock?.packages.values() ?? []) {
    const kind = packageKind(name);
    const at = kind && !found.has(name) ? lock?.at(name) : undefined;
    if (kind && at) found.set(name, { name, kind, at, dev });
  }
  return [...found.values()];
}

/**
 * Whether a package is there at run time: `required` (composer.json), `locked` (through another package), `dev` (only
 * for development), `absent`, or `unknown` when there is no lock that could have it through another package.
 */
export function packagePresence(
  name: string,
  json: ComposerJson | undefined,
  lock: ComposerLock | undefined,
): 'required' | 'locked' | 'dev' | 'absent' | 'unknown' {
  const requirements = json?.requirements.filter((requirement) => requirement.name === name) ?? [];
  if (requirements.some((requirement) => !requirement.dev)) return 'required';
  const locked = lock?.packages.get(name);
  if (locked && !locked.dev) return 'locked';
  if (locked || requirements.length > 0) return 'dev';
  return lock && lock.problems.length === 0 && lock.packages.size > 0 ? 'absent' : 'unknown';
}

/** Whether composer.json makes its directory a Laravel app. A library that is made for Laravel is none. */
export function requiresLaravel(json: ComposerJson): boolean {
  return (
    json.type !== 'library' &&
    json.requirements.some((requirement) => requirement.name === 'laravel/framework' && !requirement.dev)
  );
}
