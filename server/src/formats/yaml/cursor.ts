import { Fault } from './fault';

export const LF = 10;
export const CR = 13;
export const TAB = 9;
export const SPACE = 32;
export const HASH = 0x23;
export const COLON = 0x3a;
export const DASH = 0x2d;

/** Whether a character ends a token: white space, or NaN as `charCodeAt` says behind the text. */
export function endsToken(code: number): boolean {
  return !(code > SPACE);
}

/** Whether a character ends a line: LF, CR, or NaN as `charCodeAt` says behind the text. */
export function endsLine(code: number): boolean {
  return code === LF || code === CR || code !== code;
}

/**
 * A place in the text of one document, with what the readers of its parts need to know about the line it is in.
 * Offsets count from the beginning of the document.
 */
export class Cursor {
  pos = 0;
  /** Where the first content of the current line stands: the cursor is there before anything of the line was read. */
  private lineContent = 0;

  /** @param lineStart where the document's first line begins: before 0 when it has the `---` in it. */
  constructor(
    readonly text: string,
    public lineStart: number,
  ) {}

  get done(): boolean {
    return this.pos >= this.text.length;
  }

  get column(): number {
    return this.pos - this.lineStart;
  }

  /** NaN behind the end of the text. */
  code(ahead = 0): number {
    return this.text.charCodeAt(this.pos + ahead);
  }

  /** Whether nothing of the current line has been read yet. */
  get fresh(): boolean {
    return this.pos === this.lineContent;
  }

  /**
   * Moves to the next content, over white space, line breaks and comments. Says whether that content is the first of
   * its line. Tabs that indent block content are a fault, as they are for Kubernetes (libyaml).
   */
  skip(tabsAllowed = false): boolean {
    const { text } = this;
    let { pos } = this;
    let newLine = pos === this.lineStart;
    for (;;) {
      let code = text.charCodeAt(pos);
      while (code === SPACE) code = text.charCodeAt(++pos);
      if (code === TAB) {
        const tab = pos;
        while (code === SPACE || code === TAB) code = text.charCodeAt(++pos);
        if (newLine && !tabsAllowed && code > SPACE && code !== HASH) {
          this.pos = this.lineContent = pos;
          throw new Fault(tab, tab + 1, 'A tab indents this line; YAML takes only spaces.');
        }
      }
      if (code === HASH) {
        do code = text.charCodeAt(++pos);
        while (!endsLine(code));
      }
      if (code === CR && text.charCodeAt(pos + 1) === LF) pos++;
      else if (code !== LF && code !== CR) break;
      pos++;
      newLine = true;
      this.lineStart = pos;
    }
    this.pos = pos;
    if (newLine) this.lineContent = pos;
    return this.fresh;
  }

  /** Moves to the beginning of the next line, behind a line break that stands at the cursor. */
  passLineBreak(): void {
    if (this.code() === CR && this.code(1) === LF) this.pos++;
    if (!this.done) this.pos++;
    this.lineStart = this.pos;
  }

  /** Moves to another place of the text, in the line that begins at `lineStart`. */
  moveTo(pos: number, lineStart: number): void {
    this.pos = pos;
    this.lineStart = lineStart;
  }

  /** Moves to an offset further on and finds the line that it is in. */
  moveToLineOf(pos: number): void {
    this.moveTo(pos, this.lineOf(pos));
  }

  /** A cursor of its own at an offset, on content that begins a line. */
  copyAt(pos: number): Cursor {
    const copy = new Cursor(this.text, this.lineOf(pos));
    copy.pos = pos;
    return copy;
  }

  /** The line of an offset, or of a very long one the part around it. */
  lineAround(pos: number): string {
    const start = Math.max(this.lineOf(pos), pos - 1000);
    return this.text.slice(start, Math.min(this.lineEnd(pos), pos + 1000));
  }

  private lineOf(pos: number): number {
    let start = pos;
    while (start > 0 && !endsLine(this.text.charCodeAt(start - 1))) start--;
    return start;
  }

  /** Where the line of an offset ends, before its line break. */
  lineEnd(from = this.pos): number {
    let at = from;
    while (!endsLine(this.text.charCodeAt(at))) at++;
    return at;
  }

  /** The end of what is no white space between two offsets. */
  trimmedEnd(from: number, to: number): number {
    let end = to;
    while (end > from && endsToken(this.text.charCodeAt(end - 1))) end--;
    return end;
  }

  atDash(): boolean {
    return this.code() === DASH && endsToken(this.code(1));
  }

  /** Moves over blanks; whether a `:` that makes a key of what stands before it follows on this line. */
  atColon(): boolean {
    while (this.code() === SPACE || this.code() === TAB) this.pos++;
    return this.code() === COLON && endsToken(this.code(1));
  }
}
