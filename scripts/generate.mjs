// Makes what follows from the rules themselves: a page for each in docs/rules/, the table in the README, the names in the
// extension's settings, and the schema of .laravel-k8s.yaml. `--check` changes nothing and fails where a file is stale.
import { build } from 'esbuild';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import prettier from 'prettier';
import { settingsSchema } from './generate/settingsSchema.mjs';
import { project } from './setUp.mjs';

process.chdir(project);
const check = process.argv.includes('--check');
const { SETTINGS_SHAPE, docsOf, ...sources } = await loadSources();
const rules = sources.rules.map((rule) => ({ ...rule, docs: docsOf(rule) }));
const stale = [];

await write('docs/rules/README.md', indexPage());
for (const rule of rules) await write(`docs/rules/${rule.id}.md`, rulePage(rule));
for (const file of readdirSync('docs/rules')) {
  const known = file === 'README.md' || rules.some(({ id }) => `${id}.md` === file);
  if (!known) drop(`docs/rules/${file}`);
}
await write('README.md', withTable(readFileSync('README.md', 'utf8')));
await write(
  'docs/schema/settings.schema.json',
  JSON.stringify(settingsSchema(SETTINGS_SHAPE, rules), null, 2),
);
await write('package.json', withSettings(readFileSync('package.json', 'utf8')));

if (stale.length > 0 && check) {
  console.log(`Stale, run "npm run generate": ${stale.join(', ')}`);
  process.exitCode = 1;
} else
  console.log(stale.length === 0 ? `All is fresh: ${rules.length} rules.` : `Written: ${stale.join(', ')}`);

async function loadSources() {
  const folder = mkdtempSync(path.join(tmpdir(), 'laravel-k8s-rules-'));
  try {
    const outfile = path.join(folder, 'rules.cjs');
    await build({
      stdin: {
        contents:
          "export * from './server/src/rules/registry'; export * from './server/src/rules/docs/docsOf'; " +
          "export * from './server/src/analysis/settingsShape';",
        resolveDir: project,
      },
      bundle: true,
      platform: 'node',
      format: 'cjs',
      outfile,
      logLevel: 'error',
    });
    return createRequire(import.meta.url)(outfile);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function write(file, text) {
  const options = await prettier.resolveConfig(file);
  const formatted = await prettier.format(text, {
    ...options,
    filepath: file,
    embeddedLanguageFormatting: 'off',
  });
  if (existsSync(file) && readFileSync(file, 'utf8') === formatted) return;
  stale.push(file);
  if (check) return;
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, formatted);
}

function drop(file) {
  stale.push(file);
  if (!check) rmSync(file);
}

function indexPage() {
  return `# The rules\n\n${table('')}\n`;
}

function table(folder) {
  const rows = rules.map(
    (rule) =>
      `| [${rule.id}](${folder}${rule.id}.md) | ${rule.severity}${rule.optIn ? ', off unless asked for' : ''} | ${oneLine(rule.docs.problem)} |`,
  );
  return ['| rule | severity | what is wrong |', '| --- | --- | --- |', ...rows].join('\n');
}

function oneLine(text) {
  return text.replace(/\s*\n\s*/g, ' ').replaceAll('|', '\\|');
}

function paragraph(text) {
  return text.replace(/\s*\n\s*/g, ' ');
}

function rulePage(rule) {
  const severity = `**${rule.severity}**${rule.optIn ? ', off unless the settings name it' : ''}. A premise that rests on a convention lowers an error to a warning; the settings may change the severity or switch the rule off.`;
  return [
    `# ${rule.id}`,
    paragraph(rule.docs.problem),
    severity,
    '## What happens',
    paragraph(rule.docs.why),
    '## The way out',
    paragraph(rule.docs.remedy),
    ...example(rule),
    '## When it is silent, and how sure it is',
    paragraph(rule.docs.silent),
    '## Silencing it',
    `On one line: \`# laravel-k8s-disable-next-line ${rule.id} -- the reason\` above it. In a folder: \`rules: { ${rule.id}: off }\` in [.laravel-k8s.yaml](../settings.md). [docs/suppressions.md](../suppressions.md) has the other ways.`,
  ].join('\n\n');
}

/** The first case of the rule's fixture that fires; the tests execute it. */
function example(rule) {
  const fixture = `test/rules/${rule.id}.md`;
  if (!existsSync(fixture)) return [];
  const cases = readFileSync(fixture, 'utf8').split(/^## /m).slice(1);
  const firing = cases.find((text) => text.includes(` ${rule.id}`) && /\^{2,}|<\^/.test(text));
  if (firing === undefined) return [];
  const [title, ...rest] = firing.split('\n');
  const body = rest
    .join('\n')
    .replace(/^After fix[\s\S]*$/m, '')
    .trim();
  return ['## Example', title.trim().replace(/[.:]?$/, ':'), body];
}

function withTable(readme) {
  const marked = /(<!-- rules:start -->)[\s\S]*?(<!-- rules:end -->)/;
  if (!marked.test(readme)) throw new Error('README.md has lost its marks for the table of rules.');
  return readme.replace(marked, (_, start, end) => `${start}\n\n${table('docs/rules/')}\n\n${end}`);
}

function withSettings(text) {
  const manifest = JSON.parse(text);
  const setting = manifest.contributes.configuration.properties['laravelK8s.rules'];
  const { enum: severities, enumDescriptions } = setting.additionalProperties;
  setting.properties = Object.fromEntries(
    rules.map((rule) => [
      rule.id,
      {
        type: 'string',
        enum: severities,
        enumDescriptions,
        default: rule.optIn ? 'off' : rule.severity,
        markdownDescription: paragraph(rule.docs.problem),
      },
    ]),
  );
  const { rules: own } =
    manifest.contributes.configuration.properties['laravelK8s.overrides'].items.properties;
  own.propertyNames = { enum: rules.map(({ id }) => id) };
  return JSON.stringify(manifest, null, 2);
}
