import { renderStack } from '../analysis/renderStack';
import { rules } from '../rules/registry';
import { analyseFolders } from './analyseFolders';
import { readArguments, suggestion, UsageError, type Arguments } from './arguments';
import { check } from './check';
import { nameOf } from '../text/nameOf';
import { HELP } from './help';
import { positions } from './output/checkJson';
import { explainText, ruleListText } from './output/explainText';
import { inspectJson } from './output/inspectJson';
import { inspectText } from './output/inspectText';
import { jsonText } from './output/jsonText';
import { plainText } from './plainText';
import { EXIT, type CommandLine } from './world';

/** Runs one command; the result is the process's exit code. */
export function run(world: CommandLine): number {
  try {
    return dispatch(world);
  } catch (error) {
    if (error instanceof UsageError) {
      world.complain(`laravel-k8s: ${plainText(error.message)}\n`);
      return EXIT.usage;
    }
    world.complain(`laravel-k8s: internal error: ${nameOf(error)}\nPlease report it; the exit code is 3.\n`);
    return EXIT.internal;
  }
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
  if (!rule) {
    const meant = suggestion(
      id,
      rules.map((each) => each.id),
    );
    throw new UsageError(`There is no rule "${id}".${meant} "laravel-k8s rules" lists them.`);
  }
  world.write(explainText(rule, world.colours));
  return EXIT.clean;
}

function inspect(world: CommandLine, args: Arguments): number {
  const { folders, unreadable } = analyseFolders(world, args.operands);
  if (args.format === 'json') {
    const several = folders.length > 1;
    const stacks = folders.flatMap(({ name, analysis }) =>
      inspectJson(analysis, positions(analysis.files, several ? `${name.replace(/\/+$/, '')}/` : '')),
    );
    world.write(jsonText({ version: 1, stacks }));
  } else
    for (const { name, analysis } of folders)
      world.write(inspectText(analysis, name === '.' ? '' : name, world.colours));
  return unreadable ? EXIT.usage : EXIT.clean;
}

function render(world: CommandLine, { operands }: Arguments): number {
  const [name = '', folder = ''] = operands;
  const { folders, unreadable } = analyseFolders(world, [folder]);
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
  world.write(
    renderStack(analysis.files, found.stack, analysis.settings.environments)
      .split('\n')
      .map(plainText)
      .join('\n'),
  );
  return unreadable ? EXIT.usage : EXIT.clean;
}
