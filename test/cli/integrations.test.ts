import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parse, parseAllDocuments } from 'yaml';
import { readArguments } from '../../server/src/cli/arguments';
import { parseDockerfile } from '../../server/src/formats/dockerfile/parseDockerfile';
import { faultyShop, withFolder } from './commandLine';

const text = (file: string): string => readFileSync(file, 'utf8');

describe('action.yml', function () {
  this.timeout(30_000);

  const action = parse(text('action.yml')) as {
    readonly inputs: Readonly<Record<string, { readonly default: string }>>;
    readonly runs: {
      readonly using: string;
      readonly steps: readonly {
        readonly run: string;
        readonly shell: string;
        readonly env: Readonly<Record<string, string>>;
      }[];
    };
  };
  const [step] = action.runs.steps;
  assert.ok(step);

  /**
   * What the runner has checked out, as a copy of what it needs: where there is no dist/, the script installs packages, which
   * would take ours away.
   */
  let checkout = '';
  before(() => {
    checkout = mkdtempSync(path.join(tmpdir(), 'laravel-k8s-action-'));
    cpSync('dist', path.join(checkout, 'dist'), { recursive: true });
  });
  after(() => rmSync(checkout, { recursive: true, force: true }));

  /** Runs the script of the action as the runner would, with these inputs. */
  function run(folder: string, inputs: Readonly<Record<string, string>>) {
    const env = Object.fromEntries(
      Object.entries(step?.env ?? {}).map(([name, value]) => {
        const input = /^\$\{\{ inputs\.([\w-]+) \}\}$/.exec(value)?.[1];
        if (input === undefined) return [name, checkout];
        assert.ok(action.inputs[input], `There is no input ${input}.`);
        return [name, inputs[input] ?? action.inputs[input].default];
      }),
    );
    return spawnSync('bash', ['-c', step?.run ?? ''], {
      cwd: folder,
      env: { ...process.env, ...env },
      encoding: 'utf8',
    });
  }

  it('puts no input into its script', () => {
    assert.equal(action.runs.using, 'composite');
    assert.doesNotMatch(step.run, /\$\{\{/);
    for (const input of Object.keys(action.inputs))
      assert.ok(Object.values(step.env).includes(`\${{ inputs.${input} }}`), input);
  });

  it('fails with annotations, and writes the reports that are asked for', () => {
    withFolder(faultyShop, (folder) => {
      const { status, stdout, stderr } = run(folder, { sarif: 'a b.sarif', markdown: 'report.md' });
      assert.equal(status, 1, stderr);
      assert.match(stdout, /^::error file=k8s\/web\.yaml,line=/);
      assert.match(text(path.join(folder, 'a b.sarif')), /"2\.1\.0"/);
      assert.match(text(path.join(folder, 'report.md')), /^## Laravel K8s/);
    });
  });

  it('takes hostile inputs for text', () => {
    withFolder(faultyShop, (folder) => {
      const { status, stderr } = run(folder, { path: '$(touch made); touch made' });
      assert.equal(status, 2);
      assert.match(stderr, /There is no folder/);
      assert.equal(existsSync(path.join(folder, 'made')), false);
    });
  });
});

describe('the pre-commit hook', () => {
  it('calls a command that there is, for the files that are read', () => {
    const [hook] = parse(text('.pre-commit-hooks.yaml')) as {
      entry: string;
      files: string;
      language: string;
    }[];
    assert.ok(hook);
    const [program, ...argv] = hook.entry.split(' ');
    assert.ok(Object.keys((JSON.parse(text('package.json')) as { bin: object }).bin).includes(program ?? ''));
    assert.equal(readArguments(argv).verb, 'check');
    for (const file of [
      'k8s/a.yaml',
      'a.yml',
      '.env',
      '.env.prod',
      'app/Dockerfile',
      'composer.json',
      'config/a.php',
    ])
      assert.match(file, new RegExp(hook.files));
    for (const file of ['README.md', 'a.ts', 'environment'])
      assert.doesNotMatch(file, new RegExp(hook.files));
  });
});

describe('the GitLab component', () => {
  it('declares the inputs that it uses, and calls a command that there is', () => {
    const source = text('templates/laravel-k8s.yml');
    const [head, body] = parseAllDocuments(source).map((document) => document.toJS() as unknown);
    const { inputs } = (head as { spec: { inputs: Readonly<Record<string, unknown>> } }).spec;
    const used = [...source.matchAll(/\$\[\[ inputs\.([\w-]+) \]\]/g)].map(([, name]) => name ?? '');
    assert.deepEqual([...new Set(used)].sort(), Object.keys(inputs).sort());
    const job = (body as Readonly<Record<string, { script: string[]; artifacts: { reports: object } }>>)[
      'laravel-k8s'
    ];
    const argv = (job?.script[0] ?? '').replaceAll('"', '').replace('$FAIL_ON', 'error').split(/\s+/);
    const { verb, outputs } = readArguments(argv.slice(argv.indexOf('check')));
    assert.equal(verb, 'check');
    assert.deepEqual(
      outputs.map(({ file }) => file),
      Object.values(job?.artifacts.reports ?? {}),
    );
  });
});

describe('the Dockerfile', () => {
  it('is one that our own reader takes, runs without rights, and copies what there is', () => {
    const { stages, problems } = parseDockerfile('Dockerfile', text('Dockerfile'));
    assert.deepEqual(problems, []);
    assert.equal(stages.length, 2);
    const last =
      text('Dockerfile')
        .split(/^FROM /m)
        .at(-1) ?? '';
    assert.match(last, /^USER node$/m);
    for (const file of ['package.json', 'package-lock.json', '.npmrc']) assert.ok(existsSync(file));
    const ignored = text('.dockerignore').split('\n');
    for (const needed of ['examples', 'scripts', 'server', 'client', 'docs', 'dist/'])
      assert.ok(!ignored.includes(needed));
  });
});

describe('the npm package', function () {
  this.timeout(120_000);

  it('runs where it is installed, and holds what that needs alone', () => {
    withFolder({ 'package.json': '{}', ...prefixed('shop', faultyShop) }, (folder) => {
      const npm = (...args: string[]) =>
        execFileSync('npm', args, { encoding: 'utf8', cwd: args[0] === 'pack' ? '.' : folder });
      const packed = JSON.parse(npm('pack', '--ignore-scripts', '--json', '--pack-destination', folder)) as {
        filename: string;
        files: { path: string }[];
      }[];
      const files = (packed[0]?.files ?? []).map((file) => file.path);
      assert.ok(files.includes('dist/cli.js') && files.includes('dist/cli.main.js'));
      assert.deepEqual(
        files.filter((file) => /^(server|client|test|scripts|images|dist\/extension)/.test(file)),
        [],
      );
      npm('install', '--offline', '--ignore-scripts', '--no-audit', packed[0]?.filename ?? '');
      assert.deepEqual(
        readdirSync(path.join(folder, 'node_modules')).filter((name) => !name.startsWith('.')),
        ['laravel-k8s'],
      );
      const { status, stdout } = spawnSync('npx', ['--offline', 'laravel-k8s', 'check', 'shop'], {
        cwd: folder,
        encoding: 'utf8',
      });
      assert.equal(status, 1);
      assert.match(stdout, /stateful-driver-with-replicas/);
    });
  });
});

function prefixed(folder: string, files: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(files).map(([file, content]) => [`${folder}/${file}`, content]));
}
