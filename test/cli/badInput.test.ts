import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { faultyShop, runCommandLine, withFolder, type Outcome } from './commandLine';

const RULE = 'stateful-driver-with-replicas';

/** Whatever else lies in the folder, the shop beside it is judged all the same. */
function checkBeside(
  files: Readonly<Record<string, string | Uint8Array>>,
  prepare: (folder: string) => void = () => undefined,
): Outcome {
  return withFolder({ ...faultyShop, ...files }, (folder) => {
    prepare(folder);
    const outcome = runCommandLine('check', folder);
    assert.ok(outcome.out.includes(RULE), `The shop was not judged:\n${outcome.out}${outcome.err}`);
    return { ...outcome, err: outcome.err.replaceAll(folder, '') };
  });
}

describe('The command line, given bad input', function () {
  this.timeout(20_000);

  it('says that a folder is missing, and still judges the others', () => {
    const missing = runCommandLine('check', '/no/such/folder');
    assert.equal(missing.code, 2);
    assert.equal(missing.err, 'laravel-k8s: There is no folder "/no/such/folder".\n');
    withFolder(faultyShop, (folder) => {
      const both = runCommandLine('check', '/no/such/folder', folder);
      assert.equal(both.code, 2);
      assert.ok(both.out.includes(RULE));
    });
  });

  it('says that a file is no folder', () => {
    withFolder(faultyShop, (folder) => {
      const { code, err } = runCommandLine('check', path.join(folder, 'artisan'));
      assert.equal(code, 2);
      assert.match(err, /artisan" is a file, not a folder\.\n$/);
    });
  });

  it('has nothing to report of an empty folder', () => {
    withFolder({}, (folder) => {
      const { code, out, err } = runCommandLine('check', folder);
      assert.deepEqual({ code, err }, { code: 0, err: '' });
      assert.equal(out, 'Nothing to report. 0 files read, 0 Laravel workloads.\n');
    });
  });

  it('reads on below a directory that is called like a YAML file', () => {
    const { code, err } = checkBeside({}, (folder) => mkdirSync(path.join(folder, 'k8s/x.yaml')));
    assert.equal(code, 1);
    assert.equal(err, 'laravel-k8s: /k8s/x.yaml: is a directory, not a YAML file; what is in it was read\n');
  });

  it('does not follow links in a circle, out of the folder, or to nowhere, and names each', () => {
    const { code, err } = checkBeside({}, (folder) => {
      symlinkSync(folder, path.join(folder, 'k8s/loop'));
      symlinkSync('/etc', path.join(folder, 'outside'));
      symlinkSync('nowhere.yaml', path.join(folder, 'dangling.yaml'));
      symlinkSync('b.yaml', path.join(folder, 'a.yaml'));
      symlinkSync('a.yaml', path.join(folder, 'b.yaml'));
    });
    assert.equal(code, 1);
    const lines = err.trimEnd().split('\n').sort();
    assert.deepEqual(lines, [
      'laravel-k8s: /a.yaml: is a link that leads nowhere (the links go round in a circle)',
      'laravel-k8s: /b.yaml: is a link that leads nowhere (the links go round in a circle)',
      'laravel-k8s: /dangling.yaml: is a link that leads nowhere (its target does not exist)',
      'laravel-k8s: /k8s/loop: is a link to a directory above itself; it was not followed',
      'laravel-k8s: /outside: is a link that leads out of the folder; it was not followed',
    ]);
  });

  it('does not wait for a pipe', () => {
    const { code, err } = checkBeside({}, (folder) => {
      execFileSync('mkfifo', [path.join(folder, 'k8s/pipe.yaml')]);
    });
    assert.deepEqual({ code, err }, { code: 1, err: '' });
  });

  it('replaces bytes that are no UTF-8, and says so', () => {
    const bytes = Buffer.concat([
      Buffer.from('apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: odd\ndata:\n  A: "'),
      Buffer.from([0xff, 0xfe]),
      Buffer.from('"\n'),
    ]);
    const { code, err } = checkBeside({ 'k8s/odd.yaml': bytes });
    assert.equal(code, 1);
    assert.equal(err, 'laravel-k8s: /k8s/odd.yaml: is not valid UTF-8; the odd bytes were replaced\n');
  });

  it('leaves out a file of 10 MB, and says so', () => {
    const line = 'data: { A: "0123456789012345678901234567890123456789" }\n';
    const huge = `apiVersion: v1\nkind: ConfigMap\n${line.repeat(Math.ceil(10_000_000 / line.length))}`;
    const { code, err } = checkBeside({ 'k8s/huge.yaml': huge });
    assert.equal(code, 1);
    assert.equal(err, 'laravel-k8s: /k8s/huge.yaml: is 10.0 MB large and was not read (the limit is 5 MB)\n');
  });

  it('refuses to go 2,000 brackets deep, in one clear finding', () => {
    const { code, out } = checkBeside({
      'k8s/deep.yaml': `apiVersion: v1\nkind: ConfigMap\ndata: ${'['.repeat(2000)}\n`,
    });
    assert.equal(code, 1);
    const [, deep = ''] = out.split('deep.yaml\n');
    assert.match(deep, /^ {2}\d+:\d+ {2}error {2}manifest-malformed\n/);
    assert.equal(out.split('manifest-malformed').length, 2);
  });

  it('is not blown up by aliases of aliases', () => {
    const bomb = Array.from(
      { length: 30 },
      (_, i) => `  k${i}: &a${i} [${i === 0 ? 'x' : `*a${i - 1}, *a${i - 1}, *a${i - 1}`}]`,
    );
    const { code } = checkBeside({
      'k8s/bomb.yaml': `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: bomb\ndata:\n${bomb.join('\n')}\n`,
    });
    assert.equal(code, 1);
  });

  it('shows names with control characters and directions of writing as harmless text', () => {
    const evil = 'web\\e[31m\\u202Eevil';
    const manifest = (faultyShop['k8s/web.yaml'] ?? '').replace(
      'name: web\nspec:\n  replicas',
      `name: "${evil}"\nspec:\n  replicas`,
    );
    const { out } = checkBeside({ 'k8s/web.yaml': manifest });
    assert.ok(out.includes('[31mevil'));

    assert.doesNotMatch(out, /[\u0000-\u0009\u000b-\u001f\u202e]/);
  });
});

describe('The command line', () => {
  it('says what is wrong with a command, an option or a value, and exits with 2', () => {
    for (const [argv, message] of [
      [
        ['chekc'],
        'There is no command "chekc". Did you mean "check"? The commands are check, inspect, render, explain, rules.',
      ],
      [
        ['check', '--format', 'sarfi'],
        '--format takes text, json, sarif, github, gitlab, junit, markdown, not "sarfi". Did you mean "sarif"?',
      ],
      [['inspect', '--format', 'sarif'], '--format takes text, json, not "sarif".'],
      [['check', '--fromat=json'], 'There is no option "--fromat". Did you mean "--format"?'],
      [['check', '--frobnicate'], 'There is no option "--frobnicate".'],
      [['check', '--format'], '--format wants a value.'],
      [['check', '--format', '--fix'], '--format wants a value.'],
      [['check', '--fix=all'], '--fix takes no value.'],
      [
        ['check', '--output', 'a.sarif'],
        '--output wants a format and a file, as in "sarif=report.sarif", not "a.sarif".',
      ],
      [['check', '--max-warnings', 'many'], '--max-warnings wants a whole number, not "many".'],
      [['inspect', '--fail-on', 'error'], '--fail-on belongs to "check", not to "inspect".'],
      [['check', '--compare', 'a.json'], '--compare is for the Markdown report: add "--format markdown".'],
      [['check', '--dry-run'], '--dry-run says what --fix would do: add --fix.'],
      [['check', '--fail-on', 'never'], '--fail-on takes error, warning, information, not "never".'],
      [['explain', 'no-such-rule'], 'There is no rule "no-such-rule". "laravel-k8s rules" lists them.'],
      [
        ['explain', 'redis-host-localhots'],
        'There is no rule "redis-host-localhots". Did you mean "redis-host-localhost"? "laravel-k8s rules" lists them.',
      ],
      [['render'], '"render" wants the name of one stack, as "inspect" shows it, and perhaps a folder.'],
      [['explain'], '"explain" wants the name of one rule; "laravel-k8s rules" lists them.'],
    ] as const) {
      assert.deepEqual(runCommandLine(...argv), { code: 2, out: '', err: `laravel-k8s: ${message}\n` });
    }
  });

  it('exits with 1 from the severity on that is asked for, and with 0 below it', () => {
    const oneNode = (faultyShop['k8s/web.yaml'] ?? '').replace(
      'type: LoadBalancer',
      'type: LoadBalancer\n  sessionAffinity: ClientIP',
    );
    withFolder({ ...faultyShop, 'k8s/web.yaml': oneNode }, (folder) => {
      assert.match(runCommandLine('check', folder).out, /warning {2}stateful-driver-with-replicas/);
      assert.equal(runCommandLine('check', folder).code, 0);
      assert.equal(runCommandLine('check', folder, '--fail-on', 'warning').code, 1);
      assert.equal(runCommandLine('check', folder, '--fail-on', 'information').code, 1);
    });
  });

  it('prints what a stack applies, with the origin of each value and without its secrets', () => {
    const secret =
      'apiVersion: v1\nkind: Secret\nmetadata:\n  name: web\nstringData:\n  app-key: canary-value\n';
    withFolder({ ...faultyShop, 'k8s/secret.yaml': secret }, (folder) => {
      const { code, out, err } = runCommandLine('render', 'k8s', folder);
      assert.deepEqual({ code, err }, { code: 0, err: '' });
      assert.ok(out.includes('  replicas: 3 # k8s/web.yaml:6\n'), out);
      assert.ok(out.includes('  app-key: "…" # k8s/secret.yaml:6, not shown\n'), out);
      assert.ok(!out.includes('canary-value'));
      const missing = runCommandLine('render', 'prod', folder);
      assert.deepEqual(missing, {
        code: 2,
        out: '',
        err: 'laravel-k8s: There is no stack "prod". There are "k8s".\n',
      });
    });
  });

  it('explains every rule that it lists', () => {
    const ids = runCommandLine('rules')
      .out.trimEnd()
      .split('\n')
      .map((line) => line.split(' ')[0] ?? '');
    assert.ok(ids.includes(RULE));
    for (const id of ids) {
      const { code, out } = runCommandLine('explain', id);
      assert.equal(code, 0);
      for (const part of ['What is wrong', 'What happens', 'The way out', 'When it is silent'])
        assert.ok(out.includes(part), `${id}: ${part}`);
    }
  });

  it('prints help and its version without reading anything', () => {
    assert.match(runCommandLine('--help').out, /Exit codes: 0 clean/);
    assert.match(runCommandLine().out, /^laravel-k8s:/);
    assert.equal(runCommandLine('--version').out, '0.0.0\n');
  });

  it('prefixes the paths of several folders with their names', () => {
    withFolder(faultyShop, (one) =>
      withFolder(faultyShop, (two) => {
        const { findings } = JSON.parse(runCommandLine('check', one, two, '--format', 'json').out) as {
          findings: { path: string }[];
        };
        const paths = findings.map(({ path: file }) => file);
        assert.ok(
          paths.includes(`${one}/k8s/web.yaml`) && paths.includes(`${two}/k8s/web.yaml`),
          paths.join('\n'),
        );
      }),
    );
  });
});
