import { Readers, type Reader } from '../build/reader';
import type { Stack } from '../build/stack';
import { sameNamespace, type StackIndex } from './stackIndex';

/** A stack, as far as others ask for it. */
export interface Neighbour {
  readonly stack: Stack;
  readonly index: StackIndex;
  readonly runsLaravel: boolean;
}

/** All stacks of the workspace, for what one of them makes and another one uses. */
export class Neighbours {
  private stacks: readonly Neighbour[] = [];
  /** Who asked for what may change: which stacks there are, what their Services are called, which of them run Laravel. */
  private readonly readers = new Readers();
  private services: ReadonlyMap<string, readonly Neighbour[]> | undefined;

  /** The stacks of now; `changed`: they, their Services' names or what they run is not as it was. */
  set(stacks: readonly Neighbour[], changed: boolean): void {
    if (stacks === this.stacks && !changed) return;
    this.stacks = stacks;
    this.services = undefined;
    this.readers.tell();
  }

  /**
   * The stack of another directory that makes a Service of that name: a chart `redis` beside the app's own, or a
   * kustomization of the data stores. A stack that runs Laravel itself is another environment or another app, and its
   * Services are its own.
   */
  serviceBeside(
    { root }: Stack,
    service: string,
    namespace: string | undefined,
    reader: Reader | undefined,
  ): Stack | undefined {
    reader?.reads(this.readers);
    this.services ??= byService(this.stacks);
    return this.services
      .get(service.toLowerCase())
      ?.find(
        (other) =>
          other.stack.root !== root &&
          !other.runsLaravel &&
          other.index
            .named('service', service, '')
            .some((object) => sameNamespace(object.namespace, namespace)),
      )?.stack;
  }
}

function byService(stacks: readonly Neighbour[]): ReadonlyMap<string, readonly Neighbour[]> {
  const found = new Map<string, Neighbour[]>();
  for (const stack of stacks) {
    const names = new Set(stack.index.all('service').map(({ name }) => name.value.toLowerCase()));
    for (const name of names) {
      const list = found.get(name);
      if (list) list.push(stack);
      else found.set(name, [stack]);
    }
  }
  return found;
}
