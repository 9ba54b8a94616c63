import {
  field,
  mapNode,
  setField,
  textAt,
  textNode,
  valueAt,
  type DraftMap,
  type DraftScalar,
} from './draft';
import { effectiveNamespace, idOf, type ResourceId } from './resourceId';

/** How a generated object meets one of the same id. */
export type Behavior = '' | 'create' | 'merge' | 'replace';

/**
 * One object on its way through a build. The real kustomize keeps in annotations what the fields here hold: which
 * names it had before, so that references to it can be renamed.
 */
export class Resource {
  /** Names and namespaces that it had, the oldest first. */
  previous: { name: string; namespace: string; kind: string }[] = [];
  prefixes: string[] = [];
  suffixes: string[] = [];
  behavior: Behavior = '';
  needsHash = false;
  /** The generator that made it, and the kustomization that asked for it. */
  generator: { readonly file: string; readonly kind: string } | undefined;
  /** The vars that take their value from this object. */
  varNames: string[] = [];

  constructor(public node: DraftMap) {}

  get kind(): string {
    return textAt(this.node, 'kind');
  }

  get name(): string {
    return textAt(this.node, 'metadata', 'name');
  }

  get namespace(): string {
    return textAt(this.node, 'metadata', 'namespace');
  }

  get currentId(): ResourceId {
    return idOf(this.node);
  }

  get previousIds(): ResourceId[] {
    if (this.previous.length === 0) return [];
    const { group, version } = this.currentId;
    return this.previous.map((id) => ({ group, version, ...id }));
  }

  get originalId(): ResourceId {
    return this.previousIds[0] ?? this.currentId;
  }

  /** Its current and all earlier ids. */
  get anyIds(): ResourceId[] {
    return [...this.previousIds, this.currentId];
  }

  get isEmpty(): boolean {
    return this.node.pairs.length === 0;
  }

  /** Remembers the current id before a step changes it, and returns it. */
  storePreviousId(): ResourceId {
    const id = this.currentId;
    this.previous.push({ name: id.name, namespace: effectiveNamespace(id), kind: id.kind });
    return id;
  }

  /** Gives it another name; the scalar stays where its author wrote it. */
  rename(name: string): void {
    const node = valueAt(this.node, 'metadata', 'name');
    if (node?.kind === 'scalar') {
      node.text = name;
      node.value = name;
    }
  }

  /** Puts back a field of `metadata` that a patch was not allowed to change. */
  restoreMeta(key: 'name' | 'namespace', value: DraftScalar | undefined): void {
    let metadata = valueAt(this.node, 'metadata');
    if (metadata?.kind !== 'map') {
      if (!value) return;
      metadata = mapNode(this.node.at);
      setField(this.node, { ...textNode('metadata', this.node.at), style: 'plain' }, metadata);
    }
    const now = field(metadata, key);
    if (!value) {
      if (now) metadata.pairs = metadata.pairs.filter((pair) => pair !== now);
    } else if (!now) {
      metadata.pairs.push({ key: { ...textNode(key, value.at), style: 'plain' }, value });
    } else if (now.value !== value) {
      now.value = value;
      delete now.before;
    }
  }

  /** Labels or annotations, as plain texts. */
  metaMap(key: 'labels' | 'annotations'): Map<string, string> {
    const map = valueAt(this.node, 'metadata', key);
    return new Map(
      map?.kind === 'map'
        ? map.pairs.map(({ key, value }) => [key.text, value.kind === 'scalar' ? value.text : ''])
        : [],
    );
  }
}
