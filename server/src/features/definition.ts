import type { Analysis } from '../analysis/analyse';
import { placeKey, type Place } from '../text/place';
import { variableAt } from './variableAt';

/**
 * Where a variable comes from and where it is read: every place that sets it for some workload, winners first, and the
 * `env()` calls of the app; from the value of a host the Service that it resolves to.
 */
export function definition(analysis: Analysis, file: string, offset: number): Place[] {
  const found = variableAt(analysis, file, offset);
  if (!found) return [];
  const places: Place[] = [];
  for (const { workload } of found.uses) {
    const endpoint =
      found.name === 'REDIS_HOST' ? workload.redis : found.name === 'DB_HOST' ? workload.database : undefined;
    if (endpoint?.resolution.resolves === 'yes' && endpoint.resolution.service)
      places.push(endpoint.resolution.service.name.at);
  }
  if (found.inValue && places.length > 0) return distinct(places);
  for (const { variable, workload } of found.uses) {
    for (const { at, keyAt, source } of variable.chain) if (source !== 'image') places.push(keyAt ?? at);
    for (const config of workload.app?.config.values() ?? []) {
      places.push(...config.envCalls.filter(({ name }) => name === found.name).map(({ at }) => at));
    }
  }
  return distinct(places.filter((place) => placeKey(place) !== placeKey(found.at)));
}

function distinct(places: readonly Place[]): Place[] {
  return [...new Map(places.map((place) => [placeKey(place), place])).values()];
}
