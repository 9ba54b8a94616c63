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
import { factOf, remembered } from '../remembered';
import type { FileFact, WorkspaceFiles } from '../workspaceFiles';
import { environmentName } from './environmentName';

interface Manifest {
  readonly file: string;
  readonly directory: string;
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
export function plainStacks(files: WorkspaceFiles, elsewhere: ReadonlySet<string>): Stack[] {
  const groups = remembered(files, 'plain groups', [elsewhere], (tracked) => grouped(tracked, elsewhere));
  return groups.map((group, order) =>
    remembered(files, `plain ${order}`, [group], (tracked) => stack(tracked, group)),
  );
}

function grouped(files: WorkspaceFiles, elsewhere: ReadonlySet<string>): Group[] {
  const manifests = files.paths
    .filter((file) => /\.ya?ml$/i.test(file) && !elsewhere.has(file))
    .flatMap((file) => {
      const ids = factOf(files, file, IDS);
      return ids === null ? [] : [manifest(file, ids)];
    });
  if (manifests.length === 0) return [];
  const seeds = conflictingSeeds(manifests);
  if (seeds.length === 0) {
    return [{ members: manifests, directory: commonDirectory(manifests.map((each) => each.directory)) }];
  }
  const groups = new Map<string, Group>();
  for (const seed of seeds) {
    const members = grow(seed, manifests);
    const key = members.map((member) => member.file).join('\n');
    if (!groups.has(key)) groups.set(key, { members, directory: seed.directory, seed });
  }
  return [...groups.values()];
}

/** The objects by which a file excludes others; null where it holds none at all. */
const IDS: FileFact<readonly string[] | null> = {
  name: 'ids',
  of(files, path) {
    const objects = files.objects(path);
    if (objects.length === 0) return null;
    return objects.filter((object) => !SHARED_KINDS.has(object.kind)).map(objectId);
  },
};

function manifest(file: string, ids: readonly string[]): Manifest {
  return {
    file,
    directory: file.includes('/') ? file.slice(0, file.lastIndexOf('/')) : '',
    environment: environmentName(file),
    ids,
  };
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
  readonly environment: string | undefined;
}

/** One seed for each directory and environment that has a file which excludes another one. */
function conflictingSeeds(manifests: readonly Manifest[]): Seed[] {
  const environments = new Set(manifests.flatMap((each) => each.environment ?? []));
  const owners = new Map<string, Manifest[]>();
  for (const each of manifests) {
    for (const id of new Set(each.ids)) owners.set(id, [...(owners.get(id) ?? []), each]);
  }
  const seeds = new Map<string, Seed>();
  for (const each of manifests) {
    const excludes =
      (each.environment !== undefined && environments.size > 1) ||
      each.ids.some((id) => owners.get(id)?.some((other) => copies(each, other)));
    if (excludes) seeds.set(`${each.directory}\n${each.environment ?? ''}`, each);
  }
  return [...seeds.values()].map(({ directory, environment }) => ({ directory, environment }));
}

/** Whether two files that define one object are for different occasions, not alternatives side by side. */
function copies(a: Manifest, b: Manifest): boolean {
  return a.directory !== b.directory || a.environment !== b.environment;
}

function grow(seed: Seed, manifests: readonly Manifest[]): Manifest[] {
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
  return manifests.filter((each) => members.has(each));
}

/**
 * Environments that have their own version of what stands beside the seed, which belongs to none: the rest of them is meant
 * to go with that version.
 */
function foreignEnvironments(seed: Seed, manifests: readonly Manifest[]): ReadonlySet<string> {
  if (seed.environment !== undefined) return new Set();
  const own = new Set(manifests.filter((each) => distance(seed, each) === 0).flatMap(({ ids }) => ids));
  return new Set(
    manifests.flatMap(({ environment, ids }) =>
      environment !== undefined && ids.some((id) => own.has(id)) ? [environment] : [],
    ),
  );
}

/** Directory steps from one to the other; files of the seed's own environment come before the rest of its directory. */
function distance(seed: Seed, each: Manifest): number {
  const from = seed.directory === '' ? [] : seed.directory.split('/');
  const to = each.directory === '' ? [] : each.directory.split('/');
  let shared = 0;
  while (shared < from.length && from[shared] === to[shared]) shared++;
  const steps = from.length - shared + (to.length - shared);
  return steps * 2 + (each.environment === seed.environment ? 0 : 1);
}

function stack(files: WorkspaceFiles, { members, directory, seed }: Group): Stack {
  const ownName = seed?.environment !== undefined && environmentName(directory) !== seed.environment;
  const base = directory === '' ? '.' : directory;
  return {
    name: ownName ? `${base} (${seed.environment})` : base,
    kind: 'plain',
    root: directory,
    objects: members.flatMap(({ file }) => files.objects(file)),
    problems: [],
    reads: new Set(members.map((member) => member.file)),
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
