import type { LaravelApp } from '../build/laravelApps';
import type { Stack } from '../build/stack';
import type { KubernetesObject } from '../formats/kubernetes/facts';
import { laravelContainer } from './laravelContainer';
import { sameNamespace, StackIndex } from './stackIndex';

/**
 * The stack of another directory that makes a Service of that name: a chart `redis` beside the app's own, or a kustomization
 * of the data stores. A stack that runs Laravel itself is another environment or another app, and its Services are its own.
 */
export function serviceBeside(
  stack: Stack,
  apps: readonly LaravelApp[],
  service: string,
  namespace: string | undefined,
): Stack | undefined {
  return stack.beside?.().find(
    (other) =>
      servicesByName(other)
        .get(service.toLowerCase())
        ?.some(({ namespace: own }) => sameNamespace(own, namespace)) && !runsLaravel(other, apps),
  );
}

const SERVICES = new WeakMap<Stack, ReadonlyMap<string, readonly KubernetesObject[]>>();

function servicesByName(stack: Stack): ReadonlyMap<string, readonly KubernetesObject[]> {
  const known = SERVICES.get(stack);
  if (known) return known;
  const found = new Map<string, KubernetesObject[]>();
  for (const object of stack.objects) {
    if (object.details.type !== 'service') continue;
    const name = object.name.value.toLowerCase();
    const list = found.get(name);
    if (list) list.push(object);
    else found.set(name, [object]);
  }
  SERVICES.set(stack, found);
  return found;
}

function runsLaravel(stack: Stack, apps: readonly LaravelApp[]): boolean {
  const index = new StackIndex(stack);
  return index.all('workload').some((object) => laravelContainer(index, object, apps) !== undefined);
}
