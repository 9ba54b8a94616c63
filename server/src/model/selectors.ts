import type { Field, Fields } from '../formats/kubernetes/facts';
import { isPlaceholder } from '../text/placeholder';
import { by, sameNamespace, type ObjectOf, type StackIndex } from './stackIndex';

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

/** By the first pair of their selector, which has to be met whatever the others are. */
const BY_SELECTOR = by('service', ({ details }) => {
  for (const [key, wanted] of details.selector)
    return isOpen(wanted) ? ['?'] : [`${key}=?`, pairOf(key, wanted)];
  return [];
});

const BY_LABEL = by('workload', ({ details }) =>
  [...details.template.labels].map(([key, label]) => (isOpen(label) ? `${key}=?` : pairOf(key, label))),
);

/** The Services of the stack that send requests to this workload's pods (or may do so, where labels are not known). */
export function servicesOf(index: StackIndex, workload: ObjectOf<'workload'>): ObjectOf<'service'>[] {
  const { labels } = workload.details.template;
  const pairs = [...labels].map(([key, label]) => (isOpen(label) ? `${key}=?` : pairOf(key, label)));
  return index
    .having(BY_SELECTOR, '?', ...pairs)
    .filter(
      (service) =>
        sameNamespace(service.namespace, workload.namespace?.value) &&
        selects(service.details.selector, labels) !== false,
    );
}

/** The workloads whose pods a Service takes. */
export function workloadsOf(index: StackIndex, service: ObjectOf<'service'>): ObjectOf<'workload'>[] {
  const { selector } = service.details;
  for (const [key, wanted] of selector) {
    const found = isOpen(wanted)
      ? index.all('workload')
      : index.having(BY_LABEL, `${key}=?`, pairOf(key, wanted));
    return found.filter(
      (workload) =>
        sameNamespace(workload.namespace, service.namespace?.value) &&
        selects(selector, workload.details.template.labels) !== false,
    );
  }
  return [];
}

function pairOf(key: string, { value }: Field): string {
  return `${key}:${value}`;
}
