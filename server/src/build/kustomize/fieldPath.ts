import type { Place } from '../../text/place';
import {
  field,
  isNull,
  keyNode,
  mapNode,
  scalarText,
  sequenceNode,
  textNode,
  type Draft,
  type DraftMap,
  type DraftPair,
} from './draft';
import { Failure } from './failure';
import { compilePattern } from './compilePattern';

/**
 * The steps of a path in the notation of replacements and vars: `spec.template.spec.containers.[name=php].image`. Dots
 * within brackets or behind a backslash do not divide.
 */
export function splitFieldPath(path: string): string[] {
  const steps: string[] = [];
  let step = '';
  let inBrackets = false;
  for (let i = 0; i < path.length; i++) {
    const char = path.charAt(i);
    if (char === '\\' && path[i + 1] === '.') {
      step += '.';
      i++;
    } else if (char === '.' && !inBrackets) {
      if (step !== '') steps.push(unbracketed(step));
      step = '';
    } else {
      if (char === '[') inBrackets = true;
      if (char === ']') inBrackets = false;
      step += char;
    }
  }
  if (step !== '') steps.push(unbracketed(step));
  return steps;
}

/** `[app.kubernetes.io/name]` is a key with dots; with `=` in it, it chooses elements of a list. */
function unbracketed(step: string): string {
  return /^\[[^=]*\]$/.test(step) ? step.slice(1, -1) : step;
}

/** The one value that a path leads to, as kyaml's PathGetter finds it; undefined when there is none. */
export function lookUp(root: Draft, steps: readonly string[]): Draft | undefined {
  let current: Draft | undefined = root;
  for (const step of steps) {
    if (!current || isNull(current)) return undefined;
    if (/^\d{1,9}$/.test(step)) {
      current = current.kind === 'sequence' ? current.items[Number(step)] : undefined;
    } else if (step === '-') {
      current = current.kind === 'sequence' ? current.items.at(-1) : undefined;
    } else if (isElementStep(step)) {
      const { key, value } = elementStep(step);
      current =
        current.kind === 'sequence'
          ? current.items.find((item) => scalarText(key === '' ? item : field(item, key)?.value) === value)
          : undefined;
    } else {
      current = field(current, step)?.value;
    }
  }
  return current;
}

/** A place in a tree that can be set. */
export interface Slot {
  readonly value: Draft;
  set(value: Draft): void;
}

/** What to make of missing steps: the last one becomes a node of this kind. */
export interface PathCreation {
  readonly kind: Draft['kind'];
  readonly at: Place;
}

/**
 * All values that a path leads to, as kyaml's PathMatcher finds them: `*` means every element, `[key=pattern]` the elements
 * whose value matches a regular expression anywhere. Throws a Failure when an index is too large.
 */
export function matchPath(
  root: DraftMap,
  steps: readonly string[],
  create: PathCreation | undefined,
): Slot[] {
  return match({ value: root, set: () => undefined }, steps, create);
}

function match(slot: Slot, steps: readonly string[], create: PathCreation | undefined): Slot[] {
  const [step, ...rest] = steps;
  if (step === undefined) return [slot];
  const node = slot.value;
  if (/^\d{1,9}$/.test(step)) return matchIndex(node, Number(step), rest, create);
  if (isElementStep(step)) return matchElements(node, step, rest, create);
  if (step === '*') return elements(node).flatMap((each) => match(each, rest, create));
  if (isNull(node)) return [];
  if (node.kind !== 'map') throw new Failure(`wrong Node Kind for ${step} expected: MappingNode`);
  const found = field(node, step);
  if (found) return match(pairSlot(found), rest, create);
  if (!create) return [];
  const made: DraftPair = { key: keyNode(step, create.at), value: newNode(rest[0], create) };
  node.pairs.push(made);
  return match(pairSlot(made), rest, create);
}

function matchIndex(
  node: Draft,
  index: number,
  rest: readonly string[],
  create: PathCreation | undefined,
): Slot[] {
  if (node.kind !== 'sequence') throw new Failure(`wrong Node Kind for ${index} expected: SequenceNode`);
  if (index === node.items.length && create) node.items.push(newNode(rest[0], create));
  const slot = elements(node)[index];
  if (!slot) throw new Failure(`index ${index} specified but only ${node.items.length} elements found`);
  return match(slot, rest, create);
}

function matchElements(
  node: Draft,
  step: string,
  rest: readonly string[],
  create: PathCreation | undefined,
): Slot[] {
  const { key, value } = elementStep(step);
  const pattern = compilePattern(value);
  if (!pattern) throw new Failure(`error parsing regexp: \`${value}\``);
  const chosen = () =>
    elements(node).filter(({ value: item }) => {
      const text = key === '' ? item : field(item, key)?.value;
      return text?.kind === 'scalar' && pattern.matches(text.text);
    });
  // Behind an element that is a plain value the rest of the path is not looked at.
  const go = (slots: Slot[]) => (key === '' ? slots : slots.flatMap((each) => match(each, rest, create)));
  const found = go(chosen());
  if (found.length > 0 || !create || node.kind !== 'sequence') return found;
  const text = textNode(value, create.at);
  node.items.push(key === '' ? text : mapNode(create.at, [{ key: keyNode(key, create.at), value: text }]));
  return go(chosen());
}

function elements(node: Draft): Slot[] {
  if (isNull(node)) return [];
  if (node.kind !== 'sequence') throw new Failure('wrong Node Kind expected: SequenceNode');
  return node.items.map((value, i) => ({ value, set: (other) => void (node.items[i] = other) }));
}

function pairSlot(pair: DraftPair): Slot {
  return {
    value: pair.value,
    set: (value) => {
      pair.before = [pair.value.at, ...(pair.before ?? [])];
      pair.value = value;
    },
  };
}

function newNode(next: string | undefined, create: PathCreation): Draft {
  if (next !== undefined) {
    return isElementStep(next) || /^\d{1,9}$/.test(next) ? sequenceNode(create.at) : mapNode(create.at);
  }
  if (create.kind === 'map') return mapNode(create.at);
  if (create.kind === 'sequence') return sequenceNode(create.at);
  return { kind: 'scalar', at: create.at, value: '', text: '', style: 'plain' };
}

function isElementStep(step: string): boolean {
  return step.startsWith('[') && step.endsWith(']');
}

function elementStep(step: string): { key: string; value: string } {
  const inner = step.slice(1, -1);
  const equals = inner.indexOf('=');
  if (equals < 0)
    throw new Failure('list path element must contain fieldName=fieldValue for element to match');
  return { key: inner.slice(0, equals), value: inner.slice(equals + 1) };
}
