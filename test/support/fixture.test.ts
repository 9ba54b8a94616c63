import assert from 'node:assert/strict';
import { compareFindings } from './compareFindings';
import type { FixtureFinding } from './fixture';
import { readFixture, rewriteMarkers } from './fixture';

const fixture = `# redis-host-unresolved

Prose for people, with \`code\` in it.

## A name that no Service has

\`k8s/web.yaml\`

\`\`\`yaml
kind: ConfigMap
#<^^^ information stack-noted
data:
  REDIS_HOST: rediss
#             ^^^^^^ warning redis-host-unresolved: No Service is called "rediss"
#             | error other-rule: A second one at the same line.
\`\`\`

**config/session.php**:
\`\`\`php
<?php return ['driver' => 'x'];
//                        ^^^ error session-driver-unknown: Driver [x] not supported.
\`\`\`

After fix "Use Service "redis"", \`k8s/web.yaml\`

\`\`\`yaml
kind: ConfigMap
data:
  REDIS_HOST: redis
\`\`\`

After fix "Use Service "redis"", k8s/redis.yaml
\`\`\`yaml
kind: Service
\`\`\`

Settings:
\`\`\`json
{ "rules": { "other-rule": "off" } }
\`\`\`

## Nothing is wrong

\`.env\`
\`\`\`dotenv
# | is a table's stroke and no marker
\`\`\`
`;

const finding = (part: Partial<FixtureFinding>): FixtureFinding => ({
  file: 'a.yaml',
  line: 0,
  startColumn: 0,
  endColumn: 1,
  severity: 'error',
  rule: 'some-rule',
  message: 'A message.',
  ...part,
});

/** A fixture of one case with one file. */
const single = (file: string, ...lines: string[]) =>
  ['## Case', `\`${file}\``, '```', ...lines, '```', ''].join('\n');

describe('fixture: reading', () => {
  it('takes each heading of the second level as a case', () => {
    assert.deepEqual(
      readFixture(fixture).map(({ name }) => name),
      ['A name that no Service has', 'Nothing is wrong'],
    );
  });

  it('gives the files without their markers', () => {
    const [first, second] = readFixture(fixture);
    assert.deepEqual(
      [...(first?.files ?? [])],
      [
        ['k8s/web.yaml', 'kind: ConfigMap\ndata:\n  REDIS_HOST: rediss\n'],
        ['config/session.php', "<?php return ['driver' => 'x'];\n"],
      ],
    );
    assert.deepEqual([...(second?.files.keys() ?? [])], ['.env']);
  });

  it('reads where each marker points, in lines and columns from 0', () => {
    assert.deepEqual(readFixture(fixture)[0]?.expected, [
      finding({
        file: 'k8s/web.yaml',
        endColumn: 3,
        severity: 'information',
        rule: 'stack-noted',
        message: '',
      }),
      finding({
        file: 'k8s/web.yaml',
        line: 2,
        startColumn: 14,
        endColumn: 20,
        severity: 'warning',
        rule: 'redis-host-unresolved',
        message: 'No Service is called "rediss"',
      }),
      finding({
        file: 'k8s/web.yaml',
        line: 2,
        startColumn: 14,
        endColumn: 14,
        rule: 'other-rule',
        message: 'A second one at the same line.',
      }),
      finding({
        file: 'config/session.php',
        startColumn: 26,
        endColumn: 29,
        rule: 'session-driver-unknown',
        message: 'Driver [x] not supported.',
      }),
    ]);
    assert.deepEqual(readFixture(fixture)[1]?.expected, []);
  });

  it('gathers the texts after one fix, however many files it touches', () => {
    const fixes = readFixture(fixture)[0]?.fixes ?? [];
    assert.equal(fixes.length, 1);
    assert.equal(fixes[0]?.title, 'Use Service "redis"');
    assert.deepEqual(
      [...(fixes[0]?.files ?? [])],
      [
        ['k8s/web.yaml', 'kind: ConfigMap\ndata:\n  REDIS_HOST: redis\n'],
        ['k8s/redis.yaml', 'kind: Service\n'],
      ],
    );
  });

  it('reads settings as JSON', () => {
    assert.deepEqual(readFixture(fixture)[0]?.settings, { rules: { 'other-rule': 'off' } });
    assert.equal(readFixture(fixture)[1]?.settings, undefined);
  });

  it('shares the files before the first heading, unless a case has its own', () => {
    const cases = readFixture('`artisan`\n```\nA\n```\n## One\n## Two\n`artisan`\n```\nB\n```\n');
    assert.deepEqual(
      cases.map(({ files }) => files.get('artisan')),
      ['A\n', 'B\n'],
    );
  });

  it('ends the lines of a block as its info string says', () => {
    const [only] = readFixture('## Case\n`.env`\n```dotenv crlf\nA=1\n#<^ error some-rule\nB=2\n```\n');
    assert.equal(only?.files.get('.env'), 'A=1\r\nB=2\r\n');
    assert.equal(only?.expected.length, 1);
  });

  it('reads a fixture with CRLF line ends like one without', () => {
    assert.deepEqual(readFixture(fixture.replaceAll('\n', '\r\n')), readFixture(fixture));
  });

  it('lets a longer fence hold a shorter one', () => {
    const [only] = readFixture('## Case\n`a.md`\n````\n```\n````\n');
    assert.equal(only?.files.get('a.md'), '```\n');
  });

  it('knows an empty file, and a finding in it', () => {
    const [only] = readFixture(single('a.yaml', '#<| error some-rule: A message.'));
    assert.equal(only?.files.get('a.yaml'), '');
    assert.deepEqual(only?.expected, [finding({ endColumn: 0 })]);
  });

  for (const [what, text, says] of [
    ['a block without a path', '## Case\n```\n```\n', /^Error: Line 2 .*no path stands above/],
    [
      'a path that prose parts from its block',
      '## Case\n`a`\nProse.\n```\n```\n',
      /^Error: Line 4 .*no path/,
    ],
    ['a block without an end', '## Case\n`a`\n```\nx\n', /^Error: Line 3 .*does not end/],
    [
      'a misspelt severity',
      single('a', 'x', '#<^ eror some-rule'),
      /^Error: Line 5 .*cannot be read: #<\^ eror/,
    ],
    ['carets that say nothing', single('a', 'x', '# ^^'), /^Error: Line 5 .*cannot be read/],
    ['a marker in a shared file', '`a`\n```\nx\n#<^ error some-rule\n```\n', /^Error: Line 2 .*every case/],
    [
      'a marker behind a fix',
      '## Case\nAfter fix "F", a\n```\nx\n#<^ error r\n```\n',
      /^Error: Line 3 .*no file/,
    ],
    ['two files of one path', '## Case\n`a`\n```\n```\n`a`\n```\n```\n', /^Error: Line 6 .*second file "a"/],
    ['two cases of one name', '## Case\n## Case\n', /^Error: Line 2 .*second case "Case"/],
    ['settings that are no JSON', '## Case\nSettings\n```\n{\n```\n', /^Error: Line 3 .*not JSON/],
  ] as const) {
    it(`refuses ${what}, and says where`, () => assert.throws(() => readFixture(text), says));
  }
});

describe('fixture: rewriting markers', () => {
  const rewrite = (text: string, ...findings: FixtureFinding[]) =>
    rewriteMarkers(text, new Map([['Case', findings]]));

  it('changes nothing where the findings are those of the markers', () => {
    const found = readFixture(fixture)[0]?.expected ?? [];
    const full = found.map((one) => ({ ...one, message: `Before. ${one.message} Behind.` }));
    const actual = new Map([['A name that no Service has', full]]);
    assert.equal(
      rewriteMarkers(fixture, actual).replace('stack-noted: Before.  Behind.', 'stack-noted'),
      fixture,
    );
  });

  it('writes what it reads: the new markers expect the actual findings', () => {
    const actual = [
      finding({ file: 'a.php', startColumn: 1, endColumn: 4 }),
      finding({ file: 'a.php', startColumn: 2, endColumn: 4, severity: 'warning' }),
      finding({ file: 'a.php', line: 1, endColumn: 2, severity: 'information' }),
      finding({ file: 'a.php', line: 1, startColumn: 7, endColumn: 7 }),
    ];
    const rewritten = rewrite(single('a.php', '<?php return 1;', '#<^ error gone', 'f(1, 2);'), ...actual);
    assert.deepEqual(readFixture(rewritten)[0]?.expected, actual);
    assert.equal(readFixture(rewritten)[0]?.files.get('a.php'), '<?php return 1;\nf(1, 2);\n');
  });

  it('takes out the markers of findings that are gone', () => {
    assert.equal(rewrite(single('a.yaml', 'x', '#<^ error some-rule')), single('a.yaml', 'x'));
  });

  it('writes a new message when the old words are not in it any more', () => {
    const before = single('a.yaml', 'x', '#<^ error some-rule: Old words');
    assert.equal(rewrite(before, finding({})), single('a.yaml', 'x', '#<^ error some-rule: A message.'));
  });

  it('marks an empty file', () => {
    assert.equal(rewrite(single('a.yaml'), finding({})), single('a.yaml', '#<^ error some-rule: A message.'));
  });

  it('leaves cases alone that it has no findings for', () => {
    assert.equal(rewriteMarkers(fixture, new Map()), fixture);
  });

  it('refuses a finding that no marker can stand for', () => {
    const before = single('a.yaml', 'x');
    assert.throws(() => rewrite(before, finding({ file: 'b.yaml' })), /some-rule in "b\.yaml", line 1/);
    assert.throws(() => rewrite(before, finding({ line: 1 })), /some-rule in "a\.yaml", line 2/);
  });
});

describe('fixture: comparing findings', () => {
  it('finds no difference between a message and words of it', () => {
    assert.deepEqual(compareFindings([finding({ message: 'message' })], [finding({})]), []);
  });

  it('names what is missing and what is too much', () => {
    assert.deepEqual(compareFindings([finding({})], [finding({ line: 3, message: 'Another.' })]), [
      'Expected, not found: a.yaml:1:1-2 error some-rule: A message.',
      'Found, not expected: a.yaml:4:1-2 error some-rule: Another.',
    ]);
  });

  it('wants one finding for each expectation', () => {
    const expected = [finding({ message: '' }), finding({ message: 'message' })];
    assert.deepEqual(compareFindings(expected, [finding({}), finding({ message: 'Another.' })]), []);
    assert.equal(compareFindings(expected, [finding({})]).length, 1);
  });

  for (const part of [
    { file: 'b.yaml' },
    { line: 1 },
    { startColumn: 1 },
    { endColumn: 2 },
    { severity: 'warning' },
    { rule: 'other-rule' },
  ] as const) {
    it(`tells findings apart by their ${Object.keys(part).join()}`, () => {
      assert.equal(compareFindings([finding({})], [finding(part)]).length, 2);
    });
  }
});
