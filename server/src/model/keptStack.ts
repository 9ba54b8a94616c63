import type { LaravelApp } from '../build/laravelApps';
import { Reader, sameValues } from '../build/reader';
import { remembered } from '../build/remembered';
import type { Stack } from '../build/stack';
import type { WorkspaceFiles } from '../build/workspaceFiles';
import type { KubernetesObject } from '../formats/kubernetes/facts';
import { appOf } from './appOf';
import { laravelContainer, type LaravelContainer } from './laravelContainer';
import { modelWorkload } from './modelWorkload';
import type { Neighbour } from './neighbours';
import { ObjectIndex } from './objectIndex';
import { StackIndex, type ObjectOf } from './stackIndex';
import type { StackInput } from './stackInput';
import type { LaravelWorkload, StackModel } from './stackModel';

/** A workload of the stack, and whether it runs Laravel as far as that is known. */
interface Candidate {
  readonly object: ObjectOf<'workload'>;
  readonly part: number;
  position: number;
  found?: LaravelContainer | undefined;
  reader?: Reader | undefined;
  isGone?: boolean;
}

/**
 * One stack and what its objects mean, kept up to date: a change of one file is a change of its objects, and only workloads
 * that looked one of them up are modelled anew.
 */
export class KeptStack implements Neighbour {
  readonly index: StackIndex;
  private readonly partOf: ReadonlyMap<string, number>;
  private readonly candidates: Candidate[][] = [];
  /** Those that are to be looked at. */
  private unseen: Candidate[] = [];
  /** Those that run Laravel, in the order of the stack. */
  private laravel: readonly Candidate[] = [];
  private changes = 0;
  private known: StackModel | undefined;

  constructor(
    readonly stack: Stack,
    files: WorkspaceFiles,
    private readonly whenUnsettled: (stack: KeptStack) => void,
  ) {
    const { manifests } = stack;
    this.partOf = new Map(manifests?.map((file, part) => [file, part]));
    const parts = manifests ? manifests.map((file) => files.objects(file)) : [stack.objects];
    this.index = new StackIndex(new ObjectIndex(parts));
    this.changes = files.changes?.count ?? 0;
    parts.forEach((objects, part) => this.enter(part, objects));
  }

  get runsLaravel(): boolean {
    return this.laravel.length > 0;
  }

  /** Whether some workload is to be looked at (again). */
  get isUnsettled(): boolean {
    return this.unseen.length > 0;
  }

  /** All workloads are to be looked at again. */
  unsettle(): void {
    this.unseen = this.candidates.flat();
  }

  /** Finds out which of the unseen workloads run Laravel. */
  settle(apps: readonly LaravelApp[]): void {
    if (!this.isUnsettled) return;
    for (const each of this.unseen) if (!each.isGone) this.look(each, apps);
    this.laravel = inOrder(new Set([...this.laravel, ...this.unseen]));
    this.unseen = [];
  }

  /** What the stack means; the same model as long as nothing has changed that it rests on. */
  model(files: WorkspaceFiles, key: string, input: Omit<StackInput, 'files' | 'stack'>): StackModel {
    const { stack, index, known } = this;
    const workloads = this.laravel.map((each) => this.workload(files, key, each, input));
    const same = known?.hints === input.hints && sameValues(known.workloads, workloads);
    return (this.known = same ? known : { stack, index, hints: input.hints, workloads });
  }

  private workload(
    files: WorkspaceFiles,
    key: string,
    { object, part, position, found }: Candidate,
    input: Omit<StackInput, 'files' | 'stack'>,
  ): LaravelWorkload {
    const { apps, images, hints, externalServices, neighbours } = input;
    const { container, evidence } = found as LaravelContainer;
    const app = appOf(apps, object, container);
    const inputs = [this, object, container, evidence, app, images, hints, neighbours, ...externalServices];
    return remembered(files, `workload ${key} ${part} ${position}`, inputs, (tracked) =>
      modelWorkload({
        ...input,
        files: tracked,
        stack: this.stack,
        index: this.index.seenBy(tracked.reader),
        object,
        container,
        evidence,
        ...(app && { app }),
      }),
    );
  }

  /** Takes in the changes of its manifests; true when a Service has another name. */
  takeChanges(files: WorkspaceFiles): boolean {
    const { changes } = files;
    if (!changes || changes.count === this.changes) return false;
    let renamed = false;
    for (const path of changes.since(this.changes)) {
      const part = this.partOf.get(path);
      if (part === undefined) continue;
      const old = this.index.objects.part(part);
      const objects = files.objects(path);
      if (objects === old) continue;
      renamed ||= serviceNames(old) !== serviceNames(objects);
      this.index.objects.replace(part, objects);
      this.enter(part, objects);
    }
    this.changes = changes.count;
    return renamed;
  }

  /** What has been looked at already and is the same object still is left as it is. */
  private enter(part: number, objects: readonly KubernetesObject[]): void {
    const before = new Map(this.candidates[part]?.map((each) => [each.object, each]));
    this.candidates[part] = objects.flatMap((each, position): Candidate[] => {
      if (each.details.type !== 'workload') return [];
      const object = each as ObjectOf<'workload'>;
      const known = before.get(object);
      before.delete(object);
      if (known) known.position = position;
      const candidate = known ?? { object, part, position };
      if (!known) this.unseen.push(candidate);
      return [candidate];
    });
    for (const gone of before.values()) this.leave(gone);
    if (this.laravel.some(({ part: own }) => own === part)) this.laravel = inOrder(this.laravel);
  }

  private leave(candidate: Candidate): void {
    candidate.reader?.retire();
    candidate.isGone = true;
  }

  private look(candidate: Candidate, apps: readonly LaravelApp[]): void {
    candidate.reader?.retire();
    const reader = new Reader(() => {
      this.unseen.push(candidate);
      this.whenUnsettled(this);
    });
    const found = laravelContainer(this.index.seenBy(reader), candidate.object, apps);
    const before = candidate.found;
    const same = before?.container === found?.container && before?.evidence === found?.evidence;
    if (!same) candidate.found = found;
    candidate.reader = reader;
  }
}

function inOrder(candidates: Iterable<Candidate>): readonly Candidate[] {
  return [...candidates]
    .filter(({ found, isGone }) => found && !isGone)
    .sort((a, b) => a.part - b.part || a.position - b.position);
}

function serviceNames(objects: readonly KubernetesObject[]): string {
  return objects
    .flatMap(({ details, name, namespace }) =>
      details.type === 'service' ? `${name.value}/${namespace?.value ?? ''}` : [],
    )
    .join('\n');
}
