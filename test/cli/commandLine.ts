import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { run } from '../../server/src/cli/run';
import { diskHost } from '../../server/src/host/diskHost';
import { readNamedFile, writeNamedFile } from '../../server/src/host/namedFile';

export interface Outcome {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs the command line in this process, over the real file system. */
export function runCommandLine(...argv: string[]): Outcome {
  let out = '';
  let err = '';
  const code = run({
    argv,
    version: '0.0.0',
    folder: process.cwd(),
    open: (folder) => diskHost(folder),
    read: readNamedFile,
    save: writeNamedFile,
    colours: false,
    write: (text) => (out += text),
    complain: (text) => (err += text),
  });
  return { code, out, err };
}

/** A folder on disk with these files, which is gone after the test. */
export function withFolder<T>(
  files: Readonly<Record<string, string | Uint8Array>>,
  use: (folder: string) => T,
): T {
  const folder = mkdtempSync(path.join(tmpdir(), 'laravel-k8s-test-'));
  try {
    for (const [name, content] of Object.entries(files)) {
      const file = path.join(folder, name);
      mkdirSync(path.dirname(file), { recursive: true });
      writeFileSync(file, content);
    }
    return use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Three pods that keep sessions in files: one finding, whatever else lies in the folder. */
export const faultyShop: Readonly<Record<string, string>> = {
  artisan: '#!/usr/bin/env php\n',
  'composer.json': '{ "require": { "laravel/framework": "^10.0" } }\n',
  'config/session.php':
    "<?php\n\nreturn ['driver' => env('SESSION_DRIVER', 'file'), 'files' => storage_path('framework/sessions')];\n",
  'k8s/web.yaml': `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  replicas: 3
  template:
    metadata:
      labels:
        app: web
    spec:
      containers:
        - name: web
          image: example/shop
          env:
            - name: APP_KEY
              valueFrom:
                secretKeyRef:
                  name: web
                  key: app-key
            - name: SESSION_DRIVER
              value: file
---
apiVersion: v1
kind: Service
metadata:
  name: web
spec:
  type: LoadBalancer
  selector:
    app: web
  ports:
    - port: 80
`,
};
