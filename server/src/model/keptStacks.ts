import { remembered } from '../build/remembered';
import type { Stack } from '../build/stack';
import type { WorkspaceFiles } from '../build/workspaceFiles';
import { KeptStack } from './keptStack';
import { Neighbours } from './neighbours';
import type { StackInput } from './stackInput';
import type { StackModel } from './stackModel';

export type StacksInput = Pick<StackInput, 'apps' | 'images' | 'hints' | 'externalServices'>;

/** All stacks of a workspace and what they mean, kept up to date: what no change concerns is not looked at. */
export class KeptStacks {
  private readonly neighbours = new Neighbours();
  private stacks: readonly KeptStack[] = [];
  /** Those that are made of manifests as they stand. */
  private plain: readonly KeptStack[] = [];
  private unsettled: KeptStack[] = [];
  /** What the search for Laravel takes from the apps. */
  private names = '';
  private hints: StackInput['hints'] | undefined;
  private known: readonly StackModel[] = [];

  /** The model of each stack: the one of before when nothing has changed that it was made of, and the same list of them. */
  models(files: WorkspaceFiles, stacks: readonly Stack[], input: StacksInput): readonly StackModel[] {
    const kept = this.kept(files, stacks);
    const isNew = kept !== this.stacks;
    if (isNew) this.take(kept);
    const changed = this.settle(files, input, isNew);
    this.neighbours.set(kept, changed);
    const everything = isNew || this.hints !== input.hints;
    let models: StackModel[] | undefined;
    kept.forEach((stack, order) => {
      if (!everything && !stack.runsLaravel && this.known[order]?.workloads.length === 0) return;
      const model = stack.model(files, String(order), { ...input, neighbours: this.neighbours });
      if (model !== this.known[order]) (models ??= [...this.known])[order] = model;
    });
    if (models) this.known = models;
    // Only now: what is interrupted is taken up again from the beginning.
    this.hints = input.hints;
    return this.known;
  }

  private kept(files: WorkspaceFiles, stacks: readonly Stack[]): readonly KeptStack[] {
    const whenUnsettled = (stack: KeptStack): void => void this.unsettled.push(stack);
    return remembered(files, 'kept stacks', [stacks], (tracked) =>
      stacks.map((stack, order) =>
        remembered(tracked, `kept ${order}`, [stack], () => new KeptStack(stack, files, whenUnsettled)),
      ),
    );
  }

  private take(kept: readonly KeptStack[]): void {
    this.stacks = kept;
    this.plain = kept.filter(({ stack }) => stack.manifests !== undefined);
    this.known = [];
    this.unsettled = kept.filter(({ isUnsettled }) => isUnsettled);
  }

  /** Takes in what has changed; true when a Service has another name, or a stack began or ceased to run Laravel. */
  private settle(files: WorkspaceFiles, { apps }: StacksInput, isNew: boolean): boolean {
    let changed = isNew;
    const before = new Map<KeptStack, boolean>();
    for (const each of this.plain) {
      before.set(each, each.runsLaravel);
      if (each.takeChanges(files)) changed = true;
      if (each.isUnsettled) this.unsettled.push(each);
    }
    const names = JSON.stringify(apps.map(({ root, composer }) => [root, composer?.name]));
    if (names !== this.names) {
      this.names = names;
      for (const each of this.stacks) {
        each.unsettle();
        this.unsettled.push(each);
      }
    }
    // Which is in it twice has nothing left to look at the second time.
    for (const each of this.unsettled) {
      const ranLaravel = before.get(each) ?? each.runsLaravel;
      each.settle(apps);
      before.delete(each);
      if (ranLaravel !== each.runsLaravel) changed = true;
    }
    this.unsettled = [];
    for (const [each, ranLaravel] of before) if (ranLaravel !== each.runsLaravel) changed = true;
    return changed;
  }
}
