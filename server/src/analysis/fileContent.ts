import { extractObjects } from '../formats/kubernetes/extractObjects';
import type { KubernetesObject } from '../formats/kubernetes/facts';
import { moveFacts } from '../formats/kubernetes/moveFacts';
import { KeptYaml, RecentTrees } from '../formats/yaml/keptYaml';
import { printOf } from './printOf';

/** So many characters of text are at hand, beside those that an editor holds, … */
const TEXTS = 2_000_000;
/** … and the trees of so many. */
const TREES = 500_000;

/** What the contents of one folder's files share. */
export class RecentContents {
  readonly trees = new RecentTrees(TREES);
  private readonly texts = new Set<FileContent>();
  private length = 0;

  /**
   * @param read the text of a file as it is now.
   * @param differs is told when that is another one than it was.
   */
  constructor(
    readonly read: (path: string) => string | undefined,
    readonly differs: (path: string) => void,
  ) {}

  keep(content: FileContent, length: number): void {
    this.texts.add(content);
    this.length += length;
    for (const oldest of this.texts) {
      if (this.length <= TEXTS || oldest === content) return;
      this.texts.delete(oldest);
      this.length -= oldest.letGo();
    }
  }

  /** The text stays with the content for as long as that is needed. */
  forget(content: FileContent, length: number): void {
    if (this.texts.delete(content)) this.length -= length;
  }
}

/**
 * One text of a file, and what it says as far as somebody has asked. What can be had again is let go of after a while: the
 * text is read again, and the trees are made of it again. If the text is another one by then, that is told.
 */
export class FileContent {
  /** Whether there is such a file. */
  readonly exists: boolean;
  private held: string | undefined;
  /** What is left of a text that was let go of. */
  private print: string | undefined;
  private knownYaml: KeptYaml | undefined;
  /** The objects for as long as a stack, or somebody else, holds them: of many files nobody does. */
  private known: WeakRef<readonly KubernetesObject[]> | undefined;
  /** How many of them each document has, where it is more than one document. */
  private counts: readonly number[] | undefined;
  private hasNone = false;
  private earlier: Earlier | undefined;

  /** @param before what was in the file before, of which that is used again which has not changed. */
  constructor(
    private readonly path: string,
    text: string | undefined,
    private readonly recent: RecentContents,
    before?: FileContent,
  ) {
    this.exists = text !== undefined;
    this.held = text;
    this.earlier = before?.handOver();
    if (text !== undefined) recent.keep(this, text.length);
  }

  get text(): string | undefined {
    if (!this.exists || this.held !== undefined) return this.held;
    const text = this.recent.read(this.path);
    if (!this.is(text)) {
      this.recent.differs(this.path);
      return text;
    }
    this.held = text;
    this.recent.keep(this, text?.length ?? 0);
    return text;
  }

  /** Whether this is the text. */
  is(text: string | undefined): boolean {
    if (this.held !== undefined || !this.exists) return text === this.held;
    return text !== undefined && printOf(text) === this.print;
  }

  get yaml(): KeptYaml | undefined {
    if (this.knownYaml || !this.exists) return this.knownYaml;
    const { text } = this;
    if (text === undefined) return undefined;
    const source = (): string | undefined => {
      const again = this.text;
      return this.is(again) ? again : undefined;
    };
    this.knownYaml = new KeptYaml(this.path, text, source, this.recent.trees, this.earlier);
    if (!this.earlier?.objects) this.earlier = undefined;
    return this.knownYaml;
  }

  get objects(): readonly KubernetesObject[] {
    const known = this.hasNone ? NONE : this.known?.deref();
    if (known) return known;
    const { text } = this;
    // Most YAML of a repository is none of Kubernetes': looking for the two keys is cheaper than parsing.
    const mayHave =
      text !== undefined && /(^|[\s{,"'-])kind["']?\s*:/m.test(text) && /apiVersion["']?\s*:/.test(text);
    const found = mayHave ? this.extract() : [];
    this.earlier = undefined;
    const all = found.length === 1 ? (found[0] ?? NONE) : found.flat();
    this.counts = found.length === 1 ? undefined : found.map(({ length }) => length);
    this.hasNone = all.length === 0;
    if (this.hasNone) return NONE;
    this.known = new WeakRef(all);
    return all;
  }

  /** For {@link RecentContents}: lets go of the text, and says how long it was. */
  letGo(): number {
    const { held } = this;
    if (held === undefined) return 0;
    this.print = printOf(held);
    this.held = undefined;
    return held.length;
  }

  private extract(): (readonly KubernetesObject[])[] {
    const earlier = this.earlier?.objects;
    const { yaml } = this;
    const moved: (readonly [objects: readonly KubernetesObject[], delta: number])[] = [];
    const found = (yaml?.documents ?? []).map((document, index) => {
      const { index: before, delta } = yaml?.counterparts[index] ?? {};
      const known = before === undefined ? undefined : earlier?.[before];
      if (known && delta) moved.push([known, delta]);
      return known ?? extractObjects(document.root);
    });
    // Only now that nothing can fail any more: they must not be moved twice.
    for (const [objects, delta] of moved) moveFacts(objects, delta);
    return found;
  }

  private byDocument(): Earlier['objects'] {
    const all = this.hasNone ? undefined : this.known?.deref();
    if (!all || !this.counts) return all && [all];
    let end = 0;
    return this.counts.map((count) => all.slice(end, (end += count)));
  }

  private handOver(): Earlier | undefined {
    const { held: text, knownYaml: yaml } = this;
    const objects = this.byDocument();
    this.recent.forget(this, text?.length ?? 0);
    this.knownYaml = undefined;
    this.known = undefined;
    // What was never asked for is known no better than before.
    if (!yaml) return this.earlier;
    return text === undefined ? undefined : { text, yaml, ...(objects && { objects }) };
  }
}

const NONE: readonly KubernetesObject[] = [];

interface Earlier {
  readonly text: string;
  readonly yaml: KeptYaml;
  readonly objects?: readonly (readonly KubernetesObject[])[];
}
