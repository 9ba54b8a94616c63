import { CONDITIONAL, FILLED_IN } from './placeholders';
import type { ActionLine } from './actionLine';

/**
 * What the lines of a template that stand between those of its YAML do to the collections that are being read: a line
 * may write into one of them, and conditions and loops may begin or end inside.
 */
export class TemplateState {
  /** In how many conditions and loops the text is. */
  private nesting = 0;
  /** Columns of what is written on lines of its own, since the last node. */
  private holes: number[] = [];
  /** One for each collection that is being read, the outermost first. */
  private readonly levels: { readonly nesting: number; unknown?: string }[] = [];

  /** Takes note of a line of placeholders at a column. */
  pass(line: ActionLine, column: number): void {
    this.nesting += line.nesting;
    if (line.writes) this.holes.push(line.indent ?? column);
  }

  enter(): void {
    this.levels.push({ nesting: this.nesting });
  }

  /** Why the innermost collection, which is over, is unknown. */
  leave(): string | undefined {
    return this.levels.pop()?.unknown;
  }

  /** Forgets the collections beyond a depth: they could not be read. */
  backTo(depth: number): void {
    this.levels.length = Math.min(this.levels.length, depth);
  }

  /**
   * To be called between the entries of the innermost collection, which stands at `column`. `next` is the column of
   * what follows, undefined at the end of the document.
   */
  between(column: number, next: number | undefined): void {
    const level = this.levels.at(-1);
    if (!level) return;
    if (this.takeHoles((hole) => hole >= column)) level.unknown ??= FILLED_IN;
    // What opens behind the last entry belongs to an outer collection.
    const isOver = next === undefined || next < column;
    const changed = isOver ? this.nesting < level.nesting : this.nesting !== level.nesting;
    const isWholeDocument = next === undefined && this.levels.length === 1;
    if (changed && !isWholeDocument) level.unknown ??= CONDITIONAL;
  }

  /** Whether something was written at a column that is taken; it is not taken again. */
  takeHoles(takes: (column: number) => boolean): boolean {
    const before = this.holes.length;
    if (before > 0) this.holes = this.holes.filter((column) => !takes(column));
    return this.holes.length < before;
  }
}
