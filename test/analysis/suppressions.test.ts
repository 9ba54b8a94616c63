import assert from 'node:assert/strict';
import { analyse } from '../../server/src/analysis/analyse';
import { faultyShop } from '../cli/commandLine';
import { memoryHost } from '../support/memoryHost';

const RULE = 'stateful-driver-with-replicas';
const WEB = 'k8s/web.yaml';

/** Whether the rule is heard of when the manifest of the shop is changed like this. */
function isReported(change: (manifest: string) => string): boolean {
  const files = new Map(Object.entries({ ...faultyShop, [WEB]: change(faultyShop[WEB] ?? '') }));
  return analyse(memoryHost(files)).findings.some(({ rule }) => rule === RULE);
}

const above = (comment: string) => (text: string) =>
  text.replace('              value: file', `              ${comment}\n              value: file`);

describe('A finding is silenced', () => {
  it('by nothing at first', () => assert.ok(isReported((text) => text)));

  it('by a comment above its line that names its rule, or none', () => {
    assert.ok(!isReported(above(`# laravel-k8s-disable-next-line ${RULE} -- one node only`)));
    assert.ok(!isReported(above('# laravel-k8s-disable-next-line -- one node only')));
    assert.ok(isReported(above('# laravel-k8s-disable-next-line session-driver-array -- another rule')));
  });

  it('by a comment behind it, but not by one behind another line', () => {
    assert.ok(
      !isReported((text) => text.replace('value: file', `value: file # laravel-k8s-disable-line ${RULE}`)),
    );
    assert.ok(
      isReported((text) => text.replace('replicas: 3', `replicas: 3 # laravel-k8s-disable-line ${RULE}`)),
    );
  });

  it('by a comment for its whole file', () => {
    assert.ok(!isReported((text) => `# laravel-k8s-disable-file ${RULE} -- a demonstration\n${text}`));
  });

  it('by an annotation of its object, but not by one of another object', () => {
    const annotation = `\n  annotations:\n    ignore-check.laravel-k8s/${RULE}: "one node only"`;
    assert.ok(
      !isReported((text) =>
        text.replace('name: web\nspec:\n  replicas', `name: web${annotation}\nspec:\n  replicas`),
      ),
    );
    assert.ok(
      isReported((text) => text.replace('name: web\nspec:\n  type', `name: web${annotation}\nspec:\n  type`)),
    );
  });
});
