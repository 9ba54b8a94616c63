import assert from 'node:assert/strict';
import { analyse } from '../../server/src/analysis/analyse';
import { fingerprints } from '../../server/src/analysis/fingerprint';
import { faultyShop } from '../cli/commandLine';
import { memoryHost } from '../support/memoryHost';

const WEB = 'k8s/web.yaml';
const MANIFEST = faultyShop[WEB] ?? '';

/** The fingerprints of a shop's findings, in the order of the findings. */
function printsOf(files: Readonly<Record<string, string>>): string[] {
  const { findings, files: store } = analyse(memoryHost(new Map(Object.entries(files))));
  const prints = fingerprints(findings, store);
  return findings.map((finding) => prints.get(finding) ?? '');
}

const changed = (change: (manifest: string) => string): string[] =>
  printsOf({ ...faultyShop, [WEB]: change(MANIFEST) });

describe('The fingerprint of a finding', () => {
  const original = printsOf(faultyShop);

  it('is one of 32 hexadecimal digits', () => {
    assert.equal(original.length, 1);
    assert.match(original[0] ?? '', /^[0-9a-f]{32}$/);
  });

  it('stays when lines are added above, a block is indented, or a comment comes behind it', () => {
    assert.deepEqual(
      changed((text) => `# the shop\n\n${text}`),
      original,
    );
    const indented = (text: string): string =>
      text.replace(/ {12}- name: APP_KEY[\s\S]*?value: file/, (block) => block.replace(/^/gm, '    '));
    assert.deepEqual(changed(indented), original);
    assert.deepEqual(
      changed((text) => text.replace('value: file', 'value:   file # for now')),
      original,
    );
  });

  it('stays when a number changes of which its message speaks', () => {
    assert.deepEqual(
      changed((text) => text.replace('replicas: 3', 'replicas: 12')),
      original,
    );
  });

  it('changes with the object, the file and the value', () => {
    const others = [
      printsOf({ ...faultyShop, [WEB]: '', 'k8s/shop.yaml': MANIFEST }),
      changed((text) =>
        text.replace('kind: Deployment\nmetadata:\n  name: web', 'kind: Deployment\nmetadata:\n  name: shop'),
      ),
      changed((text) => text.replace('value: file', 'value: "file"')),
    ];
    for (const [print] of others) {
      assert.notEqual(print, undefined);
      assert.notEqual(print, original[0]);
    }
  });

  it('tells findings apart that are alike', () => {
    const twice = MANIFEST.replace(
      '---\n',
      `---\n${MANIFEST.split('---\n')[0]?.replace('name: web\nspec', 'name: shop\nspec')}---\n`,
    );
    const prints = changed(() => twice);
    assert.equal(new Set(prints).size, prints.length);
  });

  it('takes nothing from a line that may show a secret', () => {
    const withKey = (key: string): Record<string, string> => ({
      ...faultyShop,
      [WEB]: MANIFEST.replace(
        /- name: APP_KEY[\s\S]*?key: app-key/,
        `- name: APP_KEY\n              value: ${key}`,
      ),
    });
    assert.equal(printsOf(withKey('base64:Zm9vYmFyMTIzNDVxdXV4YmF6')).length, 2);
    assert.deepEqual(
      printsOf(withKey('base64:Zm9vYmFyMTIzNDVxdXV4YmF6')),
      printsOf(withKey('base64:cXV1eDk4NzY1Zm9vYmFyYmF6')),
    );
  });
});
