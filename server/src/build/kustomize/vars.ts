import type { VarArgs } from '../../formats/kustomize/kustomization';
import type { Accumulator } from './accumulator';
import type { BuildContext } from './buildContext';
import { isNull, type Draft, type DraftPair, type DraftScalar } from './draft';
import { Failure } from './failure';
import { lookUp, splitFieldPath } from './fieldPath';
import { visitField } from './fieldSpecs';
import {
  effectiveNamespace,
  idText,
  isClusterScoped,
  sameGvk,
  splitApiVersion,
  type ResourceId,
} from './resourceId';

/** Finds the object of each var while it still has its own name, so that a later prefix does not hide it. */
export function declareVars(vars: readonly VarArgs[], into: Accumulator, context: BuildContext): void {
  for (const each of vars) {
    context.attempt(each.at, () => {
      const id = targetOf(each);
      const matches = into.resources.filter((resource) => {
        const original = resource.originalId;
        if (original.name !== id.name || !sameGvk(original, id)) return false;
        return (
          (id.namespace === '' && !isClusterScoped(id)) ||
          effectiveNamespace(original) === effectiveNamespace(id)
        );
      });
      if (matches.length > 1) {
        throw new Failure(
          `found ${matches.length} resId matches for var ${varText(each)} (unable to disambiguate)`,
        );
      }
      matches[0]?.varNames.push(each.name);
      into.addVar(each);
    });
  }
}

/** Replaces `$(NAME)` by the values of the vars, in the fields where kustomize looks for it. */
export function resolveVars(result: Accumulator, context: BuildContext): void {
  const values = new Map<string, DraftScalar>();
  for (const each of result.vars.values()) {
    context.attempt(each.at, () => values.set(each.name, valueOf(each, result)));
  }
  if (values.size === 0) return;
  for (const resource of result.resources) {
    for (const spec of result.config.varReference) {
      context.attempt(resource.node.at, () =>
        visitField(resource.node, spec, context.work, (value, owner) =>
          expandNode(value, owner, values, context),
        ),
      );
    }
  }
}

function targetOf({ objref }: VarArgs): ResourceId {
  const gv = objref.apiVersion === '' ? objref : splitApiVersion(objref.apiVersion);
  return {
    group: gv.group,
    version: gv.version,
    kind: objref.kind,
    name: objref.name,
    namespace: objref.namespace,
  };
}

function varText(each: VarArgs): string {
  return `'{${each.name} ${idText(targetOf(each)).split('/')[0]} {${each.fieldPath}}}'`;
}

function valueOf(each: VarArgs, result: Accumulator): DraftScalar {
  const owner = result.resources.find((resource) => resource.varNames.includes(each.name));
  if (!owner)
    throw new Failure(`var ${varText(each)} cannot be mapped to a field in the set of known resources`);
  const steps = splitFieldPath(each.fieldPath.replace(/\[(\d+)\]/g, '.$1'));
  const found = lookUp(owner.node, steps);
  if (found?.kind !== 'scalar' || isNull(found)) {
    throw new Failure(`field specified in var ${varText(each)} not found in corresponding resource`);
  }
  return found;
}

function expandNode(
  value: Draft,
  owner: DraftPair | undefined,
  values: ReadonlyMap<string, DraftScalar>,
  context: BuildContext,
): void {
  if (value.kind === 'map') for (const pair of value.pairs) expandScalar(pair.value, pair, values, context);
  else if (value.kind === 'sequence')
    for (const item of value.items) expandScalar(item, undefined, values, context);
  else expandScalar(value, owner, values, context);
}

function expandScalar(
  node: Draft,
  owner: DraftPair | undefined,
  values: ReadonlyMap<string, DraftScalar>,
  context: BuildContext,
): void {
  if (node.kind !== 'scalar' || typeof node.value !== 'string') return;
  context.work.spend(node.text.length >> 3);
  const expanded = expand(node.text, values);
  if (expanded.text === node.text && expanded.whole === undefined) return;
  if (owner && expanded.used) {
    owner.before = [...(owner.before ?? []), expanded.used.at];
  }
  node.text = expanded.text;
  node.value = expanded.whole ?? expanded.text;
  node.style = 'plain';
}

/**
 * Kubernetes' own expansion: `$$` is a dollar, unknown names stay. A text that is one reference and nothing else takes the
 * type of the value.
 */
function expand(
  text: string,
  values: ReadonlyMap<string, DraftScalar>,
): { text: string; whole?: DraftScalar['value']; used?: DraftScalar } {
  let result = '';
  let used: DraftScalar | undefined;
  const reference = /\$(?:\$|\(([^)]*)\))/g;
  let at = 0;
  for (let found = reference.exec(text); found; found = reference.exec(text)) {
    result += text.slice(at, found.index);
    at = reference.lastIndex;
    const value = found[1] === undefined ? undefined : values.get(found[1]);
    if (found[0] === '$$') result += '$';
    else if (!value) result += found[0];
    else {
      used ??= value;
      if (found.index === 0 && at === text.length && typeof value.value !== 'string') {
        return { text: value.text, whole: value.value, used: value };
      }
      result += value.text;
    }
  }
  return { text: result + text.slice(at), ...(used ? { used } : {}) };
}
