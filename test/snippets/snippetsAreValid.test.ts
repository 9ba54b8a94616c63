import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseDotenv } from '../../server/src/formats/dotenv/parseDotenv';
import { parseYaml } from '../../server/src/formats/yaml/parseYaml';
import { kubectl } from '../support/binaries';
import { expandSnippet } from './expandSnippet';
import { frameFragment } from './frameFragment';
import { readSnippets } from './readSnippets';

const of = (language: string) => readSnippets().filter((snippet) => snippet.language === language);

describe('what a YAML snippet inserts', () => {
  const manifests = of('yaml').map(({ title, body }) => ({
    title,
    text: frameFragment(expandSnippet(body).text),
  }));

  for (const { title, text } of manifests) {
    it(`is YAML without a problem: ${title}`, () => {
      const { documents } = parseYaml('snippet.yaml', text);
      assert.deepEqual(
        documents.flatMap(({ problems }) => problems),
        [],
      );
    });
  }

  const builtIn = manifests
    .flatMap(({ title, text }) => text.split(/^---$/m).map((document) => ({ title, document })))
    .filter(({ document }) => !document.includes('apiVersion: traefik.io'));

  it('has the types that the real kubectl wants', function () {
    const binary = kubectl();
    if (!binary) return this.skip();
    withManifests(builtIn, (folder) => {
      // It decodes every object before it finds that some have no pod, and names the type that it made of these.
      const set = ['set', 'serviceaccount', '--local', '-f', folder, 'x', '-o', 'name'];
      const { stdout, stderr } = spawnSync(binary, set, { encoding: 'utf8' });
      const podless = [...stderr.matchAll(/does not have a pod template: \*v\d\.\w+$/gm)];
      const withPods = stdout.split('\n').filter((line) => line !== '');
      assert.equal(withPods.length + podless.length, builtIn.length, stdout + stderr);
    });
  });

  it('has no field of a Service or a workload that the real kubectl does not know', function () {
    const binary = kubectl();
    if (!binary) return this.skip();
    const kinds: readonly { of: RegExp; set: readonly string[] }[] = [
      { of: /^kind: Service$/m, set: ['selector', 'app=another'] },
      { of: /^kind: (Deployment|StatefulSet)$/m, set: ['image', '*=another'] },
    ];
    for (const { of, set } of kinds) {
      const chosen = builtIn.filter(({ document }) => of.test(document));
      assert.ok(chosen.length > 2);
      for (const manifest of chosen) {
        withManifests([manifest], (folder) => {
          const json = (...args: string[]): unknown =>
            JSON.parse(
              execFileSync(binary, [...args, '--local', '-f', folder, '-o', 'json'], { encoding: 'utf8' }),
            );
          // The first reads the object as it stands, the second through its type, in which unknown fields have no place.
          const written = json('patch', '--type=merge', '-p', '{}');
          const typed = json('set', set[0] ?? '', ...set.slice(1));
          assert.deepEqual(missingFields(written, typed), [], manifest.title);
        });
      }
    }
  });
});

function withManifests(
  manifests: readonly { readonly title: string; readonly document: string }[],
  use: (folder: string) => void,
): void {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'laravel-k8s-snippets-'));
  try {
    manifests.forEach(({ title, document }, index) =>
      writeFileSync(path.join(folder, `${index} ${title}.yaml`.replaceAll('/', ' ')), document),
    );
    use(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The paths of fields that one object has and another one lacks. */
function missingFields(wanted: unknown, given: unknown, at = ''): string[] {
  if (typeof wanted !== 'object' || wanted === null) return given === undefined ? [at] : [];
  if (typeof given !== 'object' || given === null) return [at];
  return Object.entries(wanted).flatMap(([key, value]) =>
    missingFields(value, (given as Record<string, unknown>)[key], `${at}.${key}`),
  );
}

describe('what a dotenv snippet inserts', () => {
  for (const snippet of of('dotenv')) {
    it(`is read by phpdotenv's rules: ${snippet.title}`, () => {
      const { errors, swallows } = parseDotenv('.env', expandSnippet(snippet.body).text);
      assert.deepEqual({ errors, swallows }, { errors: [], swallows: [] });
    });
  }
});

describe('what a PHP snippet inserts', () => {
  for (const snippet of of('php')) {
    it(`is an array's inside to the real php: ${snippet.title}`, function () {
      const code = `<?php return [\n${expandSnippet(snippet.body).text}\n];\n`;
      const lint = spawnSync('php', ['-l'], { input: code, encoding: 'utf8' });
      if (lint.error) return this.skip();
      assert.equal(lint.status, 0, lint.stdout + lint.stderr);
    });
  }
});
