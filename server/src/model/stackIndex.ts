/**
 * Finds the objects of a stack by kind, name and namespace.
 *
 * An object without a namespace goes wherever `kubectl -n`, the context or a tool puts it, so it may be in any; two
 * definitions of one object are alternatives, and the one nearest to who asks is meant.
 */
import type { Reader } from '../build/reader';
import type { By, ObjectIndex } from './objectIndex';
import type {
  Autoscaler,
  Claim,
  ConfigMap,
  Delivery,
  Endpoints,
  Field,
  Ingress,
  KubernetesObject,
  OperatorMade,
  Route,
  Secret,
  SecretSource,
  Service,
  TrafficPolicy,
  Workload,
} from '../formats/kubernetes/facts';

interface DetailsByType {
  workload: Workload;
  service: Service;
  'config-map': ConfigMap;
  secret: Secret;
  'secret-source': SecretSource;
  autoscaler: Autoscaler;
  ingress: Ingress;
  route: Route;
  'traffic-policy': TrafficPolicy;
  claim: Claim;
  endpoints: Endpoints;
  delivery: Delivery;
  operator: OperatorMade;
}

export type ObjectOf<T extends keyof DetailsByType> = KubernetesObject & {
  readonly details: DetailsByType[T];
};

const BY_TYPE: By = { keys: ({ details }) => [details.type] };
const BY_NAME: By = { keys: ({ details, name }) => [`${details.type}/${name.value.toLowerCase()}`] };
const BY_NAMESPACE: By = {
  keys: ({ kind, name, namespace }) => [
    ...(namespace ? [namespace.value] : []),
    ...(kind === 'Namespace' && name.value !== namespace?.value ? [name.value] : []),
  ],
};

/** The objects of a stack, as one reader looks them up. */
export class StackIndex {
  constructor(
    readonly objects: ObjectIndex,
    readonly reader?: Reader,
  ) {}

  /** The same objects, looked up by somebody who is told when an answer changes. */
  seenBy(reader: Reader | undefined): StackIndex {
    return new StackIndex(this.objects, reader);
  }

  all<T extends keyof DetailsByType>(type: T): readonly ObjectOf<T>[] {
    return this.objects.lookUp(BY_TYPE, type, this.reader) as unknown as readonly ObjectOf<T>[];
  }

  /** The objects with one of the keys; `by` gives keys to objects of that type alone. */
  having<T extends keyof DetailsByType>(by: ByOf<T>, ...keys: readonly string[]): readonly ObjectOf<T>[] {
    return this.objects.lookUpAny(by, keys, this.reader) as unknown as readonly ObjectOf<T>[];
  }

  /** All objects of that name in any namespace, the one nearest to `from` first. */
  named<T extends keyof DetailsByType>(type: T, name: string, from: string): readonly ObjectOf<T>[] {
    const key = `${type}/${name.toLowerCase()}`;
    const found = this.objects.lookUp(BY_NAME, key, this.reader) as unknown as readonly ObjectOf<T>[];
    return found.length < 2 ? found : nearestFirst(found, from);
  }

  /** The object of that name that a pod in `namespace` sees. */
  find<T extends keyof DetailsByType>(
    type: T,
    name: string,
    namespace: string | undefined,
    from: string,
  ): ObjectOf<T> | undefined {
    return this.named(type, name, from).find((object) => sameNamespace(object.namespace, namespace));
  }

  /** Whether an object is in that namespace, or makes it. */
  hasNamespace(name: string): boolean {
    return this.objects.lookUp(BY_NAMESPACE, name, this.reader).length > 0;
  }
}

/** A way to find objects of one type; make it with {@link by}. */
export interface ByOf<T extends keyof DetailsByType> extends By {
  readonly type: T;
}

export function by<T extends keyof DetailsByType>(
  type: T,
  keys: (object: ObjectOf<T>) => readonly string[],
): ByOf<T> {
  return {
    type,
    keys: (object) => (object.details.type === type ? keys(object as unknown as ObjectOf<T>) : []),
  };
}

/** Whether an object may be in that namespace; an unwritten one may be any. */
export function sameNamespace(field: Field | undefined, namespace: string | undefined): boolean {
  return (
    field === undefined || field.unknown !== undefined || namespace === undefined || field.value === namespace
  );
}

function nearestFirst<O extends KubernetesObject>(objects: readonly O[], from: string): O[] {
  return objects
    .map((object, order) => ({ object, order, distance: pathDistance(from, object.at.file) }))
    .sort((a, b) => a.distance - b.distance || a.order - b.order)
    .map(({ object }) => object);
}

/** Directory steps between two files, 0 for one and the same file. */
export function pathDistance(from: string, to: string): number {
  if (from === to) return 0;
  const a = from.split('/').slice(0, -1);
  const b = to.split('/').slice(0, -1);
  let shared = 0;
  while (shared < a.length && a[shared] === b[shared]) shared++;
  return 1 + a.length - shared + b.length - shared;
}
