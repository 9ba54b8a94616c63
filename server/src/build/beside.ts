/**
 * What is known of an object, kept in the object itself and neither copied nor inherited with it. It does what a WeakMap
 * does, at another price: V8's young collections take whatever stands in the tables of one for needed, and so an edit would
 * leave behind all that the edits before it had made.
 */
export class Beside<K extends object, T> {
  private readonly slot = Symbol('beside');

  get(owner: K): T | undefined {
    return Object.hasOwn(owner, this.slot) ? (owner as Record<symbol, T>)[this.slot] : undefined;
  }

  set(owner: K, value: T): void {
    Object.defineProperty(owner, this.slot, { value, writable: true, configurable: true });
  }
}
