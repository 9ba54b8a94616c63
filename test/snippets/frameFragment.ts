/**
 * A snippet of YAML as a whole manifest. Whole objects stay as they are; a fragment is put into the object that its first
 * key belongs to, since that is where a user inserts it.
 */
export function frameFragment(text: string): string {
  const frame = frames.find(({ begins }) => begins.test(text));
  if (!frame) return text;
  return frame.manifest.replace(/^( *)<here>$/m, (_, indent: string) =>
    text
      .split('\n')
      .map((line) => indent + line)
      .join('\n'),
  );
}

const container = (below: string) => `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers:
        - name: app
          image: shop
${below}`;

const service = (annotations: string, below: string) => `apiVersion: v1
kind: Service
metadata:
  name: web
${annotations}spec:
  selector: { app: web }
  ports: [{ port: 80 }]
${below}`;

const ingress = `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: web
  <here>
spec:
  defaultBackend: { service: { name: web, port: { number: 80 } } }
`;

const frames = [
  { begins: /^sessionAffinity:/, manifest: service('', '  <here>\n') },
  { begins: /^annotations:\n +nginx/, manifest: ingress },
  { begins: /^annotations:\n +traefik/, manifest: service('  <here>\n', '') },
  { begins: /^(env|envFrom):/, manifest: container('          <here>\n') },
  { begins: /^- name:/, manifest: container('          env:\n            <here>\n') },
];
