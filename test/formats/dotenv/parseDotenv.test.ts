import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { parseDotenv } from '../../../server/src/formats/dotenv/parseDotenv';
import type { Place } from '../../../server/src/text/place';

interface OracleCase {
  readonly name: string;
  readonly input: string;
  readonly result: Readonly<Record<string, string | null>> | null;
  readonly error: string | null;
  readonly realEnv?: Readonly<Record<string, string>>;
}

describe('parseDotenv, against phpdotenv 5 itself', () => {
  const cases = JSON.parse(readFileSync('test/formats/dotenv/oracle.json', 'utf8')) as OracleCase[];
  for (const { name, input, result, error, realEnv } of cases) {
    it(name, () => {
      const file = parseDotenv('.env', input, { environment: (variable) => realEnv?.[variable] });
      assert.equal(file.error?.message ?? null, error);
      assert.equal(file.rejected, error !== null);
      if (result === null) return;
      const values = [...file.values].map(([key, entry]) => [key, realEnv?.[key] ?? entry.value ?? null]);
      assert.deepEqual(Object.fromEntries(values), result);
    });
  }

  it('has cases to compare with', () => assert.ok(cases.length > 150));
});

describe('parseDotenv', () => {
  const at = (text: string, place: Place | undefined): string | undefined =>
    place && text.slice(place.span.start, place.span.end);

  it('shows where names, values, comments and lines stand, behind a byte order mark and CRLF', () => {
    const text =
      '\uFEFF# Café 🚀\r\nexport "APP_NAME" = "My 🚀 App" # shown\r\nEMPTY=\r\nBARE\r\nLIST=a,b# c\r\n';
    const file = parseDotenv('.env', text);
    const [app, empty, bare, list] = file.entries;
    assert.equal(file.entries.length, 4);
    assert.equal(app?.value, 'My 🚀 App');
    assert.equal(app.exported, true);
    assert.equal(app.quote, 'double');
    assert.equal(at(text, app.nameAt), 'APP_NAME');
    assert.equal(at(text, app.valueAt), '"My 🚀 App"');
    assert.equal(at(text, app.commentAt), '# shown');
    assert.equal(at(text, app.lineAt), 'export "APP_NAME" = "My 🚀 App" # shown');
    assert.deepEqual([empty?.value, empty?.valueAt.span.start], ['', text.indexOf('EMPTY=') + 6]);
    assert.deepEqual([bare?.value, bare?.valueAt.span.start], [undefined, text.indexOf('BARE') + 4]);
    assert.equal(at(text, list?.valueAt), 'a,b');
    assert.equal(at(text, list?.commentAt), '# c');
  });

  it('spans a value of many lines', () => {
    const text = 'A=1\r\nKEY="one\r\ntwo" # end\r\nB=2';
    const file = parseDotenv('.env', text);
    assert.equal(file.values.get('KEY')?.value, 'one\ntwo');
    assert.equal(at(text, file.values.get('KEY')?.valueAt), '"one\r\ntwo"');
    assert.equal(at(text, file.values.get('B')?.valueAt), '2');
  });

  it('lists references with what was put in, unknown ones included', () => {
    const text = 'HOST=db\nURL="tcp://${HOST}:\\n${PORT}/${HOST}" # x\nLATER=${NEXT}\nNEXT=1\n';
    const file = parseDotenv('.env', text);
    const references = file.values.get('URL')?.references ?? [];
    assert.deepEqual(
      references.map((reference) => [at(text, reference.at), reference.name, reference.resolved]),
      [
        ['${HOST}', 'HOST', 'db'],
        ['${PORT}', 'PORT', undefined],
        ['${HOST}', 'HOST', 'db'],
      ],
    );
    assert.equal(file.values.get('URL')?.value, 'tcp://db:\n${PORT}/db');
    assert.equal(file.values.get('LATER')?.references[0]?.resolved, undefined);
  });

  it('finds no reference behind a backslash or in single quotes', () => {
    const file = parseDotenv('.env', 'H=db\nA="\\${H}"\nB=\'${H}\'\n');
    assert.deepEqual(file.values.get('A')?.references, []);
    assert.deepEqual(file.values.get('B')?.references, []);
  });

  it('takes cased letters of any alphabet in names, as phpdotenv 5 does, but not in references', () => {
    const file = parseDotenv('.env', 'GRÖSSE=1\nA=${GRÖSSE}\n');
    assert.equal(file.rejected, false);
    assert.equal(file.values.get('GRÖSSE')?.value, '1');
    assert.equal(file.values.get('A')?.value, '${GRÖSSE}');
    assert.equal(parseDotenv('.env', '名=1\n').error?.reason, 'an invalid name');
  });

  it('resolves a reference whose name another one completes, as phpdotenv does from the last to the first', () => {
    const text = 'STAGE=prod\nHOST_prod=db\nHOST=${HOST_${STAGE}}!\n';
    const file = parseDotenv('.env', text);
    const host = file.values.get('HOST');
    assert.equal(host?.value, 'db!');
    assert.deepEqual(
      host.references.map((reference) => at(text, reference.at)),
      ['${HOST_${STAGE}}', '${STAGE}'],
    );
  });

  it('takes the real environment for references, even an empty one', () => {
    const real: Record<string, string> = { HOST: '', ONLY_REAL: 'r' };
    const file = parseDotenv('.env', 'HOST=db\nA=${HOST}x${ONLY_REAL}\n', {
      environment: (name) => real[name],
    });
    assert.equal(file.values.get('A')?.value, 'xr');
    assert.equal(file.values.get('HOST')?.value, 'db');
  });

  it('reads on past an error, and names the cause without the value', () => {
    const text = 'A=1\nPASSWORD=top secret\nB=2\nC="x\\q"\nD E=1\n=5\nF=\'open\n';
    const file = parseDotenv('.env', text);
    assert.deepEqual([...file.values.keys()], ['A', 'B']);
    assert.deepEqual(
      file.errors.map((error) => [error.reason, error.name, at(text, error.at)]),
      [
        ['unexpected whitespace', 'PASSWORD', 'top secret'],
        ['an unexpected escape sequence', 'C', '\\q'],
        ['an invalid name', undefined, 'D E'],
        ['an unexpected equals', undefined, '='],
        ['a missing closing quote', 'F', "'open"],
      ],
    );
    assert.equal(file.error, file.errors[0]);
  });

  it('tells of the lines that an open quote swallows', () => {
    const text = 'A=1\nAPP_NAME="Shop\nSESSION_DRIVER=redis\n# no\nREDIS_HOST=redis\n';
    const file = parseDotenv('.env', text);
    assert.deepEqual([...file.values.keys()], ['A']);
    assert.equal(file.rejected, false);
    const swallow = file.swallows[0];
    assert.equal(swallow?.at.span.start, text.indexOf('"'));
    assert.equal(swallow.closed, false);
    assert.deepEqual(swallow.lostNames, ['APP_NAME', 'SESSION_DRIVER', 'REDIS_HOST']);
  });

  it('tells of the lines that a quote in a comment swallows', () => {
    const commentLine = parseDotenv('.env', '# A="open\nB=2\nC="3"\nD=4\n');
    assert.deepEqual(commentLine.swallows[0]?.lostNames, ['B', 'C']);
    assert.equal(commentLine.swallows[0].closed, true);
    const behindValue = parseDotenv('.env', 'A=1 # B="x\nC=3\nD="y"\nE=5\n');
    assert.deepEqual(behindValue.swallows[0]?.lostNames, ['C', 'D']);
    assert.deepEqual([...behindValue.values.keys()], ['A', 'E']);
  });

  it('is silent where a quote goes over lines and nothing is lost', () => {
    for (const text of [
      'A="one\ntwo"\nB=2\n',
      '# say A="closed"\nB=2\n',
      'B=2\n# A="last\n',
      '# A="x\n# y"\nB=2\n',
    ]) {
      assert.deepEqual(parseDotenv('.env', text).swallows, [], text);
    }
  });

  it('stays quick on lines that double each other and on thousands of dollars', () => {
    let doubling = 'A0=xxxxxxxxxx\n';
    for (let i = 1; i < 60; i++) doubling += `A${i}=\${A${i - 1}}\${A${i - 1}}\n`;
    assert.equal(parseDotenv('.env', doubling).entries.length, 60);
    const dollars = parseDotenv('.env', `A=${'${a'.repeat(20000)}\nB=${'${A}$'.repeat(20000)}\n`);
    assert.equal(dollars.entries.length, 2);
  });
});
