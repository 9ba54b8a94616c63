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
  const others = stack.beside?.();
  return (
    others && withService(others, service.toLowerCase(), namespace).find((other) => !runsLaravel(other, apps))
  );
}

/** Those of the stacks that make such a Service, in their order. */
function withService(
  stacks: readonly Stack[],
  name: string,
  namespace: string | undefined,
): readonly Stack[] {
  let services = SERVICES.get(stacks);
  if (!services) SERVICES.set(stacks, (services = servicesByName(stacks)));
  const found = services.get(name) ?? [];
  return found.flatMap(({ stack, object }) => (sameNamespace(object.namespace, namespace) ? [stack] : []));
}

interface PlacedService {
  readonly stack: Stack;
  readonly object: KubernetesObject;
}

const SERVICES = new WeakMap<readonly Stack[], ReadonlyMap<string, readonly PlacedService[]>>();

function servicesByName(stacks: readonly Stack[]): ReadonlyMap<string, readonly PlacedService[]> {
  const found = new Map<string, PlacedService[]>();
  for (const stack of stacks) {
    for (const object of stack.objects) {
      if (object.details.type !== 'service') continue;
      const name = object.name.value.toLowerCase();
      const list = found.get(name);
      if (list) list.push({ stack, object });
      else found.set(name, [{ stack, object }]);
    }
  }
  return found;
}

function runsLaravel(stack: Stack, apps: readonly LaravelApp[]): boolean {
  const index = new StackIndex(stack);
  return index.all('workload').some((object) => laravelContainer(index, object, apps) !== undefined);
}
