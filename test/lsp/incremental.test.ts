/**
 * Whatever an editor and others have done to a folder: what the client then holds is what a server that was started just
 * now shows, and what the command line reports. `npm run soak` takes many more steps than the suite, and others each time;
 * LARAVEL_K8S_SEED=… takes those again that a failure names.
 */
import assert from 'node:assert/strict';
import { pathToFileURL } from 'node:url';
import fc from 'fast-check';
import { diskHost } from '../../server/src/host/diskHost';
import { normalUri, pathInFolder } from '../../server/src/lsp/convert';
import { plainText } from '../../server/src/text/plainText';
import { runCommandLine } from '../cli/commandLine';
import { ChangingFolder, step, type Step } from '../support/changes';
import { generatedWorkspace } from '../support/generatedWorkspaces';
import { Mirror } from '../support/mirror';
import { workspaces } from '../support/workspaces';
import { Editor, type Shown } from './editor';

const soak = process.env.LARAVEL_K8S_SOAK;
const STEPS = Number(soak ?? 250);
const LONGEST = 24;
/** The suite takes the same steps in each run, so that it never fails by chance. */
const SEED = Number(process.env.LARAVEL_K8S_SEED ?? (soak === undefined ? 1 : Date.now() % 1_000_000_000));

interface Reported {
  readonly rule: string;
  readonly severity: string;
  readonly path: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly message: string;
  readonly stacks: readonly string[];
  readonly related: readonly { path: string; line: number; column: number; message: string }[];
}

const SEVERITIES = ['', 'error', 'warning', 'information'];

/** Findings of either side as lines that can be compared, in one order. */
function inOneForm(findings: readonly Omit<Reported, 'stacks'>[]): string[] {
  return findings.map((finding) => JSON.stringify(finding)).sort();
}

function ofClient(root: string, { diagnostics }: Shown): string[] {
  return inOneForm(
    Object.entries(diagnostics).flatMap(([file, held]) =>
      held.diagnostics.map(({ code, severity, range, message, relatedInformation }) => ({
        rule: String(code),
        severity: SEVERITIES[severity ?? 0] ?? '',
        path: file,
        line: range.start.line + 1,
        column: range.start.character + 1,
        endLine: range.end.line + 1,
        endColumn: range.end.character + 1,
        message: String(message),
        related: (relatedInformation ?? []).map((each) => ({
          path: pathInFolder(root, each.location.uri) ?? each.location.uri,
          line: each.location.range.start.line + 1,
          column: each.location.range.start.character + 1,
          message: each.message,
        })),
      })),
    ),
  );
}

function ofCommandLine(folder: string): string[] {
  const { code, out, err } = runCommandLine('check', '--format', 'json', folder);
  assert.ok(code === 0 || code === 1, `exit code ${code}: ${err}`);
  const { findings } = JSON.parse(out) as { findings: readonly Reported[] };
  return inOneForm(
    findings.map(({ rule, severity, path: file, line, column, endLine, endColumn, ...rest }) => ({
      ...{ rule, severity, path: file, line, column, endLine, endColumn },
      message: plainText(rest.message + (rest.stacks.length > 1 ? ` (in ${rest.stacks.join(', ')})` : '')),
      related: rest.related.map((each) => ({ ...each, message: plainText(each.message) })),
    })),
  );
}

/** Git ignores by what is on the disk, and an editor may open what it ignores: there the two need not agree. */
function canBeCopied(folder: string, open: Iterable<string>): boolean {
  const { paths, ignored } = diskHost(folder).list();
  const listed = new Set(paths);
  return [...open].every((file) => listed.has(file) && !ignored.has(file) && !file.endsWith('.gitignore'));
}

interface Scenario {
  readonly name: string;
  readonly first: ReadonlyMap<string, string>;
  readonly steps: readonly Step[];
  /** Settings of the editor, and before which step they come. */
  readonly settings: object;
  readonly configured: number;
}

const known = workspaces();
const course = {
  steps: fc.array(step, { minLength: 1, maxLength: LONGEST, size: 'max' }),
  settings: fc.oneof(
    { weight: 3, arbitrary: fc.constant({}) },
    fc.constantFrom<object>(
      { exclude: ['**/dev/**', '*.env'] },
      { rules: { 'stateful-driver-with-replicas': 'off', 'app-key-missing': 'error' } },
      { externalServices: ['redis', 'mysql'], externalSecrets: ['*'], apps: ['app'] },
      { overrides: [{ files: ['k8s/**'], rules: { 'redis-host-unresolved': 'information' } }] },
    ),
  ),
  configured: fc.nat(LONGEST / 2),
};
const scenario: fc.Arbitrary<Scenario> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      name: fc.constantFrom(...known.keys()),
      first: fc.constant(new Map<string, string>()),
      ...course,
    }),
  },
  { weight: 1, arbitrary: fc.record({ name: fc.constant(''), first: generatedWorkspace, ...course }) },
);

async function carryOut({ name, first, steps, settings, configured }: Scenario): Promise<void> {
  const disk = new Mirror();
  const copy = new Mirror();
  const editors: Editor[] = [];
  const files = name === '' ? first : (known.get(name) ?? first);
  let folder: ChangingFolder | undefined;
  try {
    disk.show(files);
    const editor = await Editor.start(disk);
    editors.push(editor);
    folder = new ChangingFolder(files, editor);
    const changesSettings = Object.keys(settings).length > 0 && configured < steps.length;
    for (const [index, each] of steps.entries()) {
      if (changesSettings && index === configured) {
        folder.story.push(`settings ${JSON.stringify(settings)}`);
        editor.configure(settings);
      }
      folder.take(each);
      if (each.settled) await editor.settled();
    }
    const held = await editor.shown();

    const fresh = await Editor.start(disk, changesSettings ? settings : {});
    editors.push(fresh);
    for (const [file, document] of editor.documents) fresh.opened(file, document.getText(), document.version);
    const expected = await fresh.shown();
    assert.deepEqual(held.diagnostics, expected.diagnostics, 'Not what a fresh server shows.');
    assert.deepEqual(held, expected, 'Not what a fresh server answers.');

    copy.show(folder.current);
    // The command line has settings of a file only.
    if (!changesSettings && canBeCopied(copy.folder, editor.documents.keys())) {
      const root = normalUri(pathToFileURL(disk.folder).toString());
      assert.deepEqual(
        ofClient(root, held),
        ofCommandLine(copy.folder),
        'Not what the command line reports.',
      );
    }
  } catch (error) {
    const told = folder?.story.map((line, index) => `  ${index + 1}. ${line}`).join('\n') ?? '';
    (error as Error).message +=
      `\nAfter these steps in ${name === '' ? 'a generated folder' : name}:\n${told}\n`;
    throw error;
  } finally {
    for (const editor of editors) await editor.stop();
    disk.remove();
    copy.remove();
  }
}

describe('What a client holds after changes of all kinds', function () {
  this.timeout(soak === undefined ? 60_000 : 0);

  it('equals what a fresh server shows, and what the command line reports', async () => {
    let total = 0;
    let sequences = 0;
    const begun = Date.now();
    for (let round = 0; total < STEPS; round++) {
      const property = fc.asyncProperty(scenario, async (each) => {
        total += each.steps.length;
        sequences++;
        await carryOut(each);
      });
      await fc.assert(property, { seed: SEED + round, numRuns: soak === undefined ? 1 : 40 });
      if (soak !== undefined) {
        const minutes = ((Date.now() - begun) / 60_000).toFixed(1);
        console.log(`      ${total} steps in ${sequences} sequences, ${minutes} min, seed ${SEED + round}`);
      }
    }
  });
});
