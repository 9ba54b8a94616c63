import assert from 'node:assert/strict';
import { judgeBeside, SHOP_RULE } from './judgeBeside';

/** Names that mean something to JavaScript, or to YAML. */
const names = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'hasOwnProperty',
  'valueOf',
  '<<',
  '""',
  '?',
  '~',
];

/** Everything that can have a name has this one. */
function shopOf(name: string): Record<string, string> {
  const quoted = name.startsWith('"') ? name : JSON.stringify(name);
  return {
    '.env': `${name}=1\nAPP_NAME=\${${name}}\n`,
    'composer.json': `{ "require": { "laravel/framework": "^10.0", ${quoted}: "1" }, ${quoted}: {} }\n`,
    'config/cache.php': `<?php return ['default' => ${quoted}, 'stores' => [${quoted} => ['driver' => ${quoted}]]];\n`,
    'k8s/odd.yaml': `apiVersion: apps/v1
kind: Deployment
metadata:
  name: ${quoted}
  labels: { ${quoted}: ${quoted} }
  annotations: { ${quoted}: ${quoted} }
spec:
  replicas: 2
  selector: { matchLabels: { ${quoted}: ${quoted} } }
  template:
    metadata: { labels: { ${quoted}: ${quoted} } }
    spec:
      ${quoted}: ${quoted}
      containers:
        - name: ${quoted}
          image: ${quoted}
          ports: [{ containerPort: 80, name: ${quoted} }]
          env: [{ name: APP_KEY, value: ${quoted} }, { name: ${quoted}, value: $(${name}) }]
          envFrom: [{ configMapRef: { name: ${quoted} } }, { secretRef: { name: ${quoted} } }]
          volumeMounts: [{ name: ${quoted}, mountPath: /x }]
      volumes: [{ name: ${quoted}, configMap: { name: ${quoted} } }]
---
apiVersion: v1
kind: Service
metadata: { name: ${quoted} }
spec: { selector: { ${quoted}: ${quoted} }, ports: [{ port: 80, targetPort: ${quoted} }] }
---
apiVersion: v1
kind: ConfigMap
metadata: { name: ${quoted} }
data: { ${quoted}: ${quoted}, SESSION_DRIVER: ${quoted}, REDIS_HOST: ${quoted} }
---
apiVersion: ${quoted}
kind: ${quoted}
metadata: { name: ${quoted} }
`,
    'over/kustomization.yaml': `resources: [a.yaml]\ncommonLabels: { ${quoted}: ${quoted} }\nconfigMapGenerator: [{ name: ${quoted}, literals: ["${name.replaceAll('"', '')}=1"] }]\nimages: [{ name: ${quoted}, newTag: ${quoted} }]\n`,
    'over/a.yaml': `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a }\ndata: { ${quoted}: ${quoted} }\n`,
    'chart/Chart.yaml': `apiVersion: v2\nname: odd\nversion: 1.0.0\n`,
    'chart/values.yaml': `${quoted}: { ${quoted}: 1 }\nmap: { ${quoted}: 1 }\n`,
    'chart/templates/a.yaml': `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a }\ndata:\n{{ range $k, $v := .Values.map }}\n  {{ $k | quote }}: {{ merge (dict $k $v) $.Values | toJson | quote }}\n{{ end }}\n`,
  };
}

describe('Names that mean something elsewhere', () => {
  for (const name of names) {
    it(`are names here: ${name}`, () => {
      const { findings } = judgeBeside(shopOf(name));
      const shop = findings.filter(({ at }) => at.file === 'k8s/web.yaml').map(({ rule }) => rule);
      assert.deepEqual(shop, [SHOP_RULE]);
      assert.equal(({} as Record<string, unknown>)['1'], undefined);
      assert.deepEqual(Object.keys(Object.prototype), []);
    });
  }

  it('are no rules, in settings and in comments', () => {
    const web = `# laravel-k8s-disable-file __proto__, constructor\n`;
    const settings = JSON.parse('{"rules": {"__proto__": "off", "constructor": "off"}}') as unknown;
    judgeBeside({ 'k8s/a.yaml': web }, settings);
  });
});
