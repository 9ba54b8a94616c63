/**
 * Groups plain manifests into stacks: what one person would apply together.
 *
 * Two files exclude each other when their paths name different environments (`dev/`, `prod/`), or when they define the
 * same object in different directories or for different environments. A stack is a largest set of files without such a
 * pair, grown from each directory that is part of one, nearest files first; files that exclude nobody are in every stack.
 * Copies of an object in one directory (`app.yaml`, `app-fixed.yaml`) are alternatives inside one stack.
 */
import type { KubernetesObject } from '../../formats/kubernetes/facts';
import type { Stack } from '../stack';
import { gathered, remembered, sameList } from '../remembered';
import type { FileFact, WorkspaceFiles } from '../workspaceFiles';
import { environmentName } from './environmentName';

interface Manifest {
  readonly file: string;
  readonly directory: string;
  readonly steps: readonly string[];
  readonly environment: string | undefined;
  readonly ids: readonly string[];
}

/** The files of one stack. */
interface Group {
  readonly members: readonly Manifest[];
  readonly directory: string;
  readonly seed?: Seed;
}

/** The stacks of all manifests that are not part of a kustomization or a chart (`elsewhere`). */
export function plainStacks(files: WorkspaceFiles, elsewhere: ReadonlySet<string>): readonly Stack[] {
  const ids = gathered(files, IDS);
  return remembered(files, 'plain stacks', [ids, elsewhere], (tracked) => {
    const stacks = grouped(ids, elsewhere).map((group, order) => {
      const { members, directory, seed } = group;
      const inputs = [directory, seed?.environment, ...members.map(({ file }) => file)];
      return remembered(tracked, `plain ${order}`, inputs, () => stack(group));
    });
    return sameList(tracked, 'list of plain stacks', stacks);
  });
}

function grouped(ids: ReadonlyMap<string, readonly string[]>, elsewhere: ReadonlySet<string>): Group[] {
  const manifests = [...ids].flatMap(([file, own]) => (elsewhere.has(file) ? [] : [manifest(file, own)]));
  if (manifests.length === 0) return [];
  const excluding = excludingOthers(manifests);
  if (excluding.size === 0) {
    return [{ members: manifests, directory: commonDirectory(manifests.map((each) => each.directory)) }];
  }
  const seeds = new Map<string, Seed>();
  for (const { directory, steps, environment } of excluding)
    seeds.set(`${directory}\n${environment ?? ''}`, { directory, steps, environment });
  // All others go with everything, and are in every stack.
  const choosy = manifests.filter((each) => each.environment !== undefined || excluding.has(each));
  const isChoosy = new Set(choosy);
  const groups = new Map<string, Group>();
  for (const seed of seeds.values()) {
    const grown = grow(seed, choosy);
    const key = choosy.map((each) => (grown.has(each) ? '+' : '-')).join('');
    if (groups.has(key)) continue;
    const members = manifests.filter((each) => !isChoosy.has(each) || grown.has(each));
    groups.set(key, { members, directory: seed.directory, seed });
  }
  return [...groups.values()];
}

/** The objects by which a file excludes others; absent where it holds none at all. */
export const IDS: FileFact<readonly string[] | undefined> = {
  name: 'ids',
  concerns: (path) => /\.ya?ml$/i.test(path),
  of(files, path) {
    const objects = files.objects(path);
    if (objects.length === 0) return undefined;
    return objects.filter((object) => !SHARED_KINDS.has(object.kind)).map(objectId);
  },
};

function manifest(file: string, ids: readonly string[]): Manifest {
  const steps = file.split('/').slice(0, -1);
  return { file, directory: steps.join('/'), steps, environment: environmentName(file), ids };
}

/** Kinds that several sets of manifests may well repeat without being copies of each other. */
const SHARED_KINDS: ReadonlySet<string> = new Set([
  'Namespace',
  'CustomResourceDefinition',
  'ClusterRole',
  'ClusterRoleBinding',
  'StorageClass',
  'PersistentVolume',
  'IngressClass',
  'GatewayClass',
  'ClusterIssuer',
  'PriorityClass',
  'ServiceAccount',
]);

/** What makes two objects copies of one: kind, namespace as written, and name. */
export function objectId(object: KubernetesObject): string {
  return `${object.kind}/${object.namespace?.value ?? ''}/${object.name.value}`;
}

interface Seed {
  readonly directory: string;
  /** Its parts. */
  readonly steps: readonly string[];
  readonly environment: string | undefined;
}

/** The files that exclude another one. */
function excludingOthers(manifests: readonly Manifest[]): ReadonlySet<Manifest> {
  const environments = new Set(manifests.flatMap((each) => each.environment ?? []));
  const owners = new Map<string, Manifest[]>();
  for (const each of manifests) {
    for (const id of new Set(each.ids)) {
      const list = owners.get(id);
      if (list) list.push(each);
      else owners.set(id, [each]);
    }
  }
  return new Set(
    manifests.filter(
      (each) =>
        (each.environment !== undefined && environments.size > 1) ||
        each.ids.some((id) => owners.get(id)?.some((other) => copies(each, other))),
    ),
  );
}

/** Whether two files that define one object are for different occasions, not alternatives side by side. */
function copies(a: Manifest, b: Manifest): boolean {
  return a.directory !== b.directory || a.environment !== b.environment;
}

/** The files that go with the seed: the nearest first, and then those that exclude none of them. */
function grow(seed: Seed, manifests: readonly Manifest[]): ReadonlySet<Manifest> {
  const nearest = manifests
    .map((each, order) => ({ each, order, distance: distance(seed, each) }))
    .sort((a, b) => a.distance - b.distance || a.order - b.order);
  let environment = seed.environment;
  const foreign = foreignEnvironments(seed, manifests);
  const owners = new Map<string, Manifest>();
  const members = new Set<Manifest>();
  for (const { each } of nearest) {
    if (environment !== undefined && each.environment !== undefined && each.environment !== environment)
      continue;
    if (each.environment !== undefined && foreign.has(each.environment)) continue;
    if (each.ids.some((id) => owners.has(id) && copies(owners.get(id) as Manifest, each))) continue;
    members.add(each);
    environment ??= each.environment;
    for (const id of each.ids) if (!owners.has(id)) owners.set(id, each);
  }
  return members;
}

/**
 * Environments that have their own version of what stands beside the seed, which belongs to none: the rest of them is meant
 * to go with that version.
 */
function foreignEnvironments(seed: Seed, manifests: readonly Manifest[]): ReadonlySet<string> {
  if (seed.environment !== undefined) return new Set();
  const beside = manifests.filter(
    (each) => each.directory === seed.directory && each.environment === undefined,
  );
  const own = new Set(beside.flatMap(({ ids }) => ids));
  return new Set(
    manifests.flatMap(({ environment, ids }) =>
      environment !== undefined && ids.some((id) => own.has(id)) ? [environment] : [],
    ),
  );
}

/** Directory steps from one to the other; files of the seed's own environment come before the rest of its directory. */
function distance(seed: Seed, each: Manifest): number {
  const from = seed.steps;
  const to = each.steps;
  let shared = 0;
  while (shared < from.length && from[shared] === to[shared]) shared++;
  const steps = from.length - shared + (to.length - shared);
  return steps * 2 + (each.environment === seed.environment ? 0 : 1);
}

function stack({ members, directory, seed }: Group): Stack {
  const ownName = seed?.environment !== undefined && environmentName(directory) !== seed.environment;
  const base = directory === '' ? '.' : directory;
  const manifests = members.map(({ file }) => file);
  return {
    name: ownName ? `${base} (${seed.environment})` : base,
    kind: 'plain',
    root: directory,
    objects: [],
    manifests,
    problems: [],
    reads: new Set(manifests),
    outside: [],
  };
}

function commonDirectory(directories: readonly string[]): string {
  const [first = '', ...rest] = directories;
  let parts = first.split('/');
  for (const directory of rest) {
    const other = directory.split('/');
    let shared = 0;
    while (shared < parts.length && parts[shared] === other[shared]) shared++;
    parts = parts.slice(0, shared);
  }
  return parts.join('/');
}
