import { environmentName } from '../plain/environmentName';
import type { LinkedKustomizations } from './kustomizationLinks';
import { baseName } from './paths';

/**
 * The kustomizations that are applied themselves: those that no other one refers to, and no components. One that builds on
 * others and bears the name of an environment is applied as well, even if a further one builds on it. Of kustomizations
 * that only refer to each other in a circle, the first one stands for all, so that somebody says so. What the settings
 * name (`chosen`) is applied, too.
 */
export function stackRoots(kustomizations: LinkedKustomizations, chosen: readonly string[] = []): string[] {
  const all = kustomizations.roots;
  const references = new Map<string, string[]>();
  const referenced = new Set<string>();
  for (const root of all) {
    const found = kustomizations.referencedRoots(root);
    references.set(root, found);
    for (const other of found) if (other !== root) referenced.add(other);
  }
  const candidates = all.filter((root) => kustomizations.linksOf(root)?.kind === 'Kustomization');
  const isOverlay = (root: string) =>
    (references.get(root) ?? []).length > 0 && environmentName(baseName(root)) !== undefined;
  const inCircle = (root: string) =>
    (references.get(root) ?? []).some((base) => reaches(base, root, references));
  const roots = candidates.filter((root) => !referenced.has(root) || (isOverlay(root) && !inCircle(root)));
  const reached = new Set<string>();
  for (const root of roots) reach(root, references, reached);
  // A component may hold the only reference to a base.
  for (const root of all) if (!referenced.has(root)) reach(root, references, reached);
  for (const root of candidates) {
    if (reached.has(root)) continue;
    roots.push(root);
    reach(root, references, reached);
  }
  for (const root of candidates) if (chosen.includes(root) && !roots.includes(root)) roots.push(root);
  return roots;
}

function reaches(from: string, to: string, references: ReadonlyMap<string, readonly string[]>): boolean {
  const reached = new Set<string>();
  reach(from, references, reached);
  return reached.has(to);
}

function reach(root: string, references: ReadonlyMap<string, readonly string[]>, reached: Set<string>): void {
  const pending = [root];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (reached.has(next)) continue;
    reached.add(next);
    pending.push(...(references.get(next) ?? []));
  }
}
