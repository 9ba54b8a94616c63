import { DEPTH_LIMIT } from './checkDepth';
import { COLON, Cursor, endsToken } from './cursor';
import { Fault } from './fault';
import { FILLED_IN } from './placeholders';
import type { Placeholders } from './placeholders';
import { readBlockScalar } from './readBlockScalar';
import { readFlow, tooDeep } from './readFlow';
import { checkPlainStart, readPlainLine, readPlainRest } from './readPlain';
import { readAlias, readProperties } from './readProperties';
import type { ReadProperties } from './readProperties';
import { readQuoted } from './readQuoted';
import type { RawScalar } from './treeBuilder';
import { TreeBuilder } from './treeBuilder';
import type { YamlMap, YamlNode, YamlPair, YamlProblem, YamlScalar, YamlSequence } from './tree';

export interface ReadTree {
  readonly root?: YamlNode;
  readonly problems: readonly YamlProblem[];
}

/** A stretch of a file that is one document. */
export interface DocumentText {
  readonly file: string;
  readonly text: string;
  /** Where the text begins in the file. */
  readonly offset: number;
  /** The column where the text begins: not 0 when a `---` stands before it. */
  readonly column: number;
}

/** A block collection that is being read. */
export interface Level {
  column: number;
  readonly kind: 'map' | 'sequence';
}

/**
 * Reads one document in a single pass, at some ten times the speed of the `yaml` package, by the rules of libyaml: the
 * ancestor of what Kubernetes reads YAML with. Throws a {@link Fault} at the first thing that is malformed, or legal and
 * so rare that it is left to that package.
 */
export class BlockReader {
  protected readonly cursor: Cursor;
  protected readonly builder: TreeBuilder;
  /** The block collections that are being read, the outermost first. */
  protected readonly levels: Level[] = [];
  /** Where the node that was read last ends; an alias, not what it names. */
  protected end = 0;

  constructor(
    document: DocumentText,
    protected readonly placeholders?: Placeholders,
  ) {
    this.cursor = new Cursor(document.text, -document.column);
    this.builder = new TreeBuilder(document.file, document.offset, document.text);
  }

  read(): ReadTree {
    this.skip();
    const root = this.cursor.done ? undefined : this.root();
    const { problems } = this.builder;
    return root ? { root, problems } : { problems };
  }

  protected root(): YamlNode | undefined {
    const node = this.value(-1, false, 0);
    if (!this.cursor.done) throw this.misplaced();
    return node;
  }

  /** Moves to the next content; whether it is the first of its line. */
  protected skip(): boolean {
    return this.cursor.skip();
  }

  /**
   * Reads the value of a pair or an item, on this line or below, and moves to the content behind it, which begins
   * a line. `parent` is the column of the pair or the dash.
   */
  protected value(parent: number, inMap: boolean, nothingAt: number): YamlNode {
    const { cursor } = this;
    const fresh = this.skip();
    const node =
      fresh || cursor.done ? this.below(parent, inMap, nothingAt) : this.node(parent, inMap, !inMap);
    if (!this.skip() && !cursor.done) throw this.trailing();
    return node;
  }

  /** Reads the next key of the map at a column, with its colon; undefined when the map is over. */
  protected nextKey(column: number): YamlScalar | undefined {
    if (this.cursor.done || this.cursor.column < column) return undefined;
    if (this.cursor.column > column) throw this.misplaced();
    return this.key();
  }

  /** Whether another item of the sequence at a column follows. `inMap`: its dashes stand below the map's keys. */
  protected nextDash(column: number, inMap: boolean): boolean {
    const { cursor } = this;
    if (cursor.done || cursor.column < column) return false;
    if (cursor.column > column) throw this.misplaced();
    if (cursor.atDash()) return true;
    if (inMap) return false;
    throw this.atLine(
      'A "- " is missing at the beginning of this line, or the line is not indented rightly.',
    );
  }

  protected key(): YamlScalar {
    const { cursor } = this;
    if (cursor.atDash())
      throw this.atLine('A list item ("- …") stands where a "key: value" pair is expected.');
    const line = cursor.lineStart;
    const own = readProperties(cursor);
    const code = cursor.code();
    let raw: RawScalar;
    if (code === 0x22 || code === 0x27) {
      raw = readQuoted(cursor, this.placeholders, this.forgottenAt(cursor.column));
    } else {
      checkPlainStart(cursor, this.placeholders);
      if (code === 0x2a) throw this.atLine('An alias cannot be a key here.', 'exotic');
      raw = readPlainLine(cursor, this.placeholders);
    }
    if (line !== cursor.lineStart || !cursor.atColon()) {
      const message =
        'This line is no "key: value" pair: a ":" is missing, or it has to be indented to belong to the value above.';
      throw new Fault(raw.start, cursor.lineStart === line ? raw.end : cursor.lineEnd(raw.start), message);
    }
    cursor.pos++;
    return this.scalar(raw, own);
  }

  /** Reads what stands below a key, a dash or an anchor. */
  protected below(parent: number, inMap: boolean, nothingAt: number, above?: ReadProperties): YamlNode {
    const { cursor } = this;
    if (!cursor.done) {
      if (cursor.column > parent) return this.node(parent, inMap, true, above);
      if (inMap && cursor.column === parent && cursor.atDash()) return this.sequence(true, above);
    }
    this.end = nothingAt;
    return this.builder.nothing(nothingAt, above);
  }

  /**
   * Reads the node at the cursor. `compact`: a block collection may begin here. `above`: what was said about the node
   * on a line before.
   */
  protected node(parent: number, inMap: boolean, compact: boolean, above?: ReadProperties): YamlNode {
    const { cursor } = this;
    if (compact && cursor.atDash()) return this.sequence(false, above);
    const start = cursor.pos;
    const column = cursor.column;
    const line = cursor.lineStart;
    const own = readProperties(cursor);
    if (own && (this.skip() || cursor.done)) {
      if (above) throw this.atLine('This value has two anchors or tags.', 'exotic');
      return this.below(parent, inMap, own.end, own);
    }
    const properties = own ?? above;
    const code = cursor.code();
    let key: RawScalar | undefined;
    let node: YamlNode | undefined;
    if (this.placeholders?.opensAt(cursor.text, cursor.pos)) {
      key = readPlainLine(cursor, this.placeholders);
    } else if (code === 0x22 || code === 0x27) {
      key = readQuoted(cursor, this.placeholders, this.forgottenAt(parent));
      if (!compact || cursor.lineStart !== line || !cursor.atColon()) return this.scalar(key, properties);
    } else if (code === 0x7c || code === 0x3e) {
      return this.blockScalar(parent, properties);
    } else if (code === 0x5b || code === 0x7b) {
      node = this.flow(parent, properties);
    } else if (code === 0x2a) {
      node = readAlias(cursor, this.builder, own);
      this.end = cursor.pos;
    } else {
      checkPlainStart(cursor, this.placeholders);
      key = readPlainLine(cursor, this.placeholders);
    }
    if (key && cursor.code() === COLON) {
      if (!compact) throw this.secondColon();
      cursor.pos++;
      return this.map(start, column, this.scalar(key, own), above);
    }
    if (node && compact && cursor.lineStart === line && cursor.atColon()) {
      throw this.atLine('A key has to be a plain name, not a list or a map.', 'exotic');
    }
    if (own && above) throw this.atLine('This value has two anchors or tags.', 'exotic');
    return node ?? this.scalar(this.plainRest(key as RawScalar, parent), properties);
  }

  protected plainRest(first: RawScalar, parent: number): RawScalar {
    return readPlainRest(this.cursor, first, parent, this.placeholders, false);
  }

  protected map(start: number, column: number, firstKey: YamlScalar, above?: ReadProperties): YamlMap {
    const before = this.builder.open(above);
    const pairs: YamlPair[] = [];
    const level: Level = { column, kind: 'map' };
    this.enter(level);
    for (let key: YamlScalar | undefined = firstKey; key; key = this.nextKey(level.column)) {
      pairs.push({ key, value: this.value(level.column, true, this.cursor.pos) });
    }
    const unknown = this.leave();
    return this.builder.map(
      start,
      this.end,
      { pairs, flow: false, indent: level.column },
      before,
      above,
      unknown,
    );
  }

  protected sequence(inMap: boolean, above?: ReadProperties): YamlSequence {
    const start = this.cursor.pos;
    const { column } = this.cursor;
    const before = this.builder.open(above);
    const items: YamlNode[] = [];
    this.enter({ column, kind: 'sequence' });
    do items.push(this.value(column, false, ++this.cursor.pos));
    while (this.nextDash(column, inMap));
    const unknown = this.leave();
    return this.builder.sequence(
      start,
      this.end,
      { items, flow: false, indent: column },
      before,
      above,
      unknown,
    );
  }

  protected blockScalar(parent: number, properties: ReadProperties | undefined): YamlScalar {
    return this.scalar(readBlockScalar(this.cursor, parent), properties);
  }

  protected scalar(raw: RawScalar, properties?: ReadProperties, unknown?: string): YamlScalar {
    this.end = raw.end;
    const filledIn = this.placeholders?.within(raw.text) ? FILLED_IN : undefined;
    return this.builder.scalar(raw, properties, unknown ?? filledIn);
  }

  protected enter(level: Level): void {
    if (this.levels.length >= DEPTH_LIMIT) throw tooDeep(this.cursor.pos);
    this.levels.push(level);
  }

  /** Says why the collection that is over is unknown, if it is. */
  protected leave(): string | undefined {
    this.levels.pop();
    return undefined;
  }

  /** Asked at the beginning of a line inside quotes or brackets whether their end must have been forgotten. */
  protected forgottenAt(_parent: number): (() => boolean) | undefined {
    return undefined;
  }

  private flow(parent: number, properties: ReadProperties | undefined): YamlNode {
    const { cursor, builder, placeholders } = this;
    if (cursor.code() === 0x7b && cursor.code(1) === 0x7b) {
      const message = 'A placeholder ("{{ … }}") has to be in quotes to be YAML.';
      throw new Fault(cursor.pos, cursor.lineEnd(), message, 'template');
    }
    const context = { cursor, builder, placeholders, lineEndsIt: this.forgottenAt(parent) };
    const node = readFlow(context, this.levels.length, properties);
    this.end = cursor.pos;
    return node;
  }

  protected atLine(message: string, kind?: Fault['kind']): Fault {
    const { cursor } = this;
    return new Fault(cursor.pos, cursor.trimmedEnd(cursor.pos, cursor.lineEnd()), message, kind);
  }

  protected missingDash(): Fault {
    return this.atLine(
      'A "- " is missing at the beginning of this line, or the line is not indented rightly.',
    );
  }

  protected misplaced(): Fault {
    return this.atLine('The indentation of this line fits no line above it.');
  }

  private trailing(): Fault {
    const { cursor } = this;
    if (cursor.code() === COLON && endsToken(cursor.code(1))) return this.secondColon();
    return this.atLine('More text stands here behind a value that is complete.');
  }

  private secondColon(): Fault {
    return this.atLine('A second ": " stands on this line; a value that holds ": " has to be in quotes.');
  }
}
