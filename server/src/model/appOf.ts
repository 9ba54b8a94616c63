import type { LaravelApp } from '../build/laravelApps';
import type { Container } from '../formats/kubernetes/facts';
import { appNames } from './laravelContainer';
import { pathDistance, type ObjectOf } from './stackIndex';

/**
 * The app of the workspace that a container runs: the one whose directory the manifest lies in, else the one that the image
 * or workload is called after, else the only one there is. Undefined when several could be meant.
 */
export function appOf(
  apps: readonly LaravelApp[],
  workload: ObjectOf<'workload'>,
  container: Container,
): LaravelApp | undefined {
  const { file } = workload.at;
  const enclosing = apps
    .filter((app) => app.root !== '' && file.startsWith(`${app.root}/`))
    .sort((a, b) => b.root.length - a.root.length)[0];
  if (enclosing) return enclosing;
  const label =
    `${workload.name.value} ${container.name} ${container.image?.value ?? ''} ${file}`.toLowerCase();
  const named = apps.filter((app) => appNames(app).some((name) => label.includes(name)));
  if (named.length === 1) return named[0];
  const candidates = named.length > 0 ? named : apps;
  if (candidates.length < 2) return candidates[0];
  // A directory beside the app's own, as in `shop/app` and `shop/k8s`, belongs to it more than to the others.
  const [nearest, second] = candidates
    .map((app) => ({ app, distance: pathDistance(file, `${app.root}/x`) }))
    .sort((a, b) => a.distance - b.distance);
  return nearest && second && nearest.distance < second.distance ? nearest.app : undefined;
}
