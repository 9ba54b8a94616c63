import { readActionLine } from './actionLine';
import { BlockReader } from './blockReader';
import type { DocumentText, Level } from './blockReader';
import { endsLine } from './cursor';
import { Fault } from './fault';
import { looksLikeKey } from './looksLikeKey';
import { CONDITIONAL, FILLED_IN, hasPlaceholder } from './placeholders';
import type { Placeholders } from './placeholders';
import { readBlockScalar } from './readBlockScalar';
import { readPlainLine, readPlainRest } from './readPlain';
import type { ReadProperties } from './readProperties';
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
 * A line that cannot be read is left out; a value that cannot be read is unknown. What is read is never moved to
 * another place in the tree: a line whose indentation fits nothing is left out rather than given to a neighbour.
 */
export class TolerantReader extends BlockReader {
  /** Whether a fault was found where a template language has its placeholders. */
  sawPlaceholder = false;
  private faults = 0;
  /** Whether the last thing that was read is a fault: what follows it directly is not told. */
  private troubled = false;
  /** In how many conditions and loops of a template the cursor is. */
  private nesting = 0;
  /** Columns of what a template writes on lines of its own, since the last node. */
  private holes: number[] = [];
  /** One for each level: in how many conditions it began, and why it is unknown. */
  private readonly marks: { nesting: number; unknown?: string }[] = [];

  constructor(document: DocumentText, placeholders?: Placeholders) {
    super(document, placeholders);
  }

  protected override root(): YamlNode | undefined {
    const { cursor } = this;
    for (;;) {
      if (cursor.done) return undefined;
      if (!this.beginsText()) break;
      const start = cursor.pos;
      const key = this.keyWithoutColon();
      if (key) return this.map(start, start - cursor.lineStart, key);
      this.drop(this.noPair());
    }
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
        this.note(asFault(error));
        cursor.pos = cursor.lineEnd();
        continue;
      }
      if (!fresh || !this.placeholders?.opensAt(cursor.text, cursor.pos)) return fresh;
      const action = readActionLine(cursor.text, cursor.pos, this.placeholders);
      if (!action) return fresh;
      this.nesting += action.nesting;
      if (action.writes) this.holes.push(action.indent ?? cursor.column);
      cursor.moveToLineOf(action.end);
    }
  }

  protected override value(parent: number, inMap: boolean, nothingAt: number): YamlNode {
    const { cursor } = this;
    const fresh = this.skip();
    const start = cursor.pos;
    const line = cursor.lineStart;
    const depth = this.levels.length;
    const written =
      !fresh ||
      (!cursor.done && (cursor.column > parent || (inMap && cursor.column === parent && cursor.atDash())));
    const filledIn =
      fresh && this.takeHoles((column) => column > parent || (!written && inMap && column === parent));
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
      this.marks.length = depth;
      const end = cursor.lineEnd(start);
      cursor.moveTo(end, line);
      const raw = this.rawText(start, end);
      this.skip();
      return this.scalar(raw, undefined, this.placeholders?.within(raw.text) ? FILLED_IN : UNREADABLE);
    }
  }

  protected override nextKey(): YamlScalar | undefined {
    const { cursor } = this;
    const level = this.levels.at(-1) as Level;
    for (;;) {
      this.markLevel(level);
      if (cursor.done) return undefined;
      const { column, pos, lineStart } = cursor;
      if (column < level.column) {
        if (this.fitsOuterLevel()) return undefined;
        if (this.levels.length > 1 || !looksLikeKey(cursor.text, pos)) {
          this.drop(this.misplaced(), true);
          continue;
        }
        this.note(this.misplaced());
        level.column = column;
      } else if (column > level.column) {
        this.drop(this.misplaced());
        continue;
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
      this.markLevel(level);
      if (cursor.done) return false;
      if (cursor.column < level.column) {
        if (this.fitsOuterLevel()) return false;
        this.drop(this.misplaced(), true);
      } else if (cursor.column > level.column) {
        this.drop(this.misplaced());
      } else if (cursor.atDash()) {
        this.troubled = false;
        return true;
      } else if (inMap && cursor.text.charAt(cursor.pos) !== '-') {
        return false;
      } else {
        this.drop(
          this.atLine(
            'A "- " is missing at the beginning of this line, or the line is not indented rightly.',
          ),
        );
      }
    }
  }

  protected override enter(level: Level): void {
    super.enter(level);
    this.marks.push({ nesting: this.nesting });
  }

  protected override leave(): string | undefined {
    super.leave();
    return this.marks.pop()?.unknown;
  }

  protected override forgottenAt(parent: number): () => boolean {
    const { cursor } = this;
    return () => {
      if (cursor.column > parent || cursor.done) return false;
      const quoted = '"\''.includes(cursor.text.charAt(cursor.pos));
      return cursor.atDash() || (!quoted && looksLikeKey(cursor.text, cursor.pos));
    };
  }

  protected override plainRest(first: RawScalar, parent: number): RawScalar {
    return readPlainRest(this.cursor, first, parent, this.placeholders, true);
  }

  protected override blockScalar(parent: number, properties: ReadProperties | undefined): YamlScalar {
    let unknown: string | undefined;
    const raw = readBlockScalar(this.cursor, parent, (indent) => {
      const reason = this.passAction(indent)
        ? FILLED_IN
        : this.passOutdented(indent)
          ? UNREADABLE
          : undefined;
      unknown ??= reason;
      return reason !== undefined;
    });
    return this.scalar(raw, properties, unknown);
  }

  /** Moves over lines of a template that stand in a block scalar without being indented like it. */
  private passAction(indent: number): boolean {
    const { cursor, placeholders } = this;
    let at = cursor.pos;
    let writes = false;
    for (;;) {
      if (!placeholders?.opensAt(cursor.text, at)) break;
      const action = readActionLine(cursor.text, at, placeholders);
      if (!action) return false;
      writes ||= action.writes && (action.indent ?? indent) >= indent;
      at = contentFrom(cursor.text, action.end);
    }
    if (at === cursor.pos) return false;
    const next = cursor.copyAt(at);
    if (!writes && (next.done || next.column < indent)) return false;
    cursor.moveTo(next.lineStart, next.lineStart);
    return true;
  }

  /**
   * Moves over lines that are not indented enough for the block scalar that they are in, if lines follow that are: a
   * here-document in a script, say, whose lines were moved to the margin.
   */
  private passOutdented(indent: number): boolean {
    const { cursor } = this;
    const start = cursor.pos;
    let first: number | undefined;
    for (let at = start; at < cursor.text.length; at = contentFrom(cursor.text, cursor.lineEnd(at))) {
      const line = cursor.copyAt(at);
      if (line.column >= indent) {
        if (first === undefined) first = start;
        this.note(
          new Fault(
            first,
            cursor.trimmedEnd(first, cursor.lineEnd(first)),
            'This line is not indented like the block of text above it and ends that block, while more of it follows.',
          ),
        );
        cursor.moveTo(line.lineStart, line.lineStart);
        return true;
      }
      if (cursor.text.charAt(at) === '#') continue;
      if (this.isStructure(line.column, at)) return false;
      if (first === undefined && isWord(cursor.text.slice(at, cursor.lineEnd(at)).trimEnd())) return false;
      first ??= at;
    }
    return false;
  }

  /** Whether a line begins something that has a place at its column. */
  private isStructure(column: number, at: number): boolean {
    const { text } = this.cursor;
    const dash = text.charAt(at) === '-' && !(text.charCodeAt(at + 1) > 0x20);
    const levels = this.levels.filter((level) => level.column === column);
    return (
      levels.length > 0 && (dash || (levels.some(({ kind }) => kind === 'map') && looksLikeKey(text, at)))
    );
  }

  /**
   * Reads a word that can only be a key whose colon is not typed yet, because something that is no text stands below
   * it. Leaves the cursor where it is otherwise.
   */
  private keyWithoutColon(): YamlScalar | undefined {
    const { cursor } = this;
    const { pos, lineStart, column } = cursor;
    const raw = readPlainLine(cursor, this.placeholders);
    if (isWord(raw.text) && endsLine(cursor.code())) {
      const fresh = cursor.copyAt(contentFrom(cursor.text, cursor.pos));
      const below = fresh.column > column && (fresh.atDash() || looksLikeKey(fresh.text, fresh.pos));
      if (!fresh.done && (below || (fresh.column === column && fresh.atDash()))) {
        this.note(new Fault(raw.start, raw.end, 'A ":" is missing behind this key.'));
        return this.scalar(raw);
      }
    }
    cursor.moveTo(pos, lineStart);
    return undefined;
  }

  /** Whether the line at the cursor is text that can neither begin a collection nor be one. */
  private beginsText(): boolean {
    const { cursor } = this;
    const first = cursor.text.charAt(cursor.pos);
    return !cursor.atDash() && !'[{"\'|>&!*'.includes(first) && !looksLikeKey(cursor.text, cursor.pos);
  }

  /** Whether the line at the cursor may belong to a collection outside the innermost one. */
  private fitsOuterLevel(): boolean {
    return this.levels.length > 1 && this.cursor.column <= (this.levels.at(-2)?.column ?? -1);
  }

  /** Leaves out the line at the cursor; `children`: and, if it ends with a colon, what is indented below it. */
  private drop(fault: Fault, children = false): void {
    const { cursor } = this;
    const { column } = cursor;
    this.note(fault);
    const end = cursor.lineEnd();
    const opens = cursor.text.charAt(cursor.trimmedEnd(cursor.pos, end) - 1) === ':';
    cursor.pos = end;
    this.skip();
    while (children && opens && !cursor.done && cursor.column > column) {
      cursor.pos = cursor.lineEnd();
      this.skip();
    }
  }

  private note(fault: Fault): void {
    this.faults++;
    const { text } = this.cursor;
    this.sawPlaceholder ||= fault.kind === 'template' || hasPlaceholder(lineOf(text, fault.start));
    const told = this.builder.problems.filter(({ severity }) => severity === 'error').length;
    if (!this.placeholders && !this.troubled && told < TOLD) {
      this.builder.report(this.builder.at(fault.start, fault.end), fault.message);
    }
    this.troubled = true;
  }

  private markLevel({ column }: Level): void {
    const mark = this.marks.at(-1);
    if (!this.placeholders || !mark) return;
    if (this.takeHoles((hole) => hole >= column)) mark.unknown ??= FILLED_IN;
    const over = this.cursor.done || this.cursor.column < column;
    const changed = over ? this.nesting < mark.nesting : this.nesting !== mark.nesting;
    if (changed && !(this.cursor.done && this.marks.length === 1)) mark.unknown ??= CONDITIONAL;
  }

  private takeHoles(takes: (column: number) => boolean): boolean {
    const before = this.holes.length;
    if (before > 0) this.holes = this.holes.filter((column) => !takes(column));
    return this.holes.length < before;
  }

  private noPair(): Fault {
    return this.atLine('This line is no "key: value" pair.');
  }

  private rawText(start: number, lineEnd: number): RawScalar {
    const end = this.cursor.trimmedEnd(start, lineEnd);
    return { start, end, text: this.cursor.text.slice(start, end), style: 'plain' };
  }
}

/** Rethrows what is no fault of the document. */
function asFault(error: unknown): Fault {
  if (error instanceof Fault) return error;
  throw error;
}

function isWord(text: string): boolean {
  return /^[A-Za-z_][\w./-]*$/.test(text);
}

/** The next content behind the end of a line. */
function contentFrom(text: string, lineEnd: number): number {
  let at = lineEnd;
  while (at < text.length && ' \t\r\n'.includes(text.charAt(at))) at++;
  return at;
}

function lineOf(text: string, at: number): string {
  let start = at;
  while (start > 0 && !endsLine(text.charCodeAt(start - 1))) start--;
  let end = at;
  while (!endsLine(text.charCodeAt(end))) end++;
  return text.slice(start, end);
}
