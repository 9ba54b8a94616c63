import type { Place } from '../../text/place';
import { Failure } from './failure';

/**
 * Whether labels fulfil a selector in the notation of `kubectl -l`: `app=web,tier!=db,env in (prod,stage),!debug,x>3`.
 * An empty selector is fulfilled by everything. Throws a Failure for what does not parse.
 */
export function matchesLabels(labels: ReadonlyMap<string, string>, selector: string, at: Place): boolean {
  if (selector.trim() === '') return true;
  return requirements(selector).every((requirement) => fulfils(labels, requirement, selector, at));
}

/** The parts between the commas that stand in no parentheses. */
function requirements(selector: string): string[] {
  const parts: string[] = [];
  let open = 0;
  let start = 0;
  for (let i = 0; i < selector.length; i++) {
    const char = selector[i];
    if (char === '(') open++;
    else if (char === ')') open--;
    else if (char === ',' && open === 0) {
      parts.push(selector.slice(start, i));
      start = i + 1;
    }
  }
  return [...parts, selector.slice(start)];
}

function fulfils(labels: ReadonlyMap<string, string>, text: string, selector: string, at: Place): boolean {
  const requirement = text.trim();
  const set = /^([\w./-]+)\s+(in|notin)\s*\(([^()]*)\)$/.exec(requirement);
  if (set) {
    const [, key = '', operator, list = ''] = set;
    const values = list.split(',').map((value) => value.trim());
    const value = labels.get(key);
    return operator === 'in'
      ? value !== undefined && values.includes(value)
      : !(value !== undefined && values.includes(value));
  }
  const exists = /^(!?)\s*([\w./-]+)$/.exec(requirement);
  if (exists) return labels.has(exists[2] ?? '') === (exists[1] === '');
  const comparison = /^([\w./-]+)\s*(==|=|!=|<|>)\s*([\w.-]*)$/.exec(requirement);
  if (!comparison) throw new Failure(`unable to parse requirement '${selector}'`, at);
  const [, key = '', operator, wanted = ''] = comparison;
  const value = labels.get(key);
  switch (operator) {
    case '!=':
      return value !== wanted;
    case '<':
      return value !== undefined && /^-?\d+$/.test(value) && Number(value) < Number(wanted);
    case '>':
      return value !== undefined && /^-?\d+$/.test(value) && Number(value) > Number(wanted);
    default:
      return value === wanted;
  }
}
