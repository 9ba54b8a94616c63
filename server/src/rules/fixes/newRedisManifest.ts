import type { LaravelWorkload } from '../../model/stackModel';
import type { EditRequest } from '../../text/editRequest';
import type { ExistingRedis } from './existingRedis';

/** A new Redis of that name for a workload: a Service and a StatefulSet with a claim, in a file beside the workload's manifest. */
export function newRedisManifest(
  workload: LaravelWorkload,
  host = 'redis',
): ExistingRedis & { readonly creation: EditRequest } {
  const { object } = workload;
  const directory = object.at.file.includes('/')
    ? object.at.file.slice(0, object.at.file.lastIndexOf('/') + 1)
    : '';
  const namespace = object.namespace ? `\n  namespace: ${object.namespace.value}` : '';
  return {
    host,
    port: 6379,
    creation: { kind: 'create-file', file: `${directory}${host}.yaml`, text: manifest(host, namespace) },
  };
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
