import assert from 'node:assert/strict';
import fc from 'fast-check';
import { encodeValue } from '../../../server/src/formats/dotenv/encodeValue';
import { mendError } from '../../../server/src/formats/dotenv/mendError';
import { parseDotenv } from '../../../server/src/formats/dotenv/parseDotenv';
import { removeVariable } from '../../../server/src/formats/dotenv/removeVariable';
import { setVariable } from '../../../server/src/formats/dotenv/setVariable';
import { applyEdits } from '../../../server/src/text/edit';

function set(text: string, name: string, value: string): string {
  return applyEdits(text, [setVariable(text, parseDotenv('.env', text), name, value)]);
}

function remove(text: string, name: string): string {
  return applyEdits(text, removeVariable(text, parseDotenv('.env', text), name));
}

const skeleton = [
  '# Café 🚀',
  'APP_NAME="My App"',
  'APP_KEY=',
  '',
  'export SESSION_DRIVER=file # was redis',
  'SESSION_LIFETIME=120',
  '',
  'REDIS_HOST=127.0.0.1',
  "REDIS_PASSWORD='a b'",
  'REDIS_PORT=6379',
  'KEY="one',
  'two"',
  'MAIL_FROM_NAME="${APP_NAME}"',
  '',
].join('\n');

describe('setVariable', () => {
  it('replaces the value alone, and keeps export, quotes and comment', () => {
    assert.equal(set('export APP=1 # c\n', 'APP', '2'), 'export APP=2 # c\n');
    assert.equal(set('A="1"\n', 'A', '2'), 'A="2"\n');
    assert.equal(set("A='1'\n", 'A', 'x y'), "A='x y'\n");
    assert.equal(set("A='1'\n", 'A', "it's"), 'A="it\'s"\n');
  });

  it('fills an empty value and a bare name', () => {
    assert.equal(set('A=\nB=2\n', 'A', 'x'), 'A=x\nB=2\n');
    assert.equal(set('A=# c\n', 'A', 'x'), 'A=x # c\n');
    assert.equal(set('A\nB=2\n', 'A', 'x'), 'A=x\nB=2\n');
  });

  it('changes the last of several', () => {
    assert.equal(set('A=1\nA=2\n', 'A', '3'), 'A=1\nA=3\n');
  });

  it('adds a new one behind its nearest relatives, in the line breaks of the file', () => {
    assert.equal(
      set('SESSION_DRIVER=file\r\nSESSION_X=1\r\nA=1\r\n', 'SESSION_STORE', 'redis'),
      'SESSION_DRIVER=file\r\nSESSION_X=1\r\nSESSION_STORE=redis\r\nA=1\r\n',
    );
    assert.equal(
      set('REDIS_CACHE_DB=1\nREDIS_HOST=a\n', 'REDIS_CACHE_TTL', '9'),
      'REDIS_CACHE_DB=1\nREDIS_CACHE_TTL=9\nREDIS_HOST=a\n',
    );
  });

  it('adds one without relatives at the end', () => {
    assert.equal(set('', 'A', '1'), 'A=1\n');
    assert.equal(set('B=2', 'A', '1'), 'B=2\nA=1\n');
    assert.equal(set('\uFEFF', 'A', '1'), '\uFEFFA=1\n');
  });

  it('adds it before an open quote that would swallow it', () => {
    assert.equal(set('B=2\nX="abc\nC=3\n', 'A', '1'), 'B=2\nA=1\nX="abc\nC=3\n');
    assert.equal(set('# X="abc\n', 'A', '1'), 'A=1\n# X="abc\n');
  });

  it('mends the assignment for which the file is rejected, when that is the one', () => {
    assert.equal(set('A=1\nAPP_NAME=My App\n', 'APP_NAME', 'My App'), 'A=1\nAPP_NAME="My App"\n');
  });

  it('makes phpdotenv read any value back exactly, and touches no other assignment', () => {
    const names = ['APP_NAME', 'SESSION_DRIVER', 'REDIS_PASSWORD', 'KEY', 'REDIS_DB', 'NEW', 'APP_KEY'];
    const nasty = fc.array(
      fc.constantFrom(
        '"',
        "'",
        '\\',
        '$',
        '${A}',
        '#',
        ' ',
        '=',
        '="',
        '\n',
        '\r\n',
        '\t',
        '\0',
        'é',
        '🚀',
        'a',
        '\uFEFF',
      ),
      { maxLength: 8 },
    );
    const value = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      nasty.map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(fc.constantFrom(...names), value, fc.boolean(), (name, wanted, crlf) => {
        const text = crlf ? skeleton.replaceAll('\n', '\r\n') : skeleton;
        const before = parseDotenv('.env', text);
        const changed = set(text, name, wanted);
        const after = parseDotenv('.env', changed);
        assert.equal(after.rejected, false);
        assert.equal(after.values.get(name)?.value, wanted);
        for (const entry of before.entries) {
          if (entry.name === name || entry.references.some((reference) => reference.name === name)) continue;
          assert.equal(after.values.get(entry.name)?.value, entry.value);
        }
        assert.equal(set(changed, name, wanted), changed);
      }),
    );
  });
});

describe('removeVariable', () => {
  it('removes every assignment of the name, with its lines', () => {
    assert.equal(remove('A=1\nB=2\nA=3', 'A'), 'B=2\n');
    assert.equal(remove('A="x\r\ny"\r\nB=2\r\n', 'A'), 'B=2\r\n');
    assert.equal(remove('A=1\n', 'B'), 'A=1\n');
  });
});

describe('encodeValue', () => {
  it('quotes only what needs it', () => {
    assert.equal(encodeValue('redis'), 'redis');
    assert.equal(encodeValue('base64:AbC+/='), 'base64:AbC+/=');
    assert.equal(encodeValue(''), '');
    assert.equal(encodeValue('a#b'), '"a#b"');
    assert.equal(encodeValue('pa$$"w\\'), '"pa\\$\\$\\"w\\\\"');
  });
});

describe('mendError', () => {
  const mend = (text: string): string | undefined => {
    const error = parseDotenv('.env', text).error;
    assert.ok(error);
    const edit = mendError(text, error);
    return edit && applyEdits(text, [edit]);
  };

  it('quotes an unquoted value with blanks and keeps its references', () => {
    assert.equal(mend('A=1\nNAME=hello ${A} "x" # c\n'), 'A=1\nNAME="hello ${A} \\"x\\"" # c\n');
  });

  it('doubles the backslash of an unknown escape', () => {
    assert.equal(mend('A="App\\Models"\n'), 'A="App\\\\Models"\n');
  });

  it('rewrites an escaped quote and closes an open one', () => {
    assert.equal(mend("A='it\\'s'\n"), 'A="it\'s"\n');
    assert.equal(mend("A='abc\n"), 'A="abc"\n');
  });

  it('offers nothing where the meaning is not plain', () => {
    for (const text of ['A="x" y\n', 'A B=1\n', '=1\n', 'A=a #b c#d e\nB=x y#z w\n'])
      assert.equal(mend(text), undefined, text);
  });

  it('yields a file that phpdotenv takes', () => {
    for (const text of ['A=a b\n', "A='it\\'s so'\n", 'A="a\\ b"\n', "A='abc\n", 'A=x\ty # "\n']) {
      assert.equal(parseDotenv('.env', mend(text) ?? '').rejected, false, text);
    }
  });
});

describe('parseDotenv, on anything', () => {
  it('never throws, and every place lies inside the text', () => {
    const pieces = fc.constantFrom(
      ...[
        'A',
        'B=',
        '="',
        '"',
        "'",
        '\\',
        '$',
        '${',
        '}',
        '${A}',
        '#',
        ' ',
        '\n',
        '\r\n',
        '\r',
        '\t',
        '\uFEFF',
        '🚀',
        'export ',
        '=',
        '\0',
      ],
    );
    const texts = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.array(pieces).map((parts) => parts.join('')),
      fc.nat(skeleton.length).map((length) => skeleton.slice(0, length)),
    );
    fc.assert(
      fc.property(texts, (text) => {
        const file = parseDotenv('.env', text);
        const places = [
          ...file.entries.flatMap((entry) => [
            ...[entry.nameAt, entry.valueAt, entry.lineAt, entry.commentAt],
            ...entry.references.map((reference) => reference.at),
          ]),
          ...file.errors.flatMap((error) => [error.at, error.lineAt, error.valueAt]),
          ...file.swallows.flatMap((swallow) => [swallow.at, swallow.lostAt]),
          file.openAt,
        ];
        for (const at of places) {
          if (at === undefined) continue;
          assert.ok(at.span.start >= 0 && at.span.start <= at.span.end && at.span.end <= text.length);
        }
        for (const entry of file.entries) {
          assert.equal(text.slice(entry.nameAt.span.start, entry.nameAt.span.end), entry.name);
        }
      }),
      { numRuns: 500 },
    );
  });
});
