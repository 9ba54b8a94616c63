/** What a piece of code may touch, found without running it. */
import type { PhpExpression, PhpStatement } from './syntax';

/** The names of all variables that occur in it: an upper bound of those it may change. */
export function mentions(
  ...pieces: readonly (PhpStatement | PhpExpression | undefined)[]
): ReadonlySet<string> {
  const names = new Set<string>();
  walk(pieces, (node) => {
    if (node.kind === 'variable' && typeof node.name === 'string') names.add(node.name);
    if (node.kind === 'unsupported' && Array.isArray(node.assigns)) {
      for (const name of node.assigns) names.add(String(name));
    }
  });
  return names;
}

/** Whether a `return` of the function itself may be in it. */
export function returns(pieces: readonly PhpStatement[]): boolean {
  let found = false;
  walk(pieces, (node) => {
    if (node.kind === 'return' || (node.kind === 'unsupported' && node.mayReturn === true)) found = true;
  });
  return found;
}

/** Visits every node but those inside of functions that are defined there. */
function walk(value: unknown, visit: (node: Record<string, unknown>) => void): void {
  const open: unknown[] = [value];
  while (open.length > 0) {
    const current = open.pop();
    if (Array.isArray(current)) {
      for (const item of current) open.push(item);
    } else if (typeof current === 'object' && current !== null) {
      const node = current as Record<string, unknown>;
      visit(node);
      for (const [key, child] of Object.entries(node)) {
        if (key !== 'span' && key !== 'definition' && key !== 'methods') open.push(child);
      }
    }
  }
}
