import type { LabelRule } from '../../formats/kustomize/kustomization';
import { readGenerator } from '../../formats/kustomize/readKustomization';
import {
  readFieldSpecs,
  readImage,
  readPatch,
  readReplacement,
  readReplica,
  readTarget,
} from '../../formats/kustomize/readTransformers';
import { StructReader } from '../../formats/kustomize/structReader';
import { child, scalar, type YamlMap, type YamlScalar } from '../../formats/yaml/tree';
import type { BuildContext } from './buildContext';
import { Failure } from './failure';
import { setImage } from './images';
import { setMetadata } from './metadataMaps';
import { addAffix } from './nameAffixes';
import { setNamespace, type SubjectMode } from './namespaces';
import { applyJson6902, applyPatch, applyStrategicMerge } from './patches';
import { absorb, generate } from './generators';
import { applyReplacement } from './replacements';
import { setReplicas } from './replicas';
import type { Resource } from './resource';

/** A built-in transformer or generator as an object of its own: `kind: PrefixTransformer`, `apiVersion: builtin`. */
export interface Plugin {
  readonly node: YamlMap;
  readonly kind: string;
  readonly isBuiltin: boolean;
}

export function pluginOf(resource: Resource): Plugin {
  const apiVersion = scalar(child(resource.node, 'apiVersion'))?.text ?? '';
  return { node: resource.node, kind: resource.kind, isBuiltin: apiVersion === 'builtin' };
}

/**
 * Runs a transformer that is configured by an object. False when it is none of those that are built in: what it does to the
 * objects is not known here.
 */
export function runTransformerPlugin(
  { node, kind, isBuiltin }: Plugin,
  resources: Resource[],
  directory: string,
  context: BuildContext,
): boolean {
  const run = isBuiltin ? transformers[kind] : undefined;
  if (!run) return false;
  run({ node, reader: new StructReader(), resources, directory, context });
  return true;
}

interface Run {
  readonly node: YamlMap;
  readonly reader: StructReader;
  readonly resources: Resource[];
  readonly directory: string;
  readonly context: BuildContext;
}

const transformers: Record<string, ((run: Run) => void) | undefined> = {
  PrefixTransformer: (run) => affix(run, 'prefix'),
  SuffixTransformer: (run) => affix(run, 'suffix'),
  PrefixSuffixTransformer: (run) => {
    affix(run, 'prefix');
    affix(run, 'suffix');
  },
  NamespaceTransformer: ({ node, reader, resources, context }) => {
    const namespace = scalar(child(node, 'metadata', 'namespace'));
    if (!namespace) return;
    const subjects = reader.plainText(node, 'setRoleBindingSubjects');
    const mode: SubjectMode =
      subjects === 'allServiceAccounts' || subjects === 'none' ? subjects : 'defaultOnly';
    const unsetOnly = reader.flag(node, 'unsetOnly');
    setNamespace(resources, namespace, specsOf(node, reader), context, { unsetOnly, subjects: mode });
  },
  LabelTransformer: ({ node, reader, resources, context }) =>
    setMetadata(resources, reader.textMap(node, 'labels'), specsOf(node, reader), context),
  AnnotationsTransformer: ({ node, reader, resources, context }) =>
    setMetadata(resources, reader.textMap(node, 'annotations'), specsOf(node, reader), context),
  PatchTransformer: ({ node, reader, resources, directory, context }) =>
    applyPatch(resources, readPatch(node, reader), directory, context),
  PatchJson6902Transformer: ({ node, reader, resources, directory, context }) => {
    const patch = reader.text(node, 'jsonOp');
    const target = reader.struct(reader.get(node, 'target'), 'target');
    const path = reader.text(node, 'path');
    const args = {
      at: node.at,
      ...(path ? { path } : {}),
      ...(patch ? { patch } : {}),
      ...(target ? { target: readTarget(target, reader) } : {}),
      options: new Map<string, boolean>(),
    };
    applyJson6902(resources, args, directory, context);
  },
  PatchStrategicMergeTransformer: ({ node, reader, resources, directory, context }) => {
    const inline = reader.text(node, 'patches');
    for (const entry of [...reader.texts(node, 'paths'), ...(inline ? [inline] : [])]) {
      context.attempt(entry.at, () => applyStrategicMerge(resources, entry, directory, context));
    }
  },
  ReplicaCountTransformer: ({ node, reader, resources, context }) => {
    const replica = reader.struct(reader.get(node, 'replica'), 'replica');
    if (replica) setReplicas(resources, readReplica(replica, reader), specsOf(node, reader), context);
  },
  ImageTagTransformer: ({ node, reader, resources, context }) => {
    const image = reader.struct(reader.get(node, 'imageTag'), 'imageTag');
    if (image) setImage(resources, readImage(image, reader), specsOf(node, reader), context);
  },
  ReplacementTransformer: ({ node, reader, resources, directory, context }) => {
    for (const map of reader.structs(node, 'replacements')) {
      context.attempt(map.at, () =>
        applyReplacement(resources, readReplacement(map, reader), directory, context),
      );
    }
  },
};

function specsOf(node: YamlMap, reader: StructReader): LabelRule['fields'] {
  return readFieldSpecs(node, 'fieldSpecs', reader);
}

function affix({ node, reader, resources, context }: Run, side: 'prefix' | 'suffix'): void {
  const text = reader.plainText(node, side);
  if (!reader.get(node, 'fieldSpecs')) throw new Failure('fieldSpecs is not expected to be nil', node.at);
  addAffix(resources, side, text, specsOf(node, reader), context);
}

/** Runs a generator that is configured by an object; false as for transformers. */
export function runGeneratorPlugin(
  { node, kind, isBuiltin }: Plugin,
  resources: Resource[],
  directory: string,
  context: BuildContext,
): boolean {
  if (!isBuiltin || (kind !== 'ConfigMapGenerator' && kind !== 'SecretGenerator')) return false;
  const reader = new StructReader();
  const args = readGenerator(node, reader, kind === 'SecretGenerator');
  const meta = (key: string): YamlScalar | undefined => scalar(child(node, 'metadata', key));
  const name = args.name ?? meta('name');
  const namespace = args.namespace ?? meta('namespace');
  const made = generate(
    kind === 'SecretGenerator' ? 'Secret' : 'ConfigMap',
    { ...args, ...(name ? { name } : {}), ...(namespace ? { namespace } : {}) },
    undefined,
    directory,
    context,
  );
  absorb(resources, made, name?.at ?? node.at, context);
  return true;
}
