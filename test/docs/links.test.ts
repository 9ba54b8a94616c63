import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';

describe('the documentation', () => {
  const pages = ['.', 'docs', 'examples'].flatMap((folder) =>
    readdirSync(folder, { encoding: 'utf8', recursive: folder !== '.' })
      .filter((file) => file.endsWith('.md'))
      .map((file) => path.join(folder, file)),
  );

  for (const page of pages) {
    it(`links to what exists: ${page}`, () => {
      const text = readFileSync(page, 'utf8').replace(/^```.*?^```/gms, '');
      const targets = [...text.matchAll(/\]\(([^)\s]+)\)/g)].map((match) => match[1] ?? '');
      const files = targets
        .filter((target) => !/^[a-z]+:|^#/.test(target))
        .map((target) => target.replace(/#.*/, ''));
      const broken = files.filter((file) => !existsSync(path.join(path.dirname(page), file)));
      assert.deepEqual(broken, []);
    });
  }
});
