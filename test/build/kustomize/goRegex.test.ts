import assert from 'node:assert/strict';
import fc from 'fast-check';
import { compileGoRegex } from '../../../server/src/build/kustomize/goRegex';

function matches(pattern: string, text: string): boolean {
  const regex = compileGoRegex(pattern);
  assert.ok(regex, `${pattern} is a pattern.`);
  return regex.matches(text);
}

describe('Regular expressions as Go reads them', () => {
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

  for (const pattern of [
    '(',
    'a)',
    '[a',
    'a**',
    '+',
    'a{2000}',
    '\\',
    '(?<=a)b',
    '(?=a)',
    '\\1',
    '[b-a]',
    '(?P<>a)',
  ]) {
    it(`${pattern} is no pattern`, () => assert.equal(compileGoRegex(pattern), undefined));
  }

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

  it('never take long', () => {
    const text = 'a'.repeat(5000);
    assert.equal(matches('^(a+)+$', `${text}b`), false);
    assert.equal(matches('^(a|a)*$', `${text}b`), false);
    assert.equal(matches('^(a{1,30}){1,30}$', `${'a'.repeat(500)}b`), false);
    assert.equal(compileGoRegex('((a{1,900}){1,900}){1,900}'), undefined);
  });
});
