import { definedHere } from './definedHere';
import type { VarArgs } from '../../formats/kustomize/kustomization';
import { Failure } from './failure';
import type { Resource } from './resource';
import { idKey, idText } from './resourceId';
import { mergeFieldSpecs } from './fieldSpecs';
import { specLists, type NameReference, type TransformerConfig } from './transformerConfig';

const noConfig: TransformerConfig = {
  namePrefix: [],
  nameSuffix: [],
  namespace: [],
  commonLabels: [],
  templateLabels: [],
  commonAnnotations: [],
  nameReference: [],
  varReference: [],
  images: [],
  replicas: [],
};

/** The objects of a kustomization so far, and what it knows of fields and vars. */
export class Accumulator {
  readonly resources: Resource[] = [];
  private ids: Set<string> | undefined;
  config: TransformerConfig = noConfig;
  readonly vars = new Map<string, VarArgs>();

  /** Adds an object. Throws a Failure when one of its id is there. */
  append(resource: Resource): void {
    this.ids ??= new Set(this.resources.map(({ currentId }) => idKey(currentId)));
    const id = resource.currentId;
    const key = idKey(id);
    if (this.ids.has(key)) {
      const reason = `may not add resource with an already registered id: ${idText(id)}`;
      const same = this.resources.filter(({ currentId }) => idKey(currentId) === key);
      throw new Failure(reason, undefined, 'error', [...same, resource].map(definedHere));
    }
    this.ids.add(key);
    this.resources.push(resource);
  }

  /** To be called when steps may have changed ids, so that the next `append` looks anew. */
  forgetIds(): void {
    this.ids = undefined;
  }

  /** Adds what a base has accumulated; each object is a step of its own. */
  merge(base: Accumulator, attempt: (step: () => void) => void): void {
    for (const resource of base.resources) attempt(() => this.append(resource));
    attempt(() => this.addConfig(base.config));
    for (const each of base.vars.values()) attempt(() => this.addVar(each));
  }

  addVar(added: VarArgs): void {
    if (this.vars.has(added.name)) throw new Failure(`var '${added.name}' already encountered`, added.at);
    this.vars.set(added.name, added);
  }

  /** Adds field specs and name references to those that are known. */
  addConfig(more: TransformerConfig): void {
    if (this.config === more) return;
    if (this.config === noConfig) {
      this.config = more;
      return;
    }
    const merged = Object.fromEntries(
      specLists.map((list) => [list, mergeFieldSpecs(this.config[list], more[list])]),
    ) as unknown as TransformerConfig;
    this.config = {
      ...merged,
      nameReference: mergeReferences(this.config.nameReference, more.nameReference),
    };
  }
}

function mergeReferences(known: readonly NameReference[], more: readonly NameReference[]): NameReference[] {
  const merged = [...known];
  for (const reference of more) {
    const index = merged.findIndex(
      (other) =>
        (other.group ?? '') === (reference.group ?? '') &&
        (other.version ?? '') === (reference.version ?? '') &&
        (other.kind ?? '') === (reference.kind ?? ''),
    );
    const same = merged[index];
    if (same) merged[index] = { ...same, fieldSpecs: mergeFieldSpecs(same.fieldSpecs, reference.fieldSpecs) };
    else merged.push(reference);
  }
  return merged;
}
