import assert from 'node:assert/strict';
import fc from 'fast-check';
import { analyseFiles } from '../../server/src/analysis/analyse';
import { FileStore } from '../../server/src/analysis/fileStore';
import { DEFAULT_SETTINGS } from '../../server/src/analysis/settings';
import { faultyShop } from '../cli/commandLine';
import { memoryHost } from '../support/memoryHost';

const configMap = (driver: string): string =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: web-env\ndata:\n  SESSION_DRIVER: ${driver}\n  REDIS_HOST: redis\n`;

/** Texts that a file may have at some moment; undefined: it is not there. */
const VERSIONS: Readonly<Record<string, readonly (string | undefined)[]>> = {
  'k8s/web.yaml': [
    faultyShop['k8s/web.yaml'],
    faultyShop['k8s/web.yaml']?.replace('replicas: 3', 'replicas: 1'),
    faultyShop['k8s/web.yaml']?.replace(
      / +- name: SESSION_DRIVER\n +value: file/,
      '          envFrom: [{ configMapRef: { name: web-env } }]',
    ),
    'apiVersion: apps/v1\nkind: Deployment\nmetadata: [',
    faultyShop['k8s/web.yaml']?.replace(
      'value: file',
      'value: file # laravel-k8s-disable-line stateful-driver-with-replicas, session-driver-array',
    ),
  ],
  'k8s/env.yaml': [undefined, configMap('file'), configMap('redis'), configMap('""')],
  'config/session.php': [faultyShop['config/session.php'], undefined, "<?php return ['driver' => 'array'];"],
  'k8s/dev/env.yaml': [undefined, configMap('array')],
  '.laravel-k8s.yaml': [
    undefined,
    'exclude: [k8s/dev/]\n',
    'environments: [k8s/dev]\napps: [.]\n',
    'rules: { stateful-driver-with-replicas: off }\nexternal: { services: [redis] }\n',
    'overrides: [{ files: [k8s/dev/], rules: { session-driver-array: information } }]\nrulez: {',
  ],
};

const step = fc.constantFrom(...Object.keys(VERSIONS)).chain((file) =>
  fc.record({
    file: fc.constant(file),
    text: fc.constantFrom(...(VERSIONS[file] ?? [])),
    open: fc.boolean(),
  }),
);

describe('After any sequence of edits', () => {
  it('the findings equal those of a fresh look at the final files', () => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 8 }), (steps) => {
        const disk = new Map(Object.entries(faultyShop));
        const store = new FileStore(memoryHost(disk));
        analyseFiles(store, DEFAULT_SETTINGS);
        const final = new Map(disk);
        for (const { file, text, open } of steps) {
          if (text !== undefined && open) store.overlay(file, text);
          else {
            const isChange = text !== undefined && disk.has(file);
            store.overlay(file, undefined);
            if (text === undefined) disk.delete(file);
            else disk.set(file, text);
            store.invalidate(isChange ? file : undefined);
          }
          if (text === undefined) final.delete(file);
          else final.set(file, text);
          analyseFiles(store, DEFAULT_SETTINGS);
        }
        const fresh = analyseFiles(new FileStore(memoryHost(final)), DEFAULT_SETTINGS);
        const shape = ({ findings }: typeof fresh) =>
          findings.map(({ fixes, ...rest }) => ({ ...rest, fixes: fixes().map(({ title }) => title) }));
        assert.deepEqual(shape(analyseFiles(store, DEFAULT_SETTINGS)), shape(fresh));
      }),
      { numRuns: 60 },
    );
  });
});
