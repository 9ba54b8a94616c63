import assert from 'node:assert/strict';
import { buildKustomizations } from '../../server/src/build/kustomize/buildKustomizations';
import { allStacks, stackTrees } from '../../server/src/build/stacks';
import { FileStore } from '../../server/src/analysis/fileStore';
import { extractObjects } from '../../server/src/formats/kubernetes/extractObjects';
import { memoryHost } from '../support/memoryHost';

const texts = new Map([
  ['base/kustomization.yaml', 'namePrefix: a-\nresources: [service.yaml]\n'],
  ['base/service.yaml', 'apiVersion: v1\nkind: Service\nmetadata: { name: shop }\nspec: {}\n'],
]);

describe('A kustomization whose trees may be let go of', () => {
  it('keeps the facts that the trees say, and its copies hold no tree', () => {
    const [built] = buildKustomizations(new FileStore(memoryHost(texts)));
    assert.ok(built);
    assert.deepEqual(
      built.facts,
      built.objects.flatMap((object) => extractObjects(object)),
    );
    assert.equal(built.facts?.[0]?.name.value, 'a-shop');
    assert.ok(!Object.keys({ ...built }).includes('objects'));
  });

  it('has its trees for whoever asks', () => {
    const files = new FileStore(memoryHost(texts));
    const [stack] = allStacks(files).stacks;
    assert.ok(stack);
    assert.deepEqual(
      stackTrees(files, stack).flatMap((tree) => extractObjects(tree)),
      stack.objects,
    );
  });
});
