import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Reader } from '../../server/src/build/reader';
import { extractObjects } from '../../server/src/formats/kubernetes/extractObjects';
import type { KubernetesObject } from '../../server/src/formats/kubernetes/facts';
import { parseYaml } from '../../server/src/formats/yaml/parseYaml';
import { ObjectIndex } from '../../server/src/model/objectIndex';
import { by, StackIndex } from '../../server/src/model/stackIndex';

const NAMES = ['a', 'b', 'c'] as const;

/** A Service of that name with a port. */
function service(name: string, port: number): KubernetesObject {
  const text = `{ apiVersion: v1, kind: Service, metadata: { name: ${name} }, spec: { ports: [{ port: ${port} }] } }`;
  const [object] = parseYaml('a.yaml', text).documents.flatMap(({ root }) => extractObjects(root));
  assert.ok(object);
  return object;
}

const ALL = NAMES.flatMap((name) => [1, 2].map((port) => service(name, port)));
const BY_PORT = by('service', ({ details }) => details.ports.map(({ port }) => String(port)));

/** Everything that can be asked of a few objects. */
const QUESTIONS: readonly ((index: StackIndex) => readonly KubernetesObject[])[] = [
  (index) => index.all('service'),
  ...NAMES.map((name) => (index: StackIndex) => index.named('service', name, '')),
  (index) => index.having(BY_PORT, '1'),
  (index) => index.having(BY_PORT, '1', '2'),
  (index) => index.all('workload'),
];

function answers(index: StackIndex): readonly (readonly KubernetesObject[])[] {
  return QUESTIONS.map((ask) => ask(index));
}

const part = fc.array(fc.constantFrom(...ALL), { maxLength: 4 });

describe('objects of a stack whose parts change', () => {
  it('are found as if they had been there from the beginning', () => {
    fc.assert(
      fc.property(
        fc.array(part, { minLength: 1, maxLength: 4 }),
        fc.array(fc.tuple(fc.nat(3), part), { maxLength: 6 }),
        (first, changes) => {
          const parts = [...first];
          const index = new StackIndex(new ObjectIndex([...first]));
          for (const [order, objects] of changes) {
            answers(index);
            parts[order % parts.length] = objects;
            index.objects.replace(order % parts.length, objects);
          }
          assert.deepEqual(answers(index), answers(new StackIndex(new ObjectIndex(parts))));
        },
      ),
    );
  });

  it('tell who has looked up what is another thing now, and nobody when all is as it was', () => {
    fc.assert(
      fc.property(part, part, part, (kept, before, after) => {
        const objects = new ObjectIndex([kept, before]);
        const asked = QUESTIONS.map((ask) => {
          const reader = new Reader();
          return { ask, reader, answer: ask(new StackIndex(objects, reader)) };
        });
        objects.replace(1, after);
        for (const { ask, reader, answer } of asked) {
          const now = ask(new StackIndex(objects));
          if (!sameObjects(answer, now)) assert.ok(reader.isStale);
          if (sameObjects(before, after)) assert.ok(!reader.isStale);
        }
      }),
    );
  });
});

function sameObjects(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((each, order) => each === b[order]);
}
