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

  it('is what the real kubectl decodes, type by type', function () {
    const binary = kubectl();
    if (!binary) return this.skip();
    const builtIn = manifests
      .flatMap(({ title, text }) => text.split(/^---$/m).map((document) => ({ title, document })))
      .filter(({ document }) => !document.includes('apiVersion: traefik.io'));
    const folder = mkdtempSync(path.join(os.tmpdir(), 'laravel-k8s-snippets-'));
    try {
      builtIn.forEach(({ title, document }, index) =>
        writeFileSync(path.join(folder, `${index} ${title}.yaml`.replaceAll('/', ' ')), document),
      );
      const patch = ['patch', '--local', '-f', folder, '--type=strategic', '-p', '{}', '-o', 'name'];
      const names = execFileSync(binary, patch, { encoding: 'utf8' }).trim().split('\n');
      assert.equal(names.length, builtIn.length);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

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
