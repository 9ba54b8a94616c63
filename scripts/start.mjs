// The first command that somebody tries: shows what the analyser says of the example application in its three states,
// or of a folder of one's own, and then opens it in an editor with the extension.
//
//   npm start               the examples; the first of them in the editor
//   npm start -- DIR        a folder of your own
//
// Without a terminal, and in CI, no editor is opened. Findings are what it is for, so they are no failure: the exit code
// is 0 unless something did not work.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { buildCommandLine, install, project } from './setUp.mjs';
import { openEditor } from './start/openEditor.mjs';

const cli = path.join(project, 'dist/cli.js');
/** Where the user stands: npm changes to the project's folder before it runs a script. */
const here = process.env.INIT_CWD ?? process.cwd();

const [given, ...more] = process.argv.slice(2);
if (given?.startsWith('-') || more.length > 0) fail('Usage: npm start -- DIR');
const folder = given === undefined ? undefined : existingFolder(given);

setUp();
if (folder) show(here, path.relative(here, folder) || '.');
else showExamples();
try {
  await openEditor(folder ?? path.join(project, 'examples', exampleStates()[0]));
} catch (error) {
  fail(error.message);
}

function existingFolder(name) {
  const full = path.resolve(here, name);
  if (!existsSync(full)) fail(`There is no folder "${name}" (looked for ${full}).`);
  if (!statSync(full).isDirectory())
    fail(`"${name}" is a file. Give the folder of the application and its manifests.`);
  return full;
}

function setUp() {
  try {
    for (const [what, work] of [
      ['packages', install],
      ['command line', buildCommandLine],
    ]) {
      const start = Date.now();
      const done = work();
      console.log(`${what}: ${done} (${((Date.now() - start) / 1000).toFixed(1)} s)`);
    }
  } catch (error) {
    fail(error.message);
  }
}

function showExamples() {
  for (const state of exampleStates()) {
    const readme = path.join(project, 'examples', state, 'README.md');
    show(project, `examples/${state}`, introduction(readFileSync(readme, 'utf8')));
  }
  console.log(
    '\nYour own application: npm start -- DIR     In CI: npm run check -- DIR     All about it: README.md',
  );
}

function exampleStates() {
  const examples = path.join(project, 'examples');
  return readdirSync(examples)
    .filter((state) => existsSync(path.join(examples, state, 'README.md')))
    .sort();
}

/** The first paragraph below the heading of a README, which says what the state is. */
function introduction(markdown) {
  return markdown
    .replace(/\r/g, '')
    .split(/\n{2,}/)
    .find((paragraph) => !paragraph.startsWith('#'))
    ?.trim();
}

/** Runs both commands on the folder `name`, as somebody would who stands in `from`. */
function show(from, name, says) {
  console.log(`\n${'─'.repeat(100)}\n${name}\n`);
  if (says) console.log(says);
  for (const command of ['check', 'inspect']) {
    console.log(`\n$ laravel-k8s ${command} ${name}`);
    const run = spawnSync(process.execPath, [cli, command, name], {
      cwd: from,
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    // 1 means that there are findings; anything above, that the analysis did not happen.
    if (run.status === null || run.status > 1) {
      console.error(`laravel-k8s ${command} did not work: exit code ${run.status ?? run.signal}.`);
      process.exitCode = 1;
    }
  }
}

function fail(message) {
  console.error(message);
  process.exit(2);
}
