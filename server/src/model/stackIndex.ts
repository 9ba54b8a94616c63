/**
 * Finds the objects of a stack by kind, name and namespace.
 *
 * An object without a namespace goes wherever `kubectl -n`, the context or a tool puts it, so it may be in any; two
 * definitions of one object are alternatives, and the one nearest to who asks is meant.
 */
import type { Stack } from '../build/stack';
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

export class StackIndex {
  private readonly byType = new Map<string, KubernetesObject[]>();
  private readonly byName = new Map<string, KubernetesObject[]>();

  constructor(stack: Stack) {
    for (const object of stack.objects) {
      add(this.byType, object.details.type, object);
      add(this.byName, `${object.details.type}/${object.name.value.toLowerCase()}`, object);
    }
  }

  all<T extends keyof DetailsByType>(type: T): readonly ObjectOf<T>[] {
    return (this.byType.get(type) ?? []) as unknown as readonly ObjectOf<T>[];
  }

  /** All objects of that name in any namespace, the one nearest to `from` first. */
  named<T extends keyof DetailsByType>(type: T, name: string, from: string): readonly ObjectOf<T>[] {
    const found = (this.byName.get(`${type}/${name.toLowerCase()}`) ??
      []) as unknown as readonly ObjectOf<T>[];
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

function add(map: Map<string, KubernetesObject[]>, key: string, object: KubernetesObject): void {
  const list = map.get(key);
  if (list) list.push(object);
  else map.set(key, [object]);
}
