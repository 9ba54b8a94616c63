import assert from 'node:assert/strict';
import { GoRegex } from '../../../server/src/build/helm/regex/goRegex';

describe("regular expressions with Go's meaning", () => {
  it('find the leftmost match, and the first alternative at it', () => {
    for (const [pattern, text, expected] of [
      ['a|ab', 'xab', ['a']],
      ['ab|a', 'xab', ['ab']],
      ['a+', 'baaa', ['aaa']],
      ['a+?', 'baaa', ['a']],
      ['a{2,3}', 'aaaa', ['aaa']],
      ['a{2,}?', 'aaaa', ['aa']],
      ['(a)(b)?', 'a', ['a', 'a', undefined]],
      ['(\\w+)@(\\w+)\\.com', 'x me@host.com', ['me@host.com', 'me', 'host']],
      ['^b', 'a\nb', undefined],
      ['(?m)^b', 'a\nb', ['b']],
      ['a.c', 'a\nc', undefined],
      ['(?s)a.c', 'a\nc', ['a\nc']],
      ['(?i)ABC', 'xabc', ['abc']],
      ['(?i:a)B', 'AB aB', ['AB']],
      ['(?U)a+', 'aaa', ['a']],
      ['\\bfoo\\b', 'foot foo', ['foo']],
      ['[^a-c]+', 'abcxyz', ['xyz']],
      ['[[:digit:]]+', 'a12', ['12']],
      ['[\\d.]+', 'v1.2', ['1.2']],
      ['\\x41\\x{42}', 'AB', ['AB']],
      ['\\Qa.b\\E+', 'a.bb', ['a.bb']],
      ['[]a]+', 'a]', ['a]']],
      ['[a-]+', 'a-', ['a-']],
      ['\\pL+', '1é', ['é']],
      ['\\P{L}+', 'a12', ['12']],
      ['x*', 'aaa', ['']],
      ['(?P<n>a)(?<m>b)', 'ab', ['ab', 'a', 'b']],
      ['^$', '', ['']],
      ['a{,2}', 'a{,2}', ['a{,2}']],
      ['😀.', '😀é', ['😀é']],
    ] as const) {
      const match = GoRegex.compile(pattern)?.match(text, 0);
      const groups = match && Array.from({ length: match.length / 2 }, (_, i) => groupOf(text, match, i));
      assert.deepEqual(groups, expected, pattern);
    }
  });

  it('are refused where Go refuses them', () => {
    for (const pattern of [
      '[',
      '(',
      ')',
      'a**',
      '*a',
      'a{1001}',
      '(?=a)',
      '(?<!a)',
      '\\1',
      '\\',
      '[b-a]',
      '(?P<n>a)(?P<n>b)',
      '\\p{ZZ}',
    ]) {
      assert.equal(GoRegex.compile(pattern), undefined, pattern);
    }
  });

  it('take time that is linear in the text, whatever the pattern', () => {
    const text = 'a'.repeat(20_000);
    for (const pattern of ['(a+)+$', '(a|a)*b', '(a*)*b', '(.*)(.*)(.*)(.*)x', '(a?){30}a{30}b']) {
      GoRegex.compile(pattern)?.test(text);
    }
  });
});

function groupOf(text: string, match: readonly number[], index: number): string | undefined {
  const start = match[2 * index] ?? -1;
  return start < 0 ? undefined : text.slice(start, match[2 * index + 1]);
}
