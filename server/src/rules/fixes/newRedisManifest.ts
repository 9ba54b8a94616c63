import type { LaravelWorkload } from '../../model/stackModel';
import type { EditRequest } from '../../text/editRequest';
import type { ExistingRedis } from './existingRedis';

/** A new Redis of that name for a workload: a Service and a StatefulSet with a claim, in a file beside the workload's manifest. */
export function newRedisManifest(
  workload: LaravelWorkload,
  wanted?: string,
): ExistingRedis & { readonly creation: EditRequest } {
  const { object } = workload;
  const directory = object.at.file.includes('/')
    ? object.at.file.slice(0, object.at.file.lastIndexOf('/') + 1)
    : '';
  const written = namespaceOf(workload);
  const namespace = written === undefined ? '' : `\n  namespace: ${written}`;
  const name = wanted ?? 'redis';
  return {
    host: wanted ?? renamed(workload, name),
    port: 6379,
    creation: { kind: 'create-file', file: `${directory}${name}.yaml`, text: manifest(name, namespace) },
  };
}

/** The namespace as a manifest beside the workload's has to say it: charts and kustomizations bring their own. */
function namespaceOf({ object, hosts: { stack } }: LaravelWorkload): string | undefined {
  if (stack.kind === 'helm') return undefined;
  return stack.kustomization ? stack.kustomization.writtenNamespace(object) : object.namespace?.value;
}

/** The name that the kustomization of the stack makes of a new one, as it did with the workload's own. */
function renamed({ object, hosts: { stack } }: LaravelWorkload, name: string): string {
  const written = stack.kustomization?.writtenNames.get(object);
  return written === undefined ? name : object.name.value.replace(written, name);
}

/** `--appendonly yes` writes every change to the claim, so that a restart of Redis loses no session. */
function manifest(name: string, namespace: string): string {
  return `apiVersion: v1
kind: Service
metadata:
  name: ${name}${namespace}
  labels:
    app.kubernetes.io/name: ${name}
spec:
  selector:
    app.kubernetes.io/name: ${name}
  ports:
    - name: redis
      port: 6379
      targetPort: redis
---
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: ${name}${namespace}
  labels:
    app.kubernetes.io/name: ${name}
spec:
  serviceName: ${name}
  replicas: 1
  selector:
    matchLabels:
      app.kubernetes.io/name: ${name}
  template:
    metadata:
      labels:
        app.kubernetes.io/name: ${name}
    spec:
      containers:
        - name: redis
          image: redis:7-alpine
          args: ["--appendonly", "yes"]
          ports:
            - name: redis
              containerPort: 6379
          readinessProbe:
            exec:
              command: ["redis-cli", "ping"]
          resources:
            requests:
              cpu: 50m
              memory: 64Mi
            limits:
              memory: 256Mi
          volumeMounts:
            - name: data
              mountPath: /data
  volumeClaimTemplates:
    - metadata:
        name: data
      spec:
        accessModes: ["ReadWriteOnce"]
        resources:
          requests:
            storage: 1Gi
`;
}
