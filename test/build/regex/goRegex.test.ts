import assert from 'node:assert/strict';
import fc from 'fast-check';
import { LimitExceeded } from '../../../server/src/build/limitExceeded';
import { GoRegex } from '../../../server/src/build/regex/goRegex';

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

  const yes: [pattern: string, text: string][] = [
    ['', 'anything'],
    ['^web$', 'web'],
    ['^(?:web|api)$', 'api'],
    ['^w.*-\\d+$', 'web-12'],
    ['^[a-c]{2,3}$', 'abc'],
    ['^[^a-c]+$', 'xyz'],
    ['(?i)^WEB$', 'web'],
    ['^(?P<name>a)(?i:B)$', 'ab'],
    ['^[[:alpha:]]+[[:^digit:]]$', 'ab-'],
    ['^\\Qa.b\\E$', 'a.b'],
    ['\\bweb\\b', 'the web app'],
    ['^a??b*?c+?$', 'bbc'],
    ['^\\x41\\x{1F600}$', 'A😀'],
    ['^[]a]$', ']'],
    ['^a{,2}$', 'a{,2}'],
    ['^(a*)*$', 'aaa'],
  ];
  for (const [pattern, text] of yes)
    it(`${pattern} matches "${text}"`, () => assert.ok(matches(pattern, text)));

  const no: [pattern: string, text: string][] = [
    ['^web$', 'web2'],
    ['^(?:web|api)$', 'web-api'],
    ['^[a-c]{2,3}$', 'abca'],
    ['a.b', 'a\nb'],
    ['\\Bweb', 'web'],
  ];
  for (const [pattern, text] of no) {
    it(`${pattern} does not match "${text}"`, () => assert.equal(matches(pattern, text), false));
  }

  it('are refused where Go refuses them', () => {
    for (const pattern of [
      '[',
      '(',
      ')',
      'a**',
      '*a',
      'a)',
      '[a',
      '+',
      'a{2000}',
      '(?<=a)b',
      '(?P<>a)',
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

  it('agree with JavaScript where both have the same syntax', () => {
    const atom = fc.constantFrom('a', 'b', '.', '[ab]', '[^a]', '\\d', '\\w', '(?:ab)', '(a|b)', '(?:a|bc|)');
    const piece = fc.tuple(atom, fc.constantFrom('', '', '*', '+', '?', '{1,2}', '{2}', '*?'));
    const body = fc.array(piece, { maxLength: 6 }).map((pieces) => pieces.flat().join(''));
    const pattern = fc
      .tuple(fc.constantFrom('', '^'), body, fc.constantFrom('', '|a', '$'))
      .map((parts) => parts.join(''));
    const text = fc.string({ unit: fc.constantFrom('a', 'b', 'c', '1', '-', '\n'), maxLength: 8 });
    fc.assert(
      fc.property(pattern, text, (source, subject) => {
        assert.equal(matches(source, subject), new RegExp(source).test(subject));
      }),
      { numRuns: 2000, seed: 7 },
    );
  });

  it('are too large when their repetitions multiply', () => {
    assert.throws(() => GoRegex.compile('((a{1,900}){1,900}){1,900}'), LimitExceeded);
  });

  it('take time that is linear in the text, whatever the pattern', () => {
    const text = 'a'.repeat(20_000);
    for (const pattern of [
      '(a+)+$',
      '^(a{1,30}){1,30}$',
      '(a|a)*b',
      '(a*)*b',
      '(.*)(.*)(.*)(.*)x',
      '(a?){30}a{30}b',
    ]) {
      GoRegex.compile(pattern)?.test(text);
    }
  });
});

function matches(pattern: string, text: string): boolean {
  const regex = GoRegex.compile(pattern);
  assert.ok(regex, `${pattern} is a pattern.`);
  return regex.test(text);
}

function groupOf(text: string, match: readonly number[], index: number): string | undefined {
  const start = match[2 * index] ?? -1;
  return start < 0 ? undefined : text.slice(start, match[2 * index + 1]);
}
