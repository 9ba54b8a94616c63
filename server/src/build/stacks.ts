import { extractObjects } from '../formats/kubernetes/extractObjects';
import type { YamlNode } from '../formats/yaml/tree';
import type { BuiltStack } from './builtStack';
import type { EnvironmentChoice } from './chosenStacks';
import { buildHelmCharts } from './helm/buildHelmCharts';
import { helmFiles } from './helm/helmFiles';
import { buildKustomizations } from './kustomize/buildKustomizations';
import { kustomizeFiles } from './kustomize/kustomizeFiles';
import { rootKustomization } from './rootKustomization';
import { plainStacks } from './plain/plainStacks';
import type { Stack } from './stack';
import { remembered } from './remembered';
import type { WorkspaceFiles } from './workspaceFiles';

/**
 * Every stack of the workspace: kustomizations and charts as they are built, those among them that only `choices` name,
 * and the plain manifests that remain.
 */
export function allStacks(files: WorkspaceFiles, choices: readonly EnvironmentChoice[] = []): AllStacks {
  const charts = helmFiles(files);
  const taken = kustomizeFiles(files);
  const kustomizations = buildKustomizations(files, choices);
  const installed = buildHelmCharts(files, choices);
  const elsewhere = remembered(files, 'elsewhere', [charts, taken], () => new Set([...charts, ...taken]));
  const built = remembered(files, 'built stacks', [kustomizations, installed], (tracked) => {
    const names = new Map<string, number>();
    return [...kustomizations, ...installed].map((each) => {
      const name = `${each.kind} ${each.root} ${each.name}`;
      const before = names.get(name) ?? 0;
      names.set(name, before + 1);
      return remembered(tracked, `stack ${name} ${before}`, [each], (inner) => fromBuilt(inner, each));
    });
  });
  const plain = plainStacks(files, elsewhere);
  const all = remembered(files, 'stacks', [built, plain], () => [...built, ...plain]);
  return { stacks: all, templates: charts };
}

export interface AllStacks {
  /** The same list as long as they are the same. */
  readonly stacks: readonly Stack[];
  /** Files that are not manifests as they stand: parts of charts. */
  readonly templates: ReadonlySet<string>;
}

function fromBuilt(files: WorkspaceFiles, built: BuiltStack): Stack {
  const { facts, kustomization: places, ...rest } = built;
  const objects = facts ?? built.objects.flatMap((object) => extractObjects(object));
  return { ...rest, objects, ...(places && { kustomization: rootKustomization(files, places, objects) }) };
}

/** The objects of a stack as trees, each field with its origin; of plain manifests the documents as they are written. */
export function stackTrees(
  files: WorkspaceFiles,
  stack: Stack,
  choices: readonly EnvironmentChoice[] = [],
): readonly YamlNode[] {
  if (stack.kind === 'plain') {
    return [...stack.reads].flatMap((file) =>
      (files.yaml(file)?.documents ?? []).flatMap(({ root }) =>
        root && extractObjects(root).length > 0 ? [root] : [],
      ),
    );
  }
  const built = stack.kind === 'helm' ? buildHelmCharts(files, choices) : buildKustomizations(files, choices);
  return built.find(({ name }) => name === stack.name)?.objects ?? [];
}
