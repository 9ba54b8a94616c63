import type { Place } from '../../text/place';
import { Failure } from './failure';
import {
  copyDraft,
  field,
  isNull,
  keyNode,
  requote,
  textAt,
  type Draft,
  type DraftMap,
  type DraftSequence,
} from './draft';
import type { Work } from './work';

/**
 * Applies a JSON patch (RFC 6902) to an object in place, with the reasons and the leniencies of `evanphx/json-patch` v4:
 * negative indices count from the end, and null is a value. Throws a Failure at the operation that does not apply;
 * the operations before it have then been applied, where kustomize gives up as a whole.
 */
export function applyJsonPatch(root: DraftMap, operations: DraftSequence, work: Work): void {
  const document: DraftMap = { ...root, pairs: [{ key: keyNode('', root.at), value: root }] };
  for (const operation of operations.items) {
    work.spend(1);
    applyOperation(document, operation, work);
  }
  const patched = document.pairs[0]?.value;
  if (patched?.kind !== 'map') throw new Failure('the patch leaves no object', operations.at);
  if (patched !== root) root.pairs = patched.pairs;
  requote(root);
}

function applyOperation(document: DraftMap, operation: Draft, work: Work): void {
  const op = textAt(operation, 'op');
  const path = textAt(operation, 'path');
  const at = field(operation, 'path')?.value.at ?? operation.at;
  const from = textAt(operation, 'from');
  const value = field(operation, 'value')?.value;
  const fail = (why: string) => new Failure(`${op} operation does not apply: ${why}`, at);
  const given = (): Draft => {
    if (!value) throw fail(`doc is missing value for ${path}`);
    return copyDraft(value, work);
  };
  switch (op) {
    case 'add':
      return add(document, path, value ? copyDraft(value, work) : nullNode(at), fail);
    case 'replace': {
      const { parent, key } = locate(document, path, fail);
      // A field that a map lacks is made; only an index has to be there.
      if (parent.kind === 'sequence' && !has(parent, key))
        throw fail(`doc is missing key: ${path}: missing value`);
      return put(parent, key, given(), fail);
    }
    case 'remove': {
      const { parent, key } = locate(document, path, fail);
      remove(parent, key, path, fail);
      return;
    }
    case 'move': {
      const { parent, key } = locate(document, from, fail);
      const moved = read(parent, key);
      if (!moved) throw fail(`doc is missing key: ${from}: missing value`);
      remove(parent, key, from, fail);
      return add(document, path, moved, fail);
    }
    case 'copy': {
      const { parent, key } = locate(document, from, fail);
      const source = read(parent, key);
      if (!source) throw fail(`doc is missing key: ${from}: missing value`);
      return add(document, path, copyDraft(source, work), fail);
    }
    case 'test': {
      const { parent, key } = locate(document, path, fail);
      const found = read(parent, key);
      if (found && value ? !equal(found, value) : !(isNull(found) && isNull(value))) {
        throw new Failure(`testing value ${path} failed`, at);
      }
      return;
    }
    default:
      throw new Failure(`Unexpected kind: ${op === '' ? 'unknown' : op}`, operation.at);
  }
}

type Fail = (why: string) => Failure;

/** The collection that holds what a path ends in, and the last step. */
function locate(
  document: DraftMap,
  path: string,
  fail: Fail,
): { parent: DraftMap | DraftSequence; key: string } {
  if (path === '') return { parent: document, key: '' };
  const steps = path.split('/').map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
  let current: Draft | undefined = document;
  for (const step of steps.slice(0, -1)) current = current && read(current, step);
  if (current?.kind !== 'map' && current?.kind !== 'sequence')
    throw fail(`doc is missing path: "${path}": missing value`);
  return { parent: current, key: steps.at(-1) ?? '' };
}

function read(parent: Draft, key: string): Draft | undefined {
  if (parent.kind === 'map') return field(parent, key)?.value;
  if (parent.kind !== 'sequence') return undefined;
  const index = position(parent, key);
  return index === undefined ? undefined : parent.items[index];
}

function has(parent: DraftMap | DraftSequence, key: string): boolean {
  return read(parent, key) !== undefined;
}

/** The index that a step means within a list; undefined when it lies outside, or is none. */
function position(list: DraftSequence, key: string): number | undefined {
  if (!/^[-+]?\d{1,9}$/.test(key)) return undefined;
  const index = Number(key) < 0 ? Number(key) + list.items.length : Number(key);
  return index >= 0 && index < list.items.length ? index : undefined;
}

function put(parent: DraftMap | DraftSequence, key: string, value: Draft, fail: Fail): void {
  if (parent.kind === 'sequence') {
    const index = position(parent, key);
    if (index === undefined) throw fail(`Unable to access invalid index: ${key}: invalid index referenced`);
    parent.items[index] = value;
    return;
  }
  const found = field(parent, key);
  if (!found) {
    parent.pairs.push({ key: keyNode(key, value.at), value });
    return;
  }
  found.before = [found.value.at, ...(found.before ?? [])];
  found.key = keyNode(key, value.at);
  found.value = value;
}

function add(document: DraftMap, path: string, value: Draft, fail: Fail): void {
  const { parent, key } = locate(document, path, fail);
  if (parent.kind === 'map') return put(parent, key, value, fail);
  if (key === '-') {
    parent.items.push(value);
    return;
  }
  if (!/^[-+]?\d{1,9}$/.test(key)) throw fail(`strconv.Atoi: parsing "${key}": invalid syntax`);
  const length = parent.items.length + 1;
  const index = Number(key) < 0 ? Number(key) + length : Number(key);
  if (index < 0 || index >= length)
    throw fail(`Unable to access invalid index: ${key}: invalid index referenced`);
  parent.items.splice(index, 0, value);
}

function remove(parent: DraftMap | DraftSequence, key: string, path: string, fail: Fail): void {
  if (parent.kind === 'sequence') {
    const index = position(parent, key);
    if (index === undefined) throw fail(`Unable to access invalid index: ${key}: invalid index referenced`);
    parent.items.splice(index, 1);
    return;
  }
  const found = field(parent, key);
  if (!found) throw fail(`Unable to remove nonexistent key: ${path}: missing value`);
  parent.pairs.splice(parent.pairs.indexOf(found), 1);
}

function equal(a: Draft, b: Draft): boolean {
  if (a.kind === 'scalar' || b.kind === 'scalar') {
    return a.kind === 'scalar' && b.kind === 'scalar' && a.value === b.value;
  }
  if (a.kind === 'sequence') {
    return (
      b.kind === 'sequence' &&
      a.items.length === b.items.length &&
      a.items.every((item, i) => equal(item, b.items[i] as Draft))
    );
  }
  return (
    b.kind === 'map' &&
    a.pairs.length === b.pairs.length &&
    a.pairs.every((pair) => {
      const other = field(b, pair.key.text);
      return other !== undefined && equal(pair.value, other.value);
    })
  );
}

function nullNode(at: Place): Draft {
  return { kind: 'scalar', at, value: null, text: '', style: 'plain' };
}
