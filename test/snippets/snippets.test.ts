import assert from 'node:assert/strict';
import { expandSnippet } from './expandSnippet';
import { readSnippets } from './readSnippets';

describe('the snippets', () => {
  const snippets = readSnippets();

  for (const snippet of snippets) {
    const label = `${snippet.language}: ${snippet.title}`;

    it(`are found by plain words, and say in sentences what they insert: ${label}`, () => {
      assert.ok(snippet.prefixes.length > 0);
      for (const prefix of snippet.prefixes) assert.match(prefix, /^[a-z0-9]+(-[a-z0-9]+)+$/);
      assert.match(snippet.description, /^[A-Z].*(\.|--show)$/);
    });

    it(`number their tab stops from 1 without a gap: ${label}`, () => {
      const { stops } = expandSnippet(snippet.body);
      assert.deepEqual(
        stops,
        stops.map((_, index) => index + 1),
      );
    });

    it(`leave nothing of the placeholders' syntax: ${label}`, () => {
      assert.doesNotMatch(expandSnippet(snippet.body).text, /\$\d|\$\{\d|\|\}/);
    });
  }

  it('have no prefix twice in one language', () => {
    const keys = snippets.flatMap(({ language, prefixes }) =>
      prefixes.map((prefix) => `${language} ${prefix}`),
    );
    assert.deepEqual(
      keys.filter((key, index) => keys.indexOf(key) !== index),
      [],
    );
  });
});

describe('expanding a snippet', () => {
  it('repeats the first default wherever the number stands', () => {
    assert.deepEqual(expandSnippet('name: ${1:web}\napp: ${2:$1}\nsame: $1'), {
      text: 'name: web\napp: web\nsame: web',
      stops: [1, 2],
    });
  });

  it('takes the first choice, or the one asked for', () => {
    assert.equal(expandSnippet('${1|a,b|}').text, 'a');
    assert.equal(expandSnippet('${1|a,b|}', { 1: 'b' }).text, 'b');
  });

  it('takes escaped characters and lone dollars literally', () => {
    assert.equal(expandSnippet('\\$(X) $x \\\\ ${1:a\\}b}').text, '$(X) $x \\ a}b');
  });

  it('rejects a placeholder that is not closed', () => {
    assert.throws(() => expandSnippet('${1:web'), /not closed/);
    assert.throws(() => expandSnippet('${1|a,b'), /not closed/);
  });
});
