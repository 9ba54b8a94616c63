import type { KustomizeWorkspace } from './workspace';

/**
 * The kustomizations that are applied themselves: those that no other one refers to, and no components. Of kustomizations
 * that only refer to each other in a circle, the first one stands for all, so that somebody says so.
 */
export function stackRoots(workspace: KustomizeWorkspace): string[] {
  const references = new Map<string, string[]>();
  const referenced = new Set<string>();
  for (const root of workspace.roots) {
    const found = referencesOf(root, workspace);
    references.set(root, found);
    for (const other of found) if (other !== root) referenced.add(other);
  }
  const candidates = workspace.roots.filter(
    (root) => workspace.kustomization(root)?.kind === 'Kustomization',
  );
  const roots = candidates.filter((root) => !referenced.has(root));
  const reached = new Set<string>();
  for (const root of roots) reach(root, references, reached);
  // A component may hold the only reference to a base.
  for (const root of workspace.roots) if (!referenced.has(root)) reach(root, references, reached);
  for (const root of candidates) {
    if (reached.has(root)) continue;
    roots.push(root);
    reach(root, references, reached);
  }
  return roots;
}

function referencesOf(root: string, workspace: KustomizeWorkspace): string[] {
  const kustomization = workspace.kustomization(root);
  if (!kustomization) return [];
  const { resources, components, generators, transformers, validators } = kustomization;
  return [resources, components, generators, transformers, validators]
    .flat()
    .map((entry) => workspace.referencedRoot(root, entry.text))
    .filter((found) => found !== undefined);
}

function reach(root: string, references: ReadonlyMap<string, readonly string[]>, reached: Set<string>): void {
  const pending = [root];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (reached.has(next)) continue;
    reached.add(next);
    pending.push(...(references.get(next) ?? []));
  }
}
