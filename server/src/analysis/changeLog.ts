import type { Changes } from '../build/workspaceFiles';

/** So many of the last changes are known one by one. */
const RECENT = 1000;

/** Which files have changed, and when. */
export class ChangeLog implements Changes {
  count = 0;
  private recent: string[] = [];
  /** By path: the number of its last change. */
  private readonly last = new Map<string, number>();

  add(path: string): void {
    this.last.set(path, ++this.count);
    this.recent.push(path);
    if (this.recent.length > 2 * RECENT) this.recent = this.recent.slice(RECENT);
  }

  /** A number that is another one after each change of the file. */
  lastOf(path: string): number {
    return this.last.get(path) ?? 0;
  }

  since(count: number): readonly string[] {
    const missed = this.count - count;
    if (missed <= this.recent.length) return this.recent.slice(this.recent.length - missed);
    return [...this.last].flatMap(([path, number]) => (number > count ? path : []));
  }
}
