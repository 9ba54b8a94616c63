import assert from 'node:assert/strict';
import { chartFacts } from '../../../server/src/formats/helm/chartFacts';
import { parseYaml } from '../../../server/src/formats/yaml/parseYaml';

describe('the facts of a Chart.yaml', () => {
  it('are its name, kind and dependencies, each with its place', () => {
    const text = `apiVersion: v2
name: shop
version: 1.2.3
type: library
dependencies:
  - name: redis
    alias: sessions
    version: 19.x.x
    repository: oci://example.com/charts
    condition: sessions.enabled, global.redis
    tags: [stores]
`;
    const facts = chartFacts(parseYaml('Chart.yaml', text));
    assert.equal(facts?.name, 'shop');
    assert.equal(facts.version, '1.2.3');
    assert.equal(facts.type, 'library');
    const [redis] = facts.dependencies;
    assert.deepEqual(
      [redis?.name, redis?.alias, redis?.version, redis?.repository, redis?.conditions, redis?.tags],
      [
        'redis',
        'sessions',
        '19.x.x',
        'oci://example.com/charts',
        ['sessions.enabled', 'global.redis'],
        ['stores'],
      ],
    );
    assert.ok(redis && text.slice(redis.at.span.start, redis.at.span.end).startsWith('name: redis'));
  });

  it('take the dependencies of the first format from requirements.yaml', () => {
    const requirements = parseYaml('requirements.yaml', 'dependencies: [{ name: db, version: 1.0.0 }]\n');
    const facts = chartFacts(parseYaml('Chart.yaml', 'name: shop\nversion: 1.0.0\n'), requirements);
    assert.deepEqual(
      facts?.dependencies.map(({ name, at }) => [name, at.file]),
      [['db', 'requirements.yaml']],
    );
  });

  it('are none without a name', () => {
    for (const text of ['', 'version: 1.0.0\n', '- a\n', 'name:\n', '{{ x }}', 'name: [a]\n']) {
      assert.equal(chartFacts(parseYaml('Chart.yaml', text)), undefined, text);
    }
  });
});
