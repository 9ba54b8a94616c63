// The one test command: sets up what is missing, then runs every check there is.
//
//   node scripts/test.mjs               all steps
//   node scripts/test.mjs types tests   only these, and what they need
//
// Independent steps run side by side, one a processor. A step that fails shows its output; the others go on all the
// same. The last line counts: every test of the suite, and every other step as one.
import { spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { stripVTControlCharacters } from 'node:util';
import { install, project } from './setUp.mjs';

process.chdir(project);

/** Set where nothing may be skipped because something is missing, as in CI. */
const complete = process.env.LARAVEL_K8S_REQUIRE_SHARED === '1';

/**
 * The steps, in the order in which they start. `needs` names steps that have to end well first, `after` steps that have to
 * end; `count` reads the results of single tests from the output, where a step has them; `show` prints the output of a
 * success too; what `mayFail` says is printed instead when a step fails that can be done without.
 */
const steps = [
  { name: 'build', says: 'bundles in dist/, test files in out/', run: ['scripts/build.mjs', '--tests'] },
  {
    name: 'binaries',
    says: 'the real kubectl and helm to compare with',
    run: ['scripts/fetchBinaries.mjs'],
    absent: process.platform !== 'linux' || process.arch !== 'x64',
    mayFail: complete ? undefined : 'could not be fetched: the comparisons with kubectl and helm are skipped',
  },
  {
    name: 'vscode',
    says: 'a real VS Code, and a browser to show it in',
    run: ['scripts/e2e.mjs', '--install'],
    mayFail: complete ? undefined : 'could not be installed: the tests in an editor are skipped',
  },
  {
    name: 'tests',
    says: 'mocha, with a floor under the coverage',
    needs: ['build', 'binaries', 'vscode'],
    run: ['node_modules/c8/bin/c8.js', 'node_modules/mocha/bin/mocha.js', '--forbid-only'],
    count: countOfMocha,
    show: true,
  },
  {
    name: 'types',
    says: 'tsc, strict',
    run: [
      'node_modules/typescript/bin/tsc',
      '-p',
      '.',
      '--incremental',
      '--tsBuildInfoFile',
      '.cache/tsbuildinfo',
    ],
  },
  { name: 'lint', says: 'ESLint', run: ['node_modules/eslint/bin/eslint.js', '.', '--max-warnings', '0'] },
  {
    name: 'layers',
    says: 'who imports whom, dependency-cruiser',
    run: [
      'node_modules/dependency-cruiser/bin/dependency-cruise.mjs',
      '--output-type=err-long',
      'server/src',
      'client/src',
      'test',
    ],
  },
  {
    name: 'unused',
    says: 'files, exports and packages that nothing uses, knip',
    run: ['node_modules/knip/bin/knip.js'],
  },
  {
    name: 'format',
    says: 'Prettier',
    run: ['node_modules/prettier/bin/prettier.cjs', '--check', '--log-level', 'warn', '.'],
  },
  {
    name: 'generated',
    says: 'generated files are fresh',
    needs: ['build'],
    run: ['scripts/generate.mjs', '--check'],
  },
  {
    name: 'editor',
    says: 'the packaged extension in a real VS Code',
    needs: ['build', 'vscode'],
    // It builds dist/ anew to package it, which the tests run meanwhile; and an editor wants both processors for itself.
    after: ['tests'],
    run: ['scripts/e2e.mjs'],
    count: countOfEditor,
    show: true,
  },
];

/** Far above what any step takes: a step that hangs ends as a failure, not as a job that somebody has to kill. */
const STEP_LIMIT_MS = 15 * 60_000;

const started = Date.now();
const total = { passed: 0, failed: 0, skipped: 0 };
const wanted = choose(process.argv.slice(2));

if (setUp()) await runAll(wanted);
const { passed, failed, skipped } = total;
console.log(`${seconds(Date.now() - started)} in all`);
console.log(`${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ''}`);
process.exitCode = failed === 0 ? 0 : 1;

function choose(names) {
  const known = steps.filter((step) => !step.absent);
  for (const name of names) {
    if (known.some((step) => step.name === name)) continue;
    console.error(`There is no step "${name}". Steps: ${known.map((step) => step.name).join(', ')}.`);
    process.exit(2);
  }
  if (names.length === 0) return known;
  const needed = known.filter((step) => names.includes(step.name)).flatMap((step) => step.needs ?? []);
  return known.filter((step) => names.includes(step.name) || needed.includes(step.name));
}

function setUp() {
  const start = Date.now();
  try {
    report('install', install(), start);
    return true;
  } catch (error) {
    report('install', 'FAILED', start);
    console.log(error.message);
    total.failed++;
    return false;
  }
}

/** Starts steps in their order as processors become free; one whose `needs` are still running waits its turn. */
async function runAll(toRun) {
  const waiting = [...toRun];
  const running = new Set();
  /** Which steps are over, and whether they ended well. */
  const over = new Map();
  const ready = (step) =>
    [...(step.needs ?? []), ...(step.after ?? [])].every(
      (name) => over.has(name) || !toRun.some((other) => other.name === name),
    );
  const width = Math.max(2, availableParallelism());
  while (waiting.length > 0 || running.size > 0) {
    const next = waiting.findIndex(ready);
    if (next >= 0 && running.size < width) {
      const [step] = waiting.splice(next, 1);
      const missing = needsOf(step, toRun).find((need) => !over.get(need));
      const job = (missing ? notRun(step, missing) : runStep(step)).then((good) => {
        over.set(step.name, good);
        running.delete(job);
      });
      running.add(job);
    } else {
      await Promise.race(running);
    }
  }
}

/** A step that is absent here, such as binaries for another platform, keeps nobody waiting. */
function needsOf(step, among) {
  return (step.needs ?? []).filter((need) => among.some(({ name }) => name === need));
}

async function notRun(step, missing) {
  console.log(`${step.name.padEnd(10)} not run: ${missing} failed`);
  total.failed++;
  return false;
}

async function runStep(step) {
  const start = Date.now();
  const { good, output } = await execute(step.run);
  if (!good && step.mayFail) {
    report(step.name, step.mayFail, start);
    return true;
  }
  report(step.name, `${good ? 'ok' : 'FAILED'}: ${step.says}`, start);
  if (!good || step.show) console.log(indent(output));
  const counted = step.count?.(output) ?? { passed: Number(good), failed: Number(!good), skipped: 0 };
  total.passed += counted.passed;
  total.failed += counted.failed;
  total.skipped += counted.skipped;
  // A suite can fail beside its tests: coverage below the floor, a crash at the end, no test found.
  if (counted.failed === 0 && (!good || counted.passed + counted.skipped === 0)) total.failed++;
  return good;
}

/** Runs a script with this Node. Its input is closed: a step that asks a question gets no answer and fails. */
function execute(command) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, command, {
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: STEP_LIMIT_MS,
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text) => (output += text));
    }
    child.on('error', (error) => resolve({ good: false, output: error.message }));
    child.on('close', (code, signal) => {
      if (signal) output += `\nEnded by ${signal} after ${seconds(STEP_LIMIT_MS)} at most.`;
      // Some tools colour what they print wherever CI is set.
      resolve({ good: code === 0, output: stripVTControlCharacters(output) });
    });
  });
}

function countOfMocha(output) {
  const number = (word) => Number(new RegExp(`^ *(\\d+) ${word}\\b`, 'm').exec(output)?.[1] ?? 0);
  return { passed: number('passing'), failed: number('failing'), skipped: number('pending') };
}

/** Each run in an editor prints one line of counts. Without a VS Code there is none, and the whole step counts as skipped. */
function countOfEditor(output) {
  const runs = [...output.matchAll(/^VS Code .*: (\d+) passed, (\d+) failed, (\d+) skipped$/gm)];
  const sum = (group) => runs.reduce((total, run) => total + Number(run[group]), 0);
  return { passed: sum(1), failed: sum(2), skipped: sum(3) + (/^SKIPPED/m.test(output) ? 1 : 0) };
}

function report(name, what, start) {
  console.log(`${name.padEnd(10)} ${what.padEnd(62)} ${seconds(Date.now() - start)}`);
}

function seconds(milliseconds) {
  return `${(milliseconds / 1000).toFixed(1)} s`;
}

function indent(output) {
  return output
    .replace(/^\n+|\s+$/g, '')
    .split('\n')
    .map((line) => (line.trim() === '' ? '' : `  ${line}`))
    .join('\n');
}
