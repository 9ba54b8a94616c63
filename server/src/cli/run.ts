import { analyse, type Analysis } from '../analysis/analyse';
import type { Severity } from '../rules/rule';
import { rules } from '../rules/registry';
import type { Notice, WorkspaceHost } from '../analysis/workspaceHost';
import { HELP, readArguments, UsageError, type Arguments } from './arguments';
import { renderStack } from '../analysis/renderStack';
import { summarise, type Summary } from '../analysis/summary';
import { findingJson, positions } from './output/checkJson';
import { checkText } from './output/checkText';
import { explainText, ruleListText } from './output/explainText';
import { inspectJson } from './output/inspectJson';
import { inspectText } from './output/inspectText';
import { plainText } from './plainText';

/** What the command line needs of the world around it. */
export interface CommandLine {
  readonly argv: readonly string[];
  readonly version: string;
  /** Opens a folder. Throws with a reason in words when it is not there, or is no folder. */
  open(folder: string): WorkspaceHost;
  readonly colours: boolean;
  write(text: string): void;
  complain(text: string): void;
  /** Shows on a terminal what is going on, in place of what was shown before; '' takes it away. */
  progress?(text: string): void;
}

export const EXIT = { clean: 0, findings: 1, usage: 2, internal: 3 } as const;

/** Runs one command; the result is the process's exit code. */
export function run(world: CommandLine): number {
  try {
    return dispatch(world);
  } catch (error) {
    if (error instanceof UsageError) {
      world.complain(`laravel-k8s: ${plainText(error.message)}\n`);
      return EXIT.usage;
    }
    world.complain(
      `laravel-k8s: internal error: ${internal(error)}\nPlease report it; the exit code is 3.\n`,
    );
    return EXIT.internal;
  }
}

/** The kind of an error and where it arose. Its message may quote what was read, so it is not shown. */
function internal(error: unknown): string {
  const { name, stack } = error instanceof Error ? error : new Error(String(error));
  const frames = (stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return [name, ...frames.slice(0, 4)].join('\n');
}

function dispatch(world: CommandLine): number {
  const args = readArguments(world.argv);
  switch (args.verb) {
    case 'help':
      world.write(HELP);
      return EXIT.clean;
    case 'version':
      world.write(`${world.version}\n`);
      return EXIT.clean;
    case 'rules':
      world.write(ruleListText(rules, world.colours));
      return EXIT.clean;
    case 'explain':
      return explain(world, args.operands[0] ?? '');
    case 'check':
      return check(world, args);
    case 'inspect':
      return inspect(world, args);
    case 'render':
      return render(world, args);
    case 'lsp':
      throw new UsageError('The language server is started with "laravel-k8s lsp --stdio".');
  }
}

function explain(world: CommandLine, id: string): number {
  const rule = rules.find((each) => each.id === id);
  if (!rule) throw new UsageError(`There is no rule "${id}"; "laravel-k8s rules" lists them.`);
  world.write(explainText(rule, world.colours));
  return EXIT.clean;
}

interface Folder {
  /** As it was given; '' when none was. */
  readonly name: string;
  readonly analysis: Analysis;
}

function analyseAll(
  world: CommandLine,
  operands: readonly string[],
): { folders: Folder[]; unreadable: boolean } {
  const names = operands.length === 0 ? [''] : operands;
  const folders: Folder[] = [];
  let unreadable = false;
  for (const name of names) {
    let host: WorkspaceHost;
    try {
      host = world.open(name === '' ? '.' : name);
    } catch (error) {
      world.complain(`laravel-k8s: ${plainText((error as Error).message)}\n`);
      unreadable = true;
      continue;
    }
    const analysis = analyse(withProgress(host, name === '' ? '.' : name, world));
    world.progress?.('');
    folders.push({ name, analysis });
    for (const notice of analysis.files.notices) complainOf(world, notice, name);
    for (const failure of analysis.failures) {
      world.complain(
        `laravel-k8s: rule ${failure.rule} failed on ${plainText(failure.stack)}: ${internal(failure.error)}\n`,
      );
    }
    unreadable ||= analysis.files.notices.some((notice) => notice.lost);
  }
  return { folders, unreadable };
}

/** Long enough to wonder, in milliseconds. */
const PATIENCE = 1000;
const BETWEEN = 100;

/** After a second of reading, says how far it is. */
function withProgress(host: WorkspaceHost, folder: string, world: CommandLine): WorkspaceHost {
  if (!world.progress) return host;
  let next = Date.now() + PATIENCE;
  let files = 0;
  return {
    list: () => host.list(),
    read: (path) => {
      files++;
      const now = Date.now();
      if (now > next) {
        next = now + BETWEEN;
        world.progress?.(plainText(`Reading ${folder}: ${files} files, ${path}`));
      }
      return host.read(path);
    },
  };
}

function complainOf(world: CommandLine, notice: Notice, folder: string): void {
  const path = [folder.replace(/\/+$/, ''), notice.path].filter((part) => part !== '').join('/');
  world.complain(`laravel-k8s: ${plainText(path)}: ${plainText(notice.message)}\n`);
}

const GRAVITY: Readonly<Record<Severity, number>> = { information: 0, warning: 1, error: 2 };

function check(world: CommandLine, args: Arguments): number {
  const { folders, unreadable } = analyseAll(world, args.operands);
  const several = folders.length > 1;
  const summary = folders
    .map(({ analysis }) => summarise(analysis.findings, analysis.counts))
    .reduce(add, NOTHING);
  if (args.format === 'json') {
    const findings = folders.flatMap(({ name, analysis }) => {
      const position = positions(analysis.files, several ? `${name.replace(/\/+$/, '')}/` : '');
      return analysis.findings.map((finding) => findingJson(finding, position));
    });
    world.write(`${JSON.stringify({ version: 1, findings, summary }, null, 2)}\n`);
  } else {
    for (const { name, analysis } of folders) {
      world.write(
        checkText(analysis.findings, analysis.files, {
          colours: world.colours,
          folder: name === '.' ? '' : name,
        }),
      );
    }
    if (folders.length > 0) world.write(`${summaryLine(summary)}\n`);
  }
  if (folders.some(({ analysis }) => analysis.failures.length > 0)) return EXIT.internal;
  const reached = folders.some(({ analysis }) =>
    analysis.findings.some((finding) => GRAVITY[finding.severity] >= GRAVITY[args.failOn]),
  );
  return unreadable ? EXIT.usage : reached ? EXIT.findings : EXIT.clean;
}

function inspect(world: CommandLine, args: Arguments): number {
  const { folders, unreadable } = analyseAll(world, args.operands);
  if (args.format === 'json') {
    const several = folders.length > 1;
    const stacks = folders.flatMap(({ name, analysis }) =>
      inspectJson(analysis, positions(analysis.files, several ? `${name.replace(/\/+$/, '')}/` : '')),
    );
    world.write(`${JSON.stringify({ version: 1, stacks }, null, 2)}\n`);
  } else
    for (const { name, analysis } of folders)
      world.write(inspectText(analysis, name === '.' ? '' : name, world.colours));
  return unreadable ? EXIT.usage : EXIT.clean;
}

function render(world: CommandLine, { operands }: Arguments): number {
  const [name = '', folder = ''] = operands;
  const { folders, unreadable } = analyseAll(world, [folder]);
  const analysis = folders[0]?.analysis;
  if (!analysis) return EXIT.usage;
  const { stacks } = analysis.model;
  const found = stacks.find(({ stack }) => stack.name === name);
  if (!found) {
    const names = stacks.map(({ stack }) => `"${stack.name}"`).join(', ');
    throw new UsageError(
      `There is no stack "${name}". ${names === '' ? 'The folder has none.' : `There are ${names}.`}`,
    );
  }
  // Line breaks stay, for this is a document; what else a terminal would obey does not.
  world.write(renderStack(analysis.files, found.stack).split('\n').map(plainText).join('\n'));
  return unreadable ? EXIT.usage : EXIT.clean;
}

const NOTHING: Summary = { files: 0, stacks: 0, workloads: 0, errors: 0, warnings: 0, information: 0 };

function add(a: Summary, b: Summary): Summary {
  return {
    files: a.files + b.files,
    stacks: a.stacks + b.stacks,
    workloads: a.workloads + b.workloads,
    errors: a.errors + b.errors,
    warnings: a.warnings + b.warnings,
    information: a.information + b.information,
  };
}

function summaryLine(summary: Summary): string {
  const { files, workloads, errors, warnings, information } = summary;
  const seen = `${count(files, 'file')} read, ${count(workloads, 'Laravel workload')}`;
  if (errors + warnings + information === 0) return `Nothing to report. ${seen}.`;
  return `${count(errors, 'error')}, ${count(warnings, 'warning')}, ${information} information. ${seen}.`;
}

function count(number: number, thing: string): string {
  return `${number} ${thing}${number === 1 ? '' : 's'}`;
}
