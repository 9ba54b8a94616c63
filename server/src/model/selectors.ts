import type { Field, Fields } from '../formats/kubernetes/facts';
import { isPlaceholder } from '../text/placeholder';
import { sameNamespace, type ObjectOf, type StackIndex } from './stackIndex';

/**
 * Whether a selector takes pods with these labels: all of its keys must be there with the same value. `undefined` when a
 * value on either side cannot be known. An empty selector takes nothing by itself (its endpoints are made by hand).
 */
export function selects(selector: Fields, labels: Fields): boolean | undefined {
  if (selector.size === 0) return false;
  let result: boolean | undefined = true;
  for (const [key, wanted] of selector) {
    const label = labels.get(key);
    if (isOpen(wanted) || (label && isOpen(label))) result = undefined;
    else if (label?.value !== wanted.value) return false;
  }
  return result;
}

function isOpen({ value, unknown }: Field): boolean {
  return unknown !== undefined || isPlaceholder(value);
}

/** The Services of the stack that send requests to this workload's pods (or may do so, where labels are not known). */
export function servicesOf(index: StackIndex, workload: ObjectOf<'workload'>): ObjectOf<'service'>[] {
  const { labels } = workload.details.template;
  const { services } = candidatesIn(index);
  const found = [...services.open];
  for (const [key, label] of labels) {
    found.push(
      ...((isOpen(label) ? services.byKey.get(key) : services.byPair.get(pairOf(key, label))) ?? []),
    );
  }
  return inOrder(found).filter(
    (service) =>
      sameNamespace(service.namespace, workload.namespace?.value) &&
      selects(service.details.selector, labels) !== false,
  );
}

/** The workloads whose pods a Service takes. */
export function workloadsOf(index: StackIndex, service: ObjectOf<'service'>): ObjectOf<'workload'>[] {
  const { selector } = service.details;
  for (const [key, wanted] of selector) {
    const { workloads } = candidatesIn(index);
    const found = isOpen(wanted)
      ? index.all('workload')
      : inOrder([...(workloads.openAt.get(key) ?? []), ...(workloads.byPair.get(pairOf(key, wanted)) ?? [])]);
    return found.filter(
      (workload) =>
        sameNamespace(workload.namespace, service.namespace?.value) &&
        selects(selector, workload.details.template.labels) !== false,
    );
  }
  return [];
}

/** An object with its place among those of its type, whose order lists keep. */
interface Placed<T extends 'service' | 'workload'> {
  readonly object: ObjectOf<T>;
  readonly order: number;
}

/** Who may meet a key and a value: in a stack of thousands of objects it takes too long to ask each. */
interface Candidates {
  /** By the first pair of their selector, which has to be met whatever the others are. */
  readonly services: {
    /** Its value is not known. */
    readonly open: Placed<'service'>[];
    readonly byKey: Map<string, Placed<'service'>[]>;
    readonly byPair: Map<string, Placed<'service'>[]>;
  };
  /** By each of their labels. */
  readonly workloads: {
    readonly openAt: Map<string, Placed<'workload'>[]>;
    readonly byPair: Map<string, Placed<'workload'>[]>;
  };
}

const CANDIDATES = new WeakMap<StackIndex, Candidates>();

function candidatesIn(index: StackIndex): Candidates {
  const known = CANDIDATES.get(index);
  if (known) return known;
  const services: Candidates['services'] = { open: [], byKey: new Map(), byPair: new Map() };
  const workloads: Candidates['workloads'] = { openAt: new Map(), byPair: new Map() };
  index.all('service').forEach((object, order) => {
    for (const [key, wanted] of object.details.selector) {
      const placed = { object, order };
      if (isOpen(wanted)) services.open.push(placed);
      else {
        add(services.byKey, key, placed);
        add(services.byPair, pairOf(key, wanted), placed);
      }
      break;
    }
  });
  index.all('workload').forEach((object, order) => {
    for (const [key, label] of object.details.template.labels) {
      const placed = { object, order };
      if (isOpen(label)) add(workloads.openAt, key, placed);
      else add(workloads.byPair, pairOf(key, label), placed);
    }
  });
  const candidates = { services, workloads };
  CANDIDATES.set(index, candidates);
  return candidates;
}

function pairOf(key: string, { value }: Field): string {
  return `${key}=${value}`;
}

function add<T>(map: Map<string, T[]>, key: string, value: T): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}

function inOrder<T extends 'service' | 'workload'>(found: readonly Placed<T>[]): ObjectOf<T>[] {
  return [...found].sort((a, b) => a.order - b.order).map(({ object }) => object);
}
