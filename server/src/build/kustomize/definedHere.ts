import type { Place } from '../../text/place';
import { valueAt } from './draft';
import type { Resource } from './resource';

/** Points at the definition of an object that stands in the way of another, or is nearly the one that is wanted. */
export function definedHere(resource: Resource): { at: Place; message: string } {
  const namespace = resource.namespace === '' ? '' : ` of namespace "${resource.namespace}"`;
  const at = (valueAt(resource.node, 'metadata', 'name') ?? resource.node).at;
  return { at, message: `${resource.kind} "${resource.name}"${namespace} is defined here.` };
}
