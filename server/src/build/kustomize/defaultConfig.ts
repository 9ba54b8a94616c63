import { defaultFieldSpecs } from './defaultFieldSpecs';
import { defaultNameReferences } from './defaultNameReferences';
import type { TransformerConfig } from './transformerConfig';

/** What every kustomization knows of the fields of objects, before its own `configurations`. */
export const defaultConfig: TransformerConfig = {
  ...defaultFieldSpecs,
  nameReference: defaultNameReferences,
};
