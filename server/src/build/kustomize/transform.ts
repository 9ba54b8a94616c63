import type { Kustomization, LabelRule } from '../../formats/kustomize/kustomization';
import type { Accumulator } from './accumulator';
import type { BuildContext } from './buildContext';
import { mergeFieldSpecs, type FieldSpec } from './fieldSpecs';
import { setImage } from './images';
import { setMetadata } from './metadataMaps';
import { addAffix } from './nameAffixes';
import { setNamespace } from './namespaces';
import { applyJson6902, applyPatch, applyStrategicMerge } from './patches';
import { applyReplacement } from './replacements';
import { setReplicas } from './replicas';
import type { TransformerConfig } from './transformerConfig';

/** Runs what a kustomization's own fields ask for, in kustomize 5.7's order (`kusttarget_configplugin.go`). */
export function runTransformers(
  directory: string,
  kustomization: Kustomization,
  into: Accumulator,
  context: BuildContext,
): void {
  const { resources, config } = into;
  const { namespace, namePrefix, nameSuffix } = kustomization;
  for (const entry of kustomization.patchesStrategicMerge) {
    context.attempt(entry.at, () => applyStrategicMerge(resources, entry, directory, context));
  }
  for (const args of kustomization.patches) {
    context.attempt(args.at, () => applyPatch(resources, args, directory, context));
  }
  if (namespace) {
    context.attempt(namespace.at, () => setNamespace(resources, namespace, config.namespace, context));
  }
  if (namePrefix) addAffix(resources, 'prefix', namePrefix.text, config.namePrefix, context);
  if (nameSuffix) addAffix(resources, 'suffix', nameSuffix.text, config.nameSuffix, context);
  for (const rule of kustomization.labels) {
    context.attempt(rule.pairs?.at ?? kustomization.at, () =>
      setMetadata(resources, rule.pairs, labelSpecs(rule, config), context),
    );
  }
  const { commonLabels, commonAnnotations } = kustomization;
  context.attempt(commonLabels?.at ?? kustomization.at, () =>
    setMetadata(resources, commonLabels, config.commonLabels, context),
  );
  context.attempt(commonAnnotations?.at ?? kustomization.at, () =>
    setMetadata(resources, commonAnnotations, config.commonAnnotations, context),
  );
  for (const args of kustomization.patchesJson6902) {
    context.attempt(args.at, () => applyJson6902(resources, args, directory, context));
  }
  for (const args of kustomization.replicas) {
    context.attempt(args.at, () => setReplicas(resources, args, config.replicas, context));
  }
  for (const args of kustomization.images) {
    context.attempt(args.at, () => setImage(resources, args, config.images, context));
  }
  for (const args of kustomization.replacements) {
    context.attempt(args.at, () => applyReplacement(resources, args, directory, context));
  }
}

function labelSpecs(rule: LabelRule, config: TransformerConfig): FieldSpec[] {
  if (rule.includeSelectors) return mergeFieldSpecs(rule.fields, config.commonLabels);
  const specs = rule.includeTemplates
    ? mergeFieldSpecs(rule.fields, config.templateLabels)
    : [...rule.fields];
  return mergeFieldSpecs(specs, [{ path: 'metadata/labels', create: true }]);
}
