/**
 * What one Kubernetes object says, with the place of everything that a rule may want to point at or mend.
 * The facts hold no syntax tree: they outlive it.
 */
import type { Place } from '../../text/place';

/** A value and where it stands. */
export interface Field<T = string> {
  readonly value: T;
  readonly at: Place;
  /** The key in front of the value, where it has one. */
  readonly keyAt?: Place;
  /** Set when the value cannot be known from the workspace; says why. `value` is then only what is written. */
  readonly unknown?: string;
  /** Places that set the field before and were overruled, the nearest first (built objects only). */
  readonly before?: readonly Place[];
  /** What the YAML scalar was, where the API wants a string: `value: 6379` is refused by the API server. */
  readonly scalarType?: 'string' | 'number' | 'boolean' | 'null';
  /** The value comes out of a Secret and must never be printed. */
  readonly secret?: boolean;
}

/** Named fields: labels, annotations, the data of a ConfigMap. */
export type Fields = ReadonlyMap<string, Field>;

/** One object of a manifest. `details` holds what its kind adds. */
export interface KubernetesObject {
  readonly apiVersion: string;
  /** The API group, '' for core. */
  readonly group: string;
  readonly kind: string;
  readonly name: Field;
  readonly namespace?: Field;
  readonly labels: Fields;
  readonly annotations: Fields;
  /** The whole object. */
  readonly at: Place;
  readonly metadataAt?: Place;
  readonly annotationsAt?: Place;
  readonly specAt?: Place;
  readonly details: Details;
}

export type Details =
  | Workload
  | Service
  | ConfigMap
  | Secret
  | SecretSource
  | Autoscaler
  | Ingress
  | Route
  | TrafficPolicy
  | Claim
  | Endpoints
  | Delivery
  | OperatorMade
  | Other;

export interface Workload {
  readonly type: 'workload';
  /** Absent where the object says nothing: one pod. */
  readonly replicas?: Field<number>;
  readonly template: PodTemplate;
  readonly strategy?: Field;
  /** Volume claims that are made for each pod of a StatefulSet. */
  readonly claimTemplates: readonly ClaimTemplate[];
  /** The headless Service of a StatefulSet. */
  readonly serviceName?: Field;
  /** An Argo Rollout may take its pod template from another workload. */
  readonly workloadRef?: { readonly kind: string; readonly name: Field };
  /** Runs to its end (Job, CronJob) instead of serving. */
  readonly runsToCompletion: boolean;
}

export interface ClaimTemplate {
  readonly name: string;
  readonly accessModes: readonly string[];
  readonly at: Place;
}

export interface PodTemplate {
  readonly at: Place;
  readonly specAt: Place;
  readonly labels: Fields;
  readonly labelsAt?: Place;
  readonly annotations: Fields;
  readonly containers: readonly Container[];
  readonly initContainers: readonly Container[];
  readonly volumes: readonly Volume[];
  readonly hostNetwork: boolean;
  readonly dnsPolicy?: string;
  readonly enableServiceLinks?: Field<boolean>;
  readonly hostAliases: readonly string[];
  /** What keeps all pods on one node: `nodeName`, a host name that is selected, affinity to pods of the same host. */
  readonly oneNodeAt?: Place;
  /** Set when a template or generator may add to the pod what is not seen here. */
  readonly unknown?: string;
}

export interface Container {
  readonly name: string;
  readonly nameAt?: Place;
  readonly at: Place;
  readonly image?: Field;
  readonly command: readonly Field[];
  readonly args: readonly Field[];
  readonly env: readonly EnvEntry[];
  readonly envFrom: readonly EnvFromEntry[];
  /** The `env:` and `envFrom:` lists, where they are written. */
  readonly envAt?: Place;
  readonly envFromAt?: Place;
  /** Set when entries of `env` or `envFrom` cannot be seen. */
  readonly envUnknown?: string;
  readonly ports: readonly ContainerPort[];
  readonly mounts: readonly Mount[];
  readonly workingDir?: string;
  /** Ports and paths of HTTP probes: a container that is probed over HTTP serves HTTP. */
  readonly httpProbes: readonly string[];
  /** Commands of a postStart hook. */
  readonly postStart: readonly Field[];
  /** An init container with `restartPolicy: Always` runs beside the others. */
  readonly sidecar: boolean;
}

export interface EnvEntry {
  readonly at: Place;
  readonly name: Field;
  readonly value?: Field;
  readonly from?: KeyReference | { readonly kind: 'other'; readonly what: string };
}

export interface KeyReference {
  readonly kind: 'ConfigMap' | 'Secret';
  readonly name: Field;
  readonly key: Field;
  readonly optional: boolean;
}

export interface EnvFromEntry {
  readonly at: Place;
  readonly kind: 'ConfigMap' | 'Secret';
  readonly name: Field;
  readonly prefix: string;
  readonly optional: boolean;
}

export interface ContainerPort {
  readonly port: number;
  readonly name?: string;
  readonly at: Place;
}

export interface Mount {
  readonly volume: string;
  readonly path: string;
  readonly subPath?: string;
  readonly readOnly: boolean;
  readonly at: Place;
}

export interface Volume {
  readonly name: string;
  readonly at: Place;
  readonly source: VolumeSource;
}

export type VolumeSource =
  | { readonly kind: 'emptyDir' }
  | { readonly kind: 'hostPath'; readonly path: string }
  | { readonly kind: 'claim'; readonly claim: Field }
  /** A claim of its own for each pod. */
  | { readonly kind: 'ephemeral' }
  | { readonly kind: 'nfs' }
  /** `items`: key → file name; undefined when all keys become files of the same name. */
  | {
      readonly kind: 'ConfigMap' | 'Secret';
      readonly name: Field;
      readonly items?: ReadonlyMap<string, string>;
    }
  | { readonly kind: 'other'; readonly what: string };

export interface Service {
  readonly type: 'service';
  readonly serviceType: string;
  readonly typeAt?: Place;
  readonly selector: Fields;
  readonly selectorAt?: Place;
  readonly headless: boolean;
  readonly externalName?: Field;
  readonly ports: readonly ServicePort[];
  readonly sessionAffinity?: Field;
  readonly affinityTimeout?: Field<number>;
  readonly affinityConfigAt?: Place;
}

export interface ServicePort {
  readonly port: number;
  readonly name?: string;
  readonly targetPort?: number | string;
  readonly targetPortAt?: Place;
  /** The number of the port. */
  readonly at: Place;
  /** The whole entry. */
  readonly itemAt?: Place;
}

export interface ConfigMap {
  readonly type: 'config-map';
  readonly data: Fields;
  readonly dataAt?: Place;
  /** Set when there may be more keys than are seen. */
  readonly unknown?: string;
}

export interface Secret {
  readonly type: 'secret';
  readonly data: Fields;
  /** The section that new keys go to: `stringData` if it is written, else `data`. */
  readonly dataAt?: Place;
  readonly encoded: boolean;
  readonly unknown?: string;
  /** Entries of `data` that stand there as plain text, which Kubernetes refuses; read as they are written. */
  readonly plain?: ReadonlyMap<string, Field>;
}

/** An object from which something in the cluster makes a Secret or ConfigMap: its values are never seen here. */
export interface SecretSource {
  readonly type: 'secret-source';
  readonly makes: 'Secret' | 'ConfigMap';
  readonly target: Field;
  /** The keys that it will have; undefined when they are not visible. */
  readonly keys?: ReadonlyMap<string, Place>;
}

export interface Autoscaler {
  readonly type: 'autoscaler';
  readonly targetKind: string;
  readonly targetName: string;
  readonly min?: Field<number>;
  readonly max?: Field<number>;
  /** What applies where the field is absent (HPA: 1 and no default; KEDA: 0 and 100). */
  readonly defaultMin: number;
  readonly defaultMax?: number;
  /** KEDA's `autoscaling.keda.sh/paused…` annotations: the number it is held at. */
  readonly paused?: number;
}

/** A hop that sends requests on to a Service. */
export interface Backend {
  readonly service: Field;
  readonly port?: number | string;
  readonly portAt?: Place;
  readonly at: Place;
  readonly host?: string;
  readonly path?: string;
  readonly namespace?: string;
  /** Affinity that the hop itself declares for this backend. */
  readonly sticky?: Place;
}

export interface Ingress {
  readonly type: 'ingress';
  readonly ingressClass?: Field;
  readonly backends: readonly Backend[];
  readonly hosts: readonly Field[];
  readonly tls: boolean;
}

/** HTTPRoute, IngressRoute, HTTPProxy, VirtualService, OpenShift Route, … */
export interface Route {
  readonly type: 'route';
  readonly controller: 'gateway-api' | 'traefik' | 'contour' | 'istio' | 'openshift' | 'kong' | 'other';
  readonly backends: readonly Backend[];
  readonly hosts: readonly Field[];
}

/** Objects that give a Service affinity from outside: BackendConfig, DestinationRule, GCPBackendPolicy, KongUpstreamPolicy … */
export interface TrafficPolicy {
  readonly type: 'traffic-policy';
  readonly policy: string;
  /** The Service (or host name of one) it is for, where the policy itself says so. */
  readonly service?: string;
  readonly sticky?: Place;
}

export interface Claim {
  readonly type: 'claim';
  readonly accessModes: readonly Field[];
  readonly storageClass?: string;
}

/** Addresses by hand for a Service without a selector. */
export interface Endpoints {
  readonly type: 'endpoints';
  readonly service: string;
}

/** Argo CD, Flux and their like: something else brings objects into the cluster. */
export interface Delivery {
  readonly type: 'delivery';
  /** What is brought, in words for users: `Argo CD Application "shop"`. */
  readonly what: string;
  readonly remote: boolean;
  readonly chart?: string;
  readonly path?: string;
  readonly namespace?: string;
  readonly releaseName?: string;
}

/** A custom resource whose operator makes Services, Secrets and pods. */
export interface OperatorMade {
  readonly type: 'operator';
  readonly services: readonly string[];
  readonly secrets: readonly string[];
  /** Whether other names than these may be made. */
  readonly open: boolean;
  readonly what: string;
}

export interface Other {
  readonly type: 'other';
}
