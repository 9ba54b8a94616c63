import type { LaravelApp } from '../build/laravelApps';
import { packageKind, packagePresence } from '../formats/composer/knownPackages';
import type { Certainty } from './certainty';

export interface ClientTrouble {
  readonly kind: 'package-missing' | 'name-unknown';
  readonly certainty: Exclude<Certainty, 'unknown'>;
}

/**
 * Why Laravel cannot make a Redis client of that name in this app; undefined when it can, or may. Laravel knows `phpredis`
 * and `predis`, to the letter, and what `Redis::extend` registers; predis is a Composer package (laravel.md §4).
 */
export function redisClientTrouble(app: LaravelApp, client: string): ClientTrouble | undefined {
  const { composer, lock } = app;
  if (app.facts.some(({ kind }) => kind === 'redis-client' || kind === 'driver') || !composer)
    return undefined;
  const packages = [...composer.requirements.map(({ name }) => name), ...(lock?.packages.keys() ?? [])];
  const others = packages.filter((name) => packageKind(name) === 'redis client' && !OWN.has(name));
  if (others.length > 0) return undefined;
  if (client === 'phpredis') return undefined;
  if (client !== 'predis') return { kind: 'name-unknown', certainty: app.hasCode ? 'certain' : 'likely' };
  switch (packagePresence('predis/predis', composer, lock)) {
    case 'required':
    case 'locked':
      return undefined;
    case 'absent':
      return { kind: 'package-missing', certainty: 'certain' };
    // Another package may bring it along, and an image may be built with the packages for development.
    case 'unknown':
    case 'dev':
      return { kind: 'package-missing', certainty: 'likely' };
  }
}

const OWN: ReadonlySet<string> = new Set(['predis/predis', 'ext-redis', 'ext-relay']);
