import type { StackModel, LaravelWorkload } from '../../server/src/model/stackModel';
import { analyseFiles } from '../support/analyseFiles';

/** A Kubernetes object as data, which JSON, being YAML, writes down. */
export type Manifest = Readonly<Record<string, unknown>>;

/** Files by their paths: a text, or the manifests that the file holds. */
export type Files = Readonly<Record<string, string | readonly Manifest[]>>;

export function workspace(files: Files): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(files).map(([path, content]) => [
      path,
      typeof content === 'string' ? content : content.map((each) => JSON.stringify(each)).join('\n---\n'),
    ]),
  );
}

export function stacksOf(files: Files): readonly StackModel[] {
  return analyseFiles(workspace(files)).model.stacks;
}

/** The Laravel workload of that name. Throws when there is none, and when stacks or copies have several. */
export function workloadOf(files: Files, name = 'web'): LaravelWorkload {
  const all = stacksOf(files).flatMap(({ workloads }) => workloads);
  const found = all.filter(({ object }) => object.name.value === name);
  const [workload] = found;
  if (!workload || found.length > 1)
    throw new Error(`${found.length} Laravel workloads are called "${name}".`);
  return workload;
}

interface PodParts {
  readonly name?: string;
  readonly namespace?: string;
  readonly kind?: string;
  readonly apiVersion?: string;
  /** Laid over those of a container `web` that is given APP_KEY. */
  readonly container?: Manifest;
  /** Laid over the pod's spec. */
  readonly pod?: Manifest;
  /** Laid over the workload's spec. */
  readonly spec?: Manifest;
  readonly labels?: Readonly<Record<string, string>>;
}

const APP_KEY = { name: 'APP_KEY', valueFrom: { secretKeyRef: { name: 'key', key: 'app' } } };

/** A Deployment, or a workload of another kind, that is taken for Laravel's. */
export function deployment(parts: PodParts = {}): Manifest {
  const { name = 'web', namespace, kind = 'Deployment', apiVersion = 'apps/v1' } = parts;
  const own = (parts.container?.env as readonly unknown[] | undefined) ?? [];
  const container = { name, image: 'registry.example/shop', ...parts.container, env: [APP_KEY, ...own] };
  return {
    apiVersion,
    kind,
    metadata: { name, ...(namespace !== undefined && { namespace }) },
    spec: {
      template: {
        metadata: { labels: parts.labels ?? { app: name } },
        spec: { containers: [container], ...parts.pod },
      },
      ...parts.spec,
    },
  };
}

export function service(name: string, spec: Manifest = {}, metadata: Manifest = {}): Manifest {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name, ...metadata },
    spec: { selector: { app: name }, ports: [{ port: 80 }], ...spec },
  };
}

export function configMap(name: string, data: Manifest, metadata: Manifest = {}): Manifest {
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, ...metadata }, data };
}

export function secret(name: string, stringData: Manifest): Manifest {
  return { apiVersion: 'v1', kind: 'Secret', metadata: { name }, stringData };
}
