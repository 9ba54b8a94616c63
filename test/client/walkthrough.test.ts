import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';

interface Manifest {
  readonly contributes: {
    readonly walkthroughs: { steps: { title: string; description: string; media: { svg: string } }[] }[];
  };
}

describe('the walkthrough', () => {
  const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as Manifest;
  for (const { title, description, media } of manifest.contributes.walkthroughs.flatMap(
    ({ steps }) => steps,
  )) {
    it(`shows "${title}" as VS Code can`, () => {
      // A picture loses its style sheet and turns black; a text knows bold, italic and links alone.
      assert.doesNotMatch(readFileSync(media.svg, 'utf8'), /<style|\bstyle=|\bclass=/);
      assert.doesNotMatch(description, /`/);
    });
  }
});
