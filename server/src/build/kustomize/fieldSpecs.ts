import type { Place } from '../../text/place';
import { Failure } from './failure';
import { field, isNull, keyNode, mapNode, textAt, type Draft, type DraftMap, type DraftPair } from './draft';
import { isSelected, splitApiVersion, type GroupVersionKind, type GvkSelector } from './resourceId';
import type { Work } from './work';

/** Where a transformer finds its field: a path in objects of some kind. */
export interface FieldSpec extends GvkSelector {
  /** Steps divided by `/`; `\/` is a slash in a key. Lists on the way are walked without a step of their own. */
  readonly path: string;
  readonly create?: boolean;
}

/** Visits what a field spec leads to. `owner` is the pair that holds the value, undefined for elements of lists. */
export type Visit = (value: Draft, owner: DraftPair | undefined) => void;

/** What to make where the field is missing and the spec says `create`. */
export interface Creation {
  readonly make: () => Draft;
  readonly at: Place;
}

/**
 * Visits the fields that a spec leads to in an object of its kind, as kyaml's fieldspec filter does: missing fields are
 * made if the spec says so, a scalar in the way is an error.
 */
export function visitField(
  root: DraftMap,
  spec: FieldSpec,
  work: Work,
  visit: Visit,
  creation?: Creation,
): void {
  const isAny = !spec.group && !spec.version && !spec.kind;
  if (isAny || isSelected(gvkOf(root), spec)) walk(root, undefined, stepsOf(spec), 0);

  function walk(node: Draft, owner: DraftPair | undefined, path: readonly string[], step: number): void {
    work.spend(1);
    const part = path[step];
    if (part === undefined) return visit(node, owner);
    if (node.kind === 'sequence') {
      for (const item of node.items) walk(item, undefined, path, step);
      return;
    }
    if (node.kind !== 'map') {
      if (isNull(node)) return;
      throw new Failure(
        `considering field '${spec.path}' of object ${describe(root)}: expected sequence or mapping node`,
      );
    }
    const isList = part.endsWith('[]');
    const name = isList ? part.slice(0, -2) : part;
    let found = field(node, name);
    const mayCreate = spec.create === true && creation !== undefined && !isList;
    if (!found) {
      if (!mayCreate) return;
      found = { key: keyNode(name, creation.at), value: made(path, step, creation) };
      node.pairs.push(found);
    } else if (isNull(found.value)) {
      if (!mayCreate) return;
      found.value = made(path, step, creation);
    }
    walk(found.value, found, path, step + 1);
  }

  function made(path: readonly string[], step: number, how: Creation): Draft {
    return step === path.length - 1 ? how.make() : mapNode(how.at);
  }
}

function gvkOf(root: DraftMap): GroupVersionKind {
  const { group, version } = splitApiVersion(textAt(root, 'apiVersion'));
  return { group, version, kind: textAt(root, 'kind') };
}

const knownSteps = new WeakMap<FieldSpec, readonly string[]>();

function stepsOf(spec: FieldSpec): readonly string[] {
  let steps = knownSteps.get(spec);
  if (!steps) {
    steps = splitPath(spec.path);
    knownSteps.set(spec, steps);
  }
  return steps;
}

/** The steps of a path, with `\/` read as a slash within one. */
function splitPath(path: string): string[] {
  const steps: string[] = [];
  for (const part of path.split('/')) {
    const last = steps.at(-1);
    if (last?.endsWith('\\')) steps[steps.length - 1] = `${last.slice(0, -1)}/${part}`;
    else steps.push(part);
  }
  return steps;
}

/** Adds specs that are not there yet; those that say the same but for `create` are in conflict. */
export function mergeFieldSpecs(specs: readonly FieldSpec[], more: readonly FieldSpec[]): FieldSpec[] {
  const merged = [...specs];
  for (const spec of more) {
    const known = merged.find((other) => other.path === spec.path && covers(other, spec));
    if (!known) merged.push(spec);
    else if ((known.create ?? false) !== (spec.create ?? false)) throw new Failure('conflicting fieldspecs');
  }
  return merged;
}

function covers(spec: FieldSpec, by: FieldSpec): boolean {
  const gvk = { group: spec.group ?? '', version: spec.version ?? '', kind: spec.kind ?? '' };
  return isSelected(gvk, by);
}

function describe(root: DraftMap): string {
  return `${textAt(root, 'kind')}/${textAt(root, 'metadata', 'name')}`;
}
