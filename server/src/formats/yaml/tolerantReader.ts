import { readActionLine } from './actionLine';
import { BlockReader } from './blockReader';
import type { DocumentText, Level } from './blockReader';
import { Fault } from './fault';
import { beginsStructure, beginsText, isDash, isWord, lineBelow, restOfLine } from './lineAhead';
import { looksLikeKey } from './looksLikeKey';
import { passActions, passOutdented } from './passInBlockScalar';
import { FILLED_IN, hasPlaceholder } from './placeholders';
import type { Placeholders } from './placeholders';
import { readBlockScalar } from './readBlockScalar';
import { readPlainLine, readPlainRest } from './readPlain';
import type { ReadProperties } from './readProperties';
import { TemplateState } from './templateState';
import type { RawScalar } from './treeBuilder';
import type { YamlNode, YamlScalar } from './tree';

const UNREADABLE = 'it cannot be read';
/** So many problems of one document are told; the rest most often follow from them. */
const TOLD = 3;
/** Behind so many faults the rest of the document is given up, so that the time stays bounded. */
const FAULT_LIMIT = 50;

/**
 * Reads a document that has faults, or is a template, and keeps what they leave whole.
 *
 * A line that cannot be read is left out; a value that cannot be read is unknown. What is read is not moved to another
 * place in the tree: a line whose indentation fits nothing is left out rather than given to a neighbour.
 */
export class TolerantReader extends BlockReader {
  /** Whether a fault was found where a template language has its placeholders. */
  sawPlaceholder = false;
  private faults = 0;
  /** Whether the last thing that was read is a fault: what follows it directly is not told. */
  private troubled = false;
  private indentsByOne: boolean | undefined;
  private readonly template = new TemplateState();

  constructor(document: DocumentText, placeholders?: Placeholders) {
    super(document, placeholders);
  }

  protected override root(): YamlNode | undefined {
    const { cursor } = this;
    for (this.passMisfits(); !cursor.done && beginsText(cursor) && !this.isKeyWithoutColon();) {
      this.drop(this.noPair());
    }
    if (cursor.done) return undefined;
    const node = this.value(-1, false, 0);
    if (cursor.done) return node;
    if (node.kind === 'scalar' && node.unknown === UNREADABLE) return this.root();
    this.note(this.misplaced());
    return node;
  }

  protected override skip(): boolean {
    const { cursor } = this;
    for (;;) {
      if (this.faults > FAULT_LIMIT) cursor.moveTo(cursor.text.length, cursor.text.length);
      let fresh: boolean;
      try {
        fresh = cursor.skip();
      } catch (error) {
        this.passTabbedLine(asFault(error));
        continue;
      }
      if (!fresh || !this.placeholders?.opensAt(cursor.text, cursor.pos)) return fresh;
      const action = readActionLine(cursor.text, cursor.pos, this.placeholders);
      if (!action) return fresh;
      this.template.pass(action, cursor.column);
      cursor.moveToLineOf(action.end);
    }
  }

  protected override value(parent: number, inMap: boolean, nothingAt: number): YamlNode {
    const { cursor } = this;
    const fresh = this.passInterruption(parent, inMap);
    const start = cursor.pos;
    const line = cursor.lineStart;
    const depth = this.levels.length;
    const below = cursor.column > parent || (inMap && cursor.column === parent && cursor.atDash());
    const written = !fresh || (!cursor.done && below);
    const filledIn =
      fresh &&
      this.template.takeHoles((column) => column > parent || (!written && inMap && column === parent));
    if (filledIn && !written) {
      return this.scalar(
        { start: nothingAt, end: nothingAt, text: '', style: 'plain' },
        undefined,
        FILLED_IN,
      );
    }
    try {
      const node = super.value(parent, inMap, nothingAt);
      return filledIn ? { ...node, unknown: node.unknown ?? FILLED_IN } : node;
    } catch (error) {
      this.note(asFault(error));
      this.levels.length = depth;
      this.template.backTo(depth);
      cursor.moveTo(cursor.lineEnd(start), line);
      const end = cursor.trimmedEnd(start, cursor.pos);
      const raw: RawScalar = { start, end, text: cursor.text.slice(start, end), style: 'plain' };
      this.skip();
      return this.scalar(raw, undefined, this.placeholders?.within(raw.text) ? FILLED_IN : UNREADABLE);
    }
  }

  protected override below(parent: number, inMap: boolean, at: number, above?: ReadProperties): YamlNode {
    const { cursor } = this;
    const { pos, column } = cursor;
    const key = !cursor.done && column > parent && beginsText(cursor) ? this.keyWithoutColon() : undefined;
    return key ? this.map(pos, column, key, above) : super.below(parent, inMap, at, above);
  }

  protected override nextKey(): YamlScalar | undefined {
    const { cursor } = this;
    const level = this.levels.at(-1) as Level;
    for (;;) {
      this.template.between(level.column, cursor.done ? undefined : cursor.column);
      if (cursor.done) return undefined;
      const { column, pos, lineStart } = cursor;
      const isRoot = this.levels.length === 1 && looksLikeKey(cursor.text, pos);
      if (column < level.column && isRoot) {
        // The first line of the document is indented by mistake.
        this.note(this.misplaced());
        level.column = column;
      } else if (this.isSlip(level.column) && looksLikeKey(cursor.text, pos)) {
        this.note(this.misplaced());
      } else if (this.isLineUp(level.column) && looksLikeKey(cursor.text, pos)) {
        this.note(this.misplaced());
        level.column = column;
      } else if (column !== level.column) {
        if (this.dropStray(level.column)) continue;
        return undefined;
      }
      try {
        const key = this.key();
        this.troubled = false;
        return key;
      } catch (error) {
        cursor.moveTo(pos, lineStart);
        const key = this.keyWithoutColon();
        if (key) return key;
        this.drop(asFault(error));
      }
    }
  }

  protected override nextDash(_column: number, inMap: boolean): boolean {
    const { cursor } = this;
    const level = this.levels.at(-1) as Level;
    for (;;) {
      this.template.between(level.column, cursor.done ? undefined : cursor.column);
      if (cursor.done) return false;
      if (this.isSlip(level.column) && cursor.atDash()) {
        this.note(this.misplaced());
      } else if (cursor.column !== level.column) {
        if (this.dropStray(level.column)) continue;
        return false;
      }
      if (cursor.atDash()) {
        this.troubled = false;
        return true;
      }
      // Below a key, the next key ends the list; a dash without a blank does not.
      if (inMap && cursor.text.charAt(cursor.pos) !== '-') return false;
      this.drop(this.missingDash());
    }
  }

  protected override enter(level: Level): void {
    super.enter(level);
    this.template.enter();
  }

  protected override leave(): string | undefined {
    super.leave();
    return this.template.leave();
  }

  protected override forgottenAt(parent: number): () => boolean {
    const { cursor } = this;
    return () => {
      if (cursor.column > parent || cursor.done) return false;
      const isQuoted = '"\''.includes(cursor.text.charAt(cursor.pos));
      return cursor.atDash() || (!isQuoted && looksLikeKey(cursor.text, cursor.pos));
    };
  }

  protected override plainRest(first: RawScalar, parent: number): RawScalar {
    return readPlainRest(this.cursor, first, parent, this.placeholders, true);
  }

  protected override blockScalar(parent: number, properties: ReadProperties | undefined): YamlScalar {
    let unknown: string | undefined;
    const raw = readBlockScalar(this.cursor, parent, (indent) => {
      if (this.placeholders && passActions(this.cursor, indent, this.placeholders)) {
        unknown ??= FILLED_IN;
        return true;
      }
      const fault = passOutdented(this.cursor, indent, this.levels, unknown !== undefined);
      if (fault) this.note(fault);
      if (fault) unknown ??= UNREADABLE;
      return fault !== undefined;
    });
    return this.scalar(raw, properties, unknown);
  }

  /**
   * Moves to a value, over lines that are being typed between it and its key or dash. Says whether it stands below.
   */
  private passInterruption(parent: number, inMap: boolean): boolean {
    const { cursor } = this;
    const fresh = this.skip();
    const next = lineBelow(cursor);
    if (cursor.done) return fresh;
    if (fresh && cursor.column > parent) {
      this.passMisfits();
    } else if (fresh && inMap && cursor.column === parent && beginsText(cursor)) {
      // A key without a value, a word, and then what can be a value: the word came in between.
      if (next.column > parent && beginsStructure(next)) this.drop(this.noPair());
    } else if (!fresh && !inMap && beginsText(cursor) && this.nextFits(looksLikeKey)) {
      // The key of an item's first pair is being typed, and another pair stands below.
      this.drop(this.noPair());
      return true;
    }
    return fresh;
  }

  /**
   * Leaves out lines at the beginning of a block that cannot be a part of it, because the line below, in the same
   * column, begins a collection that they have no place in.
   */
  private passMisfits(): void {
    const { cursor } = this;
    while (!cursor.done) {
      const isMisfit = beginsText(cursor)
        ? this.nextFits(
            (text, at) => looksLikeKey(text, at) || (isDash(text, at) && !isWord(restOfLine(cursor))),
          )
        : /^-[^:]*$/.test(restOfLine(cursor)) && cursor.atDash() && this.nextFits(looksLikeKey);
      if (!isMisfit) return;
      this.drop(this.noPair());
    }
  }

  /** Whether the next line begins in the column of the cursor and is as wanted. */
  private nextFits(fits: (text: string, at: number) => boolean): boolean {
    const next = lineBelow(this.cursor);
    return !next.done && next.column === this.cursor.column && fits(next.text, next.pos);
  }

  /**
   * Leaves out the line at the cursor, which does not stand in the column of the innermost collection, unless that
   * collection is over. Whether it did.
   */
  private dropStray(column: number): boolean {
    const { cursor } = this;
    if (cursor.column < column) {
      const { column: outer, kind } = this.levels.at(-2) ?? { column: -1, kind: 'map' };
      const interrupts = this.interrupts();
      const isSlip = this.isSlip(outer) && (kind === 'map' ? this.holdsOnly(column) : cursor.atDash());
      const isOver = cursor.column <= outer || isSlip;
      if (!interrupts && this.levels.length > 1 && isOver) return false;
      this.drop(this.misplaced(), !interrupts);
    } else {
      this.drop(this.misplaced());
    }
    return true;
  }

  /**
   * Whether the line at the cursor is a single blank further right than a collection, which is no one's intention but
   * where all blocks are indented by one.
   */
  private isSlip(column: number): boolean {
    if (this.cursor.column !== column + 1) return false;
    this.indentsByOne ??= (this.cursor.text.match(/^ (?=[^ \t\r\n#])/gm)?.length ?? 0) > 2;
    return !this.indentsByOne;
  }

  /** Whether the line at the cursor is a blank further left than a collection and can be a part of no other one. */
  private isLineUp(column: number): boolean {
    const outer = this.levels.at(-2)?.column ?? -1;
    return this.cursor.column === column - 1 && this.cursor.column > outer + 1 && this.levels.length > 1;
  }

  /** Whether the line at the cursor opens a block that is not indented more than a column. */
  private holdsOnly(column: number): boolean {
    const next = lineBelow(this.cursor);
    return restOfLine(this.cursor).endsWith(':') && next.column > this.cursor.column && next.column <= column;
  }

  /**
   * Whether the line at the cursor stands further left than the block around it and the block goes on below: a line
   * that can hold nothing, before one that lines up with a block at least two levels further in. With one level, the
   * line below could as well be what is left of another block.
   */
  private interrupts(): boolean {
    const { cursor, levels } = this;
    if (cursor.atDash() || /:$|[|>][-+\d]*$/.test(restOfLine(cursor))) return false;
    const next = lineBelow(cursor);
    const inner = levels.findIndex(({ column }) => column > cursor.column);
    if (next.done || inner < 0 || levels[inner]?.column === next.column) return false;
    return levels
      .slice(inner + 1)
      .some(
        ({ column, kind }) =>
          column === next.column && (kind === 'map' ? beginsStructure(next) : next.atDash()),
      );
  }

  /**
   * Reads a word that can only be a key whose colon is not typed yet, because something that is no text stands below
   * it. Leaves the cursor where it is otherwise.
   */
  private keyWithoutColon(): YamlScalar | undefined {
    if (!this.isKeyWithoutColon()) return undefined;
    const raw = readPlainLine(this.cursor, this.placeholders);
    this.note(new Fault(raw.start, raw.end, 'A ":" is missing behind this key.'));
    return this.scalar(raw);
  }

  private isKeyWithoutColon(): boolean {
    const { cursor } = this;
    if (!isWord(cursor.text.slice(cursor.pos, cursor.lineEnd()).trimEnd())) return false;
    const next = lineBelow(cursor);
    if (next.done || next.column < cursor.column) return false;
    return next.column > cursor.column ? beginsStructure(next) : next.atDash();
  }

  /** Leaves out the line at the cursor; `children`: and, if it opens a block, what is indented below it. */
  private drop(fault: Fault, children = false): void {
    const { cursor } = this;
    const { column } = cursor;
    const opens = cursor.atDash() || restOfLine(cursor).endsWith(':');
    this.note(fault);
    cursor.pos = cursor.lineEnd();
    this.skip();
    if (children && opens) this.dropBlock(column + 1);
  }

  /** Leaves out the lines at the cursor that are indented at least to a column. */
  private dropBlock(least: number): void {
    const { cursor } = this;
    while (!cursor.done && cursor.column >= least) {
      cursor.pos = cursor.lineEnd();
      this.skip();
    }
  }

  /** Leaves out a line that a tab indents, and the block below it: no one can say which column it stands in. */
  private passTabbedLine(fault: Fault): void {
    const { cursor } = this;
    const isItem = cursor.atDash();
    const opens = isItem || restOfLine(cursor).endsWith(':');
    const below = lineBelow(cursor);
    this.note(fault);
    cursor.pos = cursor.lineEnd();
    if (opens && !below.done && !(isItem && below.atDash())) this.dropBlock(below.column);
  }

  private note(fault: Fault): void {
    this.faults++;
    this.sawPlaceholder ||= fault.kind === 'template' || hasPlaceholder(this.cursor.lineAround(fault.start));
    const told = this.builder.problems.filter(({ severity }) => severity === 'error').length;
    if (!this.placeholders && !this.troubled && told < TOLD) {
      this.builder.report(this.builder.at(fault.start, fault.end), fault.message);
    }
    this.troubled = true;
  }

  private noPair(): Fault {
    return this.atLine('This line is neither a "key: value" pair nor a list item.');
  }
}

/** Rethrows what is no fault of the document. */
function asFault(error: unknown): Fault {
  if (error instanceof Fault) return error;
  throw error;
}
