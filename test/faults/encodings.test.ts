import assert from 'node:assert/strict';
import { LineIndex } from '../../server/src/text/lineIndex';
import { faultyShop } from '../cli/commandLine';
import { judgeBeside, SHOP_RULE } from './judgeBeside';

const FILE = 'k8s/web.yaml';
const web = faultyShop[FILE] ?? '';

/** The stretches of a text that the shop's finding is about. */
function spoken(text: string): { text: string; line: number; column: number } {
  const { findings } = judgeBeside({ [FILE]: text });
  const at = findings.find(({ rule }) => rule === SHOP_RULE)?.at;
  assert.equal(at?.file, FILE);
  const { start, end } = at.span;
  return { text: text.slice(start, end), ...new LineIndex(text).position(start) };
}

describe('The finding stands where it belongs', () => {
  const plain = spoken(web);

  it('in plain text', () => {
    assert.deepEqual(plain, { text: 'file', line: 21, column: 21 });
  });

  it('with a byte order mark, of which editors show nothing but count one unit', () => {
    assert.deepEqual(spoken(`\ufeff${web}`), plain);
  });

  it('with CRLF, and with lone CR', () => {
    assert.deepEqual(spoken(web.replaceAll('\n', '\r\n')), plain);
    assert.deepEqual(spoken(web.replaceAll('\n', '\r')), plain);
    assert.deepEqual(spoken(`\ufeff${web.replaceAll('\n', '\r\n')}`), plain);
  });

  it('behind emoji, combining signs and characters of two units', () => {
    const comment = '# 👩‍👩‍👧 é 𝔘𝔫𝔦𝔠𝔬𝔡𝔢 ‮\n';
    assert.deepEqual(spoken(comment + web), { ...plain, line: plain.line + 1 });
    const before = web.replace('value: file', '"👩‍👩‍👧": x\n              value: file');
    assert.deepEqual(spoken(before), { ...plain, line: plain.line + 1 });
    const same = web.replace(
      '            - name: SESSION_DRIVER\n              value: file',
      '            - { "👩‍👧": "😀", name: SESSION_DRIVER, value: file }',
    );
    assert.equal(spoken(same).text, 'file');
  });

  it('beside NUL, replacement characters and lone surrogates', () => {
    for (const odd of ['\0', '\ufffd', '\ud800', '\udc00', '\u2028', '\u0085', '\u200b']) {
      assert.equal(spoken(`# ${odd}\n${web}`).text, 'file', JSON.stringify(odd));
      judgeBeside({
        'k8s/odd.yaml': `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: "${odd}" }\ndata: { A${odd}: ${odd} }\n`,
        '.env': `A${odd}=${odd}\n${odd}`,
        'config/cache.php': `<?php return ['${odd}' => ${odd}];`,
      });
    }
  });

  it('in UTF-16 that was read as UTF-8, there is nothing to find, and nothing falls over', () => {
    const utf16 = Buffer.from(`\ufeff${web}`, 'utf16le').toString('utf8');
    judgeBeside({ 'k8s/utf16.yaml': utf16, '.env': utf16, 'config/app.php': utf16 });
  });
});
