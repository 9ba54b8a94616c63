import { place } from '../../text/place';
import type { Place, Span } from '../../text/place';
import { Placeholders } from './placeholders';
import { columnOf, readDocument } from './readDocument';
import { splitDocuments } from './splitDocuments';
import type { YamlDocument, YamlFile, YamlNode, YamlProblem } from './tree';

export interface EarlierYaml {
  readonly text: string;
  readonly yaml: KeptYaml;
}

interface Counterpart {
  readonly index: number;
  readonly delta: number;
}

/**
 * The YAML of one text, to be kept for long and from one version of the text to the next: each document is read on its
 * own, one that has not changed is not read again, and trees are let go of and read again when somebody asks for them.
 *
 * At every moment it says what `parseYaml` says of the same text.
 */
export class KeptYaml implements YamlFile {
  readonly documents: readonly KeptDocument[];
  readonly template?: 'helm' | 'other';
  /** For each document the one of the version before that has the same text, and how far it has moved since. */
  readonly counterparts: readonly (Counterpart | undefined)[];
  private readonly placeholders: Placeholders | undefined;

  /**
   * @param source the text again, when it has been let go of; undefined when it is gone.
   * @param earlier what is known of the version before.
   */
  constructor(
    readonly file: string,
    text: string,
    private readonly source: () => string | undefined,
    private readonly trees: RecentTrees,
    earlier?: EarlierYaml,
  ) {
    const spans = splitDocuments(text);
    const same = earlier ? findCounterparts(text, spans, earlier) : [];
    const before = (index: number): KeptDocument | undefined =>
      earlier?.yaml.documents[same[index]?.index ?? -1];
    // Each on its own first: whether they are parts of a template shows in one of them.
    const read = spans.map(({ start, end }, index) =>
      before(index) ? undefined : readDocument(file, text, start, end),
    );
    const isTemplate = (index: number): boolean =>
      read[index]?.isTemplate ?? before(index)?.isTemplate ?? false;
    if (spans.some((_, index) => isTemplate(index))) {
      this.placeholders = Placeholders.of(text);
      this.template = this.placeholders.template;
    }
    const comparable = earlier?.yaml.template === this.template;
    this.counterparts = comparable ? same : [];
    this.documents = spans.map(({ start, end }, index) => {
      const at = place(file, start, end);
      const known = comparable ? before(index) : undefined;
      const delta = same[index]?.delta ?? 0;
      if (known && delta === 0)
        return new KeptDocument(this, at, known.isTemplate, known.problems, known.tree);
      const tree = new Tree(end - start);
      if (known) {
        const problems = known.problems.map((each) => moved(each, delta));
        return new KeptDocument(this, at, known.isTemplate, problems, tree);
      }
      const own = this.placeholders ? undefined : read[index];
      const { root, problems } = (own ?? readDocument(file, text, start, end, this.placeholders)).document;
      this.trees.keep(tree, root);
      return new KeptDocument(this, at, isTemplate(index), problems, tree);
    });
    // Those of the version before would stay among the recent ones until many others have come.
    const stay = new Set(this.documents.map(({ tree }) => tree));
    for (const { tree } of earlier?.yaml.documents ?? []) if (!stay.has(tree)) this.trees.drop(tree);
  }

  /** For {@link KeptDocument}. */
  root(tree: Tree, { span: { start, end } }: Place): YamlNode | undefined {
    if (!tree.isThere) {
      const text = this.source();
      if (text === undefined) return undefined;
      const { document } = readDocument(this.file, text, start, end, this.placeholders);
      this.trees.keep(tree, document.root);
    }
    return this.trees.use(tree);
  }
}

/** A document whose tree is made again when it is asked for. */
export class KeptDocument implements YamlDocument {
  constructor(
    private readonly yaml: KeptYaml,
    readonly at: Place,
    /** Whether this document, read on its own, shows that the file is a template. */
    readonly isTemplate: boolean,
    readonly problems: readonly YamlProblem[],
    readonly tree: Tree,
  ) {}

  get root(): YamlNode | undefined {
    return this.yaml.root(this.tree, this.at);
  }
}

/** Where the tree of one document is kept while it is. */
class Tree {
  root: YamlNode | undefined;
  isThere = false;

  constructor(readonly length: number) {}
}

/** The trees that were used last, of so many characters of text in all. */
export class RecentTrees {
  private readonly kept = new Set<Tree>();
  private length = 0;

  constructor(private readonly limit: number) {}

  keep(tree: Tree, root: YamlNode | undefined): void {
    if (!tree.isThere) this.length += tree.length;
    tree.root = root;
    tree.isThere = true;
    this.kept.add(tree);
    for (const oldest of this.kept) {
      if (this.length <= this.limit || oldest === tree) return;
      this.kept.delete(oldest);
      this.letGo(oldest);
    }
  }

  /** Nobody will ask for it any more. */
  drop(tree: Tree): void {
    if (this.kept.delete(tree)) this.letGo(tree);
  }

  use(tree: Tree): YamlNode | undefined {
    this.kept.delete(tree);
    this.kept.add(tree);
    return tree.root;
  }

  private letGo(tree: Tree): void {
    this.length -= tree.length;
    tree.root = undefined;
    tree.isThere = false;
  }
}

/** Finds the documents that have not changed, from both ends of the file. */
function findCounterparts(
  text: string,
  spans: readonly Span[],
  { text: oldText, yaml: { documents } }: EarlierYaml,
): (Counterpart | undefined)[] {
  const found = new Array<Counterpart | undefined>(spans.length).fill(undefined);
  const fits = (index: number, oldIndex: number, delta: number): boolean => {
    const { start, end } = spans[index] as Span;
    const old = documents[oldIndex]?.at.span;
    if (old?.start !== start - delta || old.end !== end - delta) return false;
    if (columnOf(text, start) !== columnOf(oldText, old.start)) return false;
    if (text.slice(start, end) !== oldText.slice(old.start, old.end)) return false;
    found[index] = { index: oldIndex, delta };
    return true;
  };
  let first = 0;
  while (first < spans.length && fits(first, first, 0)) first++;
  const more = documents.length - spans.length;
  const delta = text.length - oldText.length;
  for (let last = spans.length - 1; last >= first && last + more >= first; last--) {
    if (!fits(last, last + more, delta)) break;
  }
  return found;
}

function moved(problem: YamlProblem, delta: number): YamlProblem {
  const { file, span } = problem.at;
  return { ...problem, at: place(file, span.start + delta, span.end + delta) };
}
