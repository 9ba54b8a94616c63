import type { Container, Mount, VolumeSource } from '../formats/kubernetes/facts';
import type { Place } from '../text/place';
import type { Certainty } from './certainty';
import { isPlaceholder } from '../text/placeholder';
import type { ObjectOf, StackIndex } from './stackIndex';

/** Who shares what is written below a directory of a container. */
export type Sharing = 'pod' | 'pod-ordinal' | 'node' | 'shared' | 'unknown';

export interface VolumeFinding {
  readonly sharing: Sharing;
  readonly certainty: Certainty;
  /** The volume or mount that decides; absent when the container's own file system does. */
  readonly at?: Place;
  /** In words: `claim "storage" (ReadWriteOnce)`. */
  readonly what: string;
  readonly claim?: ObjectOf<'claim'>;
}

/** Directories where images usually keep the application, for when no Dockerfile or working directory says so. */
const USUAL_ROOTS = [
  '/var/www/html',
  '/var/www',
  '/app',
  '/srv/app',
  '/var/www/app',
  '/usr/src/app',
  '/code',
  '/application',
  '/srv',
  '/workspace',
  '/opt/app',
];

/**
 * What lies under a directory of the application, given relative to its root (`storage/framework/sessions`).
 * `roots`: where the application's root is known to be; the usual ones are tried otherwise.
 */
export function volumeUnder(
  index: StackIndex,
  workload: ObjectOf<'workload'>,
  container: Container,
  directory: string,
  roots: readonly string[],
): VolumeFinding {
  const found = roots.length > 0 ? mountAt(container, roots, directory) : guessMount(container, directory);
  if (!found) {
    return { sharing: 'pod', certainty: 'certain', what: "the container's own file system" };
  }
  const volume = workload.details.template.volumes.find((each) => each.name === found.mount.volume);
  if (!volume) return fromClaimTemplate(workload, found.mount);
  return {
    ...fromSource(index, workload, volume.source),
    at: found.mount.at,
    ...(found.certainty === 'likely' && { certainty: 'likely' }),
  };
}

function mountAt(
  container: Container,
  roots: readonly string[],
  directory: string,
): { mount: Mount; certainty: Certainty } | undefined {
  const best = roots
    .flatMap((root) => {
      const target = `${clean(root)}/${directory}`;
      return container.mounts.filter((mount) => covers(mount.path, target)).map((mount) => mount);
    })
    .sort((a, b) => b.path.length - a.path.length)[0];
  return best && { mount: best, certainty: 'certain' };
}

function guessMount(
  container: Container,
  directory: string,
): { mount: Mount; certainty: Certainty } | undefined {
  const suffixes = directory.split('/').map((_, depth, parts) => `/${parts.slice(0, depth + 1).join('/')}`);
  const bySuffix = container.mounts
    .filter((mount) => suffixes.some((suffix) => clean(mount.path).endsWith(suffix)))
    .sort((a, b) => b.path.length - a.path.length)[0];
  if (bySuffix) return { mount: bySuffix, certainty: 'likely' };
  const byRoot = container.mounts.find(
    (mount) => mount.subPath === undefined && USUAL_ROOTS.includes(clean(mount.path)),
  );
  return byRoot && { mount: byRoot, certainty: 'likely' };
}

function covers(mountPath: string, target: string): boolean {
  const path = clean(mountPath);
  return target === path || target.startsWith(`${path}/`);
}

function clean(path: string): string {
  return path.replace(/\/+$/, '');
}

function fromClaimTemplate(workload: ObjectOf<'workload'>, mount: Mount): VolumeFinding {
  const template = workload.details.claimTemplates.find((each) => each.name === mount.volume);
  return template
    ? {
        sharing: 'pod-ordinal',
        certainty: 'certain',
        at: template.at,
        what: `a claim of its own for each pod ("${template.name}")`,
      }
    : {
        sharing: 'unknown',
        certainty: 'unknown',
        at: mount.at,
        what: `volume "${mount.volume}", which is not defined here`,
      };
}

function fromSource(index: StackIndex, workload: ObjectOf<'workload'>, source: VolumeSource): VolumeFinding {
  switch (source.kind) {
    case 'emptyDir':
      return {
        sharing: 'pod',
        certainty: 'certain',
        what: 'an emptyDir, which is born and dies with its pod',
      };
    case 'ephemeral':
      return {
        sharing: 'pod',
        certainty: 'certain',
        what: 'an ephemeral volume, which is born and dies with its pod',
      };
    case 'hostPath':
      return { sharing: 'node', certainty: 'certain', what: `the node's directory ${source.path}` };
    case 'nfs':
      return { sharing: 'shared', certainty: 'certain', what: 'an NFS share' };
    case 'ConfigMap':
    case 'Secret':
      return { sharing: 'unknown', certainty: 'unknown', what: `a read-only ${source.kind}` };
    case 'claim':
      return fromClaim(index, workload, source.claim.value);
    case 'other':
      return /^(azureFile|cephfs|glusterfs|quobyte)$/.test(source.what)
        ? { sharing: 'shared', certainty: 'certain', what: `a ${source.what} share` }
        : { sharing: 'unknown', certainty: 'unknown', what: `a volume of type ${source.what}` };
  }
}

function fromClaim(index: StackIndex, workload: ObjectOf<'workload'>, name: string): VolumeFinding {
  const claim = index.find('claim', name, workload.namespace?.value, workload.at.file);
  if (!claim)
    return {
      sharing: 'unknown',
      certainty: 'unknown',
      what: `claim "${name}", which is not in this repository`,
    };
  const modes = claim.details.accessModes;
  if (
    modes.length === 0 ||
    modes.some(({ value, unknown }) => unknown !== undefined || isPlaceholder(value))
  ) {
    return {
      sharing: 'unknown',
      certainty: 'unknown',
      what: `claim "${name}", whose access mode is not known`,
      claim,
    };
  }
  const names = modes.map((mode) => mode.value);
  const what = `claim "${name}" (${names.join(', ')})`;
  if (names.includes('ReadWriteMany') || names.includes('RWX'))
    return { sharing: 'shared', certainty: 'certain', what, claim };
  return { sharing: 'node', certainty: 'certain', what, claim };
}
