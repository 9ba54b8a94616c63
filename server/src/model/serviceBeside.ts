import type { LaravelApp } from '../build/laravelApps';
import type { Stack } from '../build/stack';
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
  return stack
    .beside?.()
    .find(
      (other) =>
        other.objects.some(
          ({ details, name, namespace: own }) =>
            details.type === 'service' &&
            name.value.toLowerCase() === service.toLowerCase() &&
            sameNamespace(own, namespace),
        ) && !runsLaravel(other, apps),
    );
}

function runsLaravel(stack: Stack, apps: readonly LaravelApp[]): boolean {
  const index = new StackIndex(stack);
  return index.all('workload').some((object) => laravelContainer(index, object, apps) !== undefined);
}
