import Ajv from 'ajv';
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { faultyShop, runCommandLine, withFolder } from './commandLine';

const MANIFEST = faultyShop['k8s/web.yaml'] ?? '';
const SERVICES = ['sarif', 'github', 'gitlab', 'junit', 'markdown'] as const;

const report = (folder: string, format: string, ...options: string[]): string =>
  runCommandLine('check', folder, '--format', format, ...options).out;

/** The shop with a name for its workload that means something to whatever shows it. */
const named = (name: string) => ({
  ...faultyShop,
  'k8s/web.yaml': MANIFEST.replace(
    'name: web\nspec:\n  replicas',
    `name: ${JSON.stringify(name)}\nspec:\n  replicas`,
  ),
});

const HOSTILE =
  'a\r\n::stop-commands::x % 100%25 \u001b[31m\u202e | `code` <img src=x> [l](http://x) @all ##[group]x \ufffe]]>';

interface Sarif {
  readonly runs: readonly {
    readonly tool: { readonly driver: { readonly rules: readonly { readonly id: string }[] } };
    readonly results: readonly {
      readonly ruleId: string;
      readonly ruleIndex: number;
      readonly level: string;
      readonly partialFingerprints: Readonly<Record<string, string>>;
      readonly locations: readonly {
        readonly physicalLocation: {
          readonly artifactLocation: { readonly uri: string; readonly uriBaseId: string };
          readonly region: { readonly startLine: number };
        };
      }[];
    }[];
  }[];
}

/** The schema is written in draft 4; what it uses means the same in draft 7, but for the name of `id`. */
function sarifProblems(log: unknown): string {
  const file = 'node_modules/@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json';
  const { $schema, id, ...schema } = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
  assert.ok($schema !== undefined && id !== undefined);
  const ajv = new Ajv({ strict: false, unicodeRegExp: false, allErrors: true, validateFormats: false });
  return ajv.validate(schema, log) ? '' : ajv.errorsText();
}

describe('check --format sarif', function () {
  this.timeout(20_000);

  it('is valid, with paths below %SRCROOT% and each rule where its results point', () => {
    for (const files of [faultyShop, named(HOSTILE), {}]) {
      withFolder(files, (folder) => {
        const log = JSON.parse(report(folder, 'sarif')) as Sarif;
        assert.equal(sarifProblems(log), '');
        const [run] = log.runs;
        assert.ok(run);
        for (const { ruleId, ruleIndex, level, locations } of run.results) {
          assert.equal(run.tool.driver.rules[ruleIndex]?.id, ruleId);
          assert.match(level, /^(error|warning|note)$/);
          const { uri, uriBaseId } = locations[0]?.physicalLocation.artifactLocation ?? {};
          assert.equal(uriBaseId, '%SRCROOT%');
          assert.ok(uri?.endsWith('k8s/web.yaml') && !/^[a-z]+:|^\//.test(uri), uri);
        }
        assert.equal(run.results.length > 0, 'artisan' in files);
      });
    }
    assert.notEqual(sarifProblems({ version: '2.1.0' }), '');
  });

  it('knows a finding again when lines move', () => {
    const prints = (manifest: string) =>
      withFolder({ ...faultyShop, 'k8s/web.yaml': manifest }, (folder) =>
        (JSON.parse(report(folder, 'sarif')) as Sarif).runs[0]?.results.map((each) => [
          each.ruleId,
          each.partialFingerprints,
        ]),
      );
    assert.deepEqual(prints(`# moved\n\n${MANIFEST}`), prints(MANIFEST));
  });
});

describe('check --format github', function () {
  this.timeout(20_000);

  it('writes one command a finding, the worst first, and a line that is none', () => {
    const lines = report('examples/1-as-the-tutorial-leaves-it', 'github').trimEnd().split('\n');
    const kinds = lines.map((line) => /^::(\w+) /.exec(line)?.[1] ?? 'none');
    assert.deepEqual(kinds, ['error', 'error', 'error', 'error', 'warning', 'none']);
    assert.match(
      lines[0] ?? '',
      /^::error file=examples\/1-as-the-tutorial-leaves-it\/k8s\/configmap\.yaml,line=11,endLine=11,col=19,endColumn=23,title=stateful-driver-with-replicas::"notes" runs 3 pods/,
    );
  });

  it('escapes as the toolkit of GitHub does, so that no name makes a command', () => {
    withFolder({ ...named(HOSTILE), 'k8s/web.yaml': '' }, (folder) => {
      const manifest = named(HOSTILE)['k8s/web.yaml'];
      writeFileSync(path.join(folder, 'k8s', 'a,b:c%.yaml'), manifest);
      const out = report(folder, 'github');
      const [first = '', last = '', ...rest] = out.trimEnd().split('\n');
      assert.deepEqual(rest, []);
      assert.match(first, /^::error file=[^:]*k8s\/a%2Cb%3Ac%25\.yaml,/);
      assert.ok(first.includes('% 100%2525'.replace('% ', '%25 ')), first);
      assert.doesNotMatch(last, /::/);
      assert.doesNotMatch(out, /[\r\u001b\u202e]/);
      assert.doesNotMatch(first.slice(2), /\s::[a-z]/);
    });
  });
});

describe('check --format gitlab', function () {
  this.timeout(20_000);

  it('has what GitLab asks for, and a fingerprint of its own for each finding', () => {
    const entries = JSON.parse(report('examples/1-as-the-tutorial-leaves-it', 'gitlab')) as {
      description: string;
      check_name: string;
      fingerprint: string;
      severity: string;
      location: { path: string; lines: { begin: number } };
    }[];
    assert.equal(entries.length, 5);
    for (const { description, check_name, severity, location } of entries) {
      assert.ok(description !== '' && check_name !== '' && location.lines.begin > 0);
      assert.match(severity, /^(info|minor|major|critical|blocker)$/);
      assert.match(location.path, /^examples\//);
    }
    assert.equal(new Set(entries.map(({ fingerprint }) => fingerprint)).size, 5);
  });
});

describe('check --format junit', function () {
  this.timeout(20_000);

  it('counts as failures what fails the run, and has a case when all is well', () => {
    const example = 'examples/2-sticky-sessions';
    assert.match(report(example, 'junit'), /<testsuites name="laravel-k8s" tests="2" failures="0"/);
    assert.match(report(example, 'junit', '--fail-on', 'warning'), /tests="2" failures="1"/);
    assert.match(report('examples/3-redis', 'junit'), /tests="1" failures="0"[^]*<testcase /);
  });

  it('holds nothing that XML does not allow', () => {
    withFolder(named(HOSTILE), (folder) => {
      const out = report(folder, 'junit');
      assert.doesNotMatch(out, /[\u0000-\u0009\u000b-\u001f\ufffe\uffff\u202e]/);
      assert.doesNotMatch(out, /<img|&(?!amp;|lt;|gt;|quot;|apos;)|\]\]>/);
      const tags = [...out.matchAll(/<(\/?)([a-z-]+)[^<>]*?(\/?)>/g)];
      const opened = tags.filter(([, end, , empty]) => end === '' && empty === '').length;
      assert.equal(opened, tags.filter(([, end]) => end === '/').length);
    });
  });
});

describe('check --format markdown', function () {
  this.timeout(20_000);

  it('shows findings and what becomes of sessions', () => {
    const out = report('examples/1-as-the-tutorial-leaves-it', 'markdown');
    assert.match(out, /^## Laravel K8s\n\n\*\*4 errors, 1 warning, 0 information\.\*\*/);
    assert.match(out, /\| Deployment notes, k8s \| file, [^|]* \| 3 \| split \| lost \| lost \|/);
  });

  it('takes no markup, link, mention or cell from a name', () => {
    withFolder(named(HOSTILE), (folder) => {
      const out = report(folder, 'markdown');
      assert.doesNotMatch(out, /<img|@all|http:\/\/x|[\r\u001b\u202e]|(?<!\\)`code/);
      const rows = out.split('\n').filter((line) => line.startsWith('|'));
      const cells = rows.map((row) => row.split(/(?<!\\)\|/).length);
      assert.equal(new Set(cells).size, 1, rows.join('\n'));
    });
  });

  it('says what is new, fixed and unchanged since an earlier report', () => {
    withFolder(faultyShop, (folder) => {
      const file = path.join(folder, 'k8s/web.yaml');
      const earlier = path.join(folder, 'earlier.json');
      assert.equal(runCommandLine('check', folder, '--output', `json=${earlier}`).code, 1);
      const since = () => report(folder, 'markdown', '--compare', earlier);
      assert.match(since(), /\*\*0 new, 0 fixed, 1 unchanged\.\*\*[^]*<summary>Unchanged \(1\)<\/summary>/);
      writeFileSync(file, MANIFEST.replace('value: file', 'value: redsi'));
      const changed = since();
      assert.match(changed, /\*\*1 new, 1 fixed, 0 unchanged\.\*\*/);
      assert.match(
        changed,
        /### New[^]*session-driver-unknown[^]*### Fixed[^]*stateful-driver-with-replicas/,
      );
      assert.match(changed, /\| file, [^|]* → \*\*invalid, /);
    });
  });

  it('refuses what is no earlier report', () => {
    withFolder({ 'a.json': '{"version":1,"findings":[{}]}', 'b.json': '{' }, (folder) => {
      for (const name of ['a.json', 'b.json', 'missing.json']) {
        const file = path.join(folder, name);
        const { code, out, err } = runCommandLine('check', folder, '--format', 'markdown', '--compare', file);
        assert.deepEqual({ code, out }, { code: 2, out: '' });
        assert.match(err, /is no report of|cannot be read/);
      }
    });
  });
});

describe('check', function () {
  this.timeout(20_000);

  it('writes several reports in one run, and exits with 2 when one cannot be written', () => {
    withFolder(faultyShop, (folder) => {
      const outputs = SERVICES.flatMap((format) => ['--output', `${format}=${path.join(folder, format)}`]);
      const { code, out } = runCommandLine('check', folder, ...outputs);
      assert.equal(code, 1);
      assert.match(out, /^ {2}.*stateful-driver-with-replicas/m);
      for (const format of SERVICES)
        assert.equal(readFileSync(path.join(folder, format), 'utf8'), report(folder, format));
      const failed = runCommandLine('check', folder, '--output', `sarif=${folder}/no/such/folder`);
      assert.equal(failed.code, 2);
      assert.match(failed.err, /cannot be written \(there is no such file or folder\)\.\n$/);
    });
  });

  it('fails above the number of warnings that is allowed', () => {
    const example = 'examples/2-sticky-sessions';
    assert.equal(runCommandLine('check', example, '--max-warnings', '1').code, 0);
    assert.equal(runCommandLine('check', example, '--max-warnings', '0').code, 1);
  });

  it('prints no line that a pipeline would take for a command', () => {
    withFolder(named('::stop-commands::x and  ::error::y ##[add-mask]z ##vso[task]z'), (folder) => {
      for (const format of ['text', 'json', ...SERVICES]) {
        const lines = report(folder, format).split('\n');
        const commands = lines.filter((line) => /^\s*::(?!error file=)|##[\w.]*\[/.test(line));
        assert.deepEqual(commands, [], format);
      }
    });
  });
});
