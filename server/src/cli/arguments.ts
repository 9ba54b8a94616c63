import { distance } from 'fastest-levenshtein';
import { parseArgs } from 'node:util';

const VERBS = ['check', 'inspect', 'render', 'explain', 'rules', 'lsp'] as const;
export type Verb = (typeof VERBS)[number] | 'help' | 'version';

/** The forms that a report of `check` can take; `inspect` knows the first two. */
export const FORMATS = ['text', 'json', 'sarif', 'github', 'gitlab', 'junit', 'markdown'] as const;
export type Format = (typeof FORMATS)[number];

const SEVERITIES = ['error', 'warning', 'information'] as const;
export type FailOn = (typeof SEVERITIES)[number];

/** A report that goes to a file, beside the one that is printed. */
export interface Output {
  readonly format: Format;
  readonly file: string;
}

/** What `--fix` may do. */
export interface FixOptions {
  /** Nothing is written; the changes are printed as a diff. */
  readonly dryRun: boolean;
  /** Rules whose preferred fix is applied, too, although it is not safe to apply unseen. */
  readonly rules: readonly string[];
}

export interface Arguments {
  readonly verb: Verb;
  /** Folders, or the rule to explain. */
  readonly operands: readonly string[];
  readonly format: Format;
  readonly outputs: readonly Output[];
  readonly failOn: FailOn;
  /** More warnings than this count as a failure. */
  readonly maxWarnings: number | undefined;
  /** The file of an earlier `--format json` that a Markdown report is compared with. */
  readonly compare: string | undefined;
  /** The file of findings that are put up with. */
  readonly baseline: string | undefined;
  readonly updateBaseline: boolean;
  readonly fix: FixOptions | undefined;
}

/** What is wrong with a command line, as a full sentence for the user. */
export class UsageError extends Error {}

const OPTIONS = {
  format: { type: 'string' },
  output: { type: 'string', multiple: true },
  compare: { type: 'string' },
  'fail-on': { type: 'string' },
  'max-warnings': { type: 'string' },
  baseline: { type: 'string' },
  'update-baseline': { type: 'boolean' },
  fix: { type: 'boolean' },
  'fix-rule': { type: 'string', multiple: true },
  'dry-run': { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean', short: 'V' },
  stdio: { type: 'boolean' },
} as const;

type Option = keyof typeof OPTIONS;

/** Options that only some commands know; the others are for all. */
const FOR_CHECK: readonly Option[] = [
  'output',
  'compare',
  'fail-on',
  'max-warnings',
  'baseline',
  'update-baseline',
  'fix',
  'fix-rule',
  'dry-run',
];

/** Reads the command line (without node and script). Throws a UsageError for what it does not understand. */
export function readArguments(argv: readonly string[]): Arguments {
  const { values, positionals } = parse(argv);
  const [first, ...operands] = positionals;
  const help = values.help || first === undefined || first === 'help';
  const verb = values.version ? 'version' : help ? 'help' : verbOf(first);
  if (verb !== 'version' && verb !== 'help') requireOperands(verb, operands);
  if (verb !== 'check') {
    const misplaced = FOR_CHECK.find((option) => values[option] !== undefined);
    if (misplaced && verb !== 'help' && verb !== 'version')
      throw new UsageError(`--${misplaced} belongs to "check", not to "${verb}".`);
  }
  const formats = verb === 'inspect' ? FORMATS.slice(0, 2) : FORMATS;
  const result: Arguments = {
    verb,
    operands,
    format: oneOf('--format', values.format ?? 'text', formats),
    outputs: (values.output ?? []).map(outputOf),
    failOn: oneOf('--fail-on', values['fail-on'] ?? 'error', SEVERITIES),
    maxWarnings: wholeNumber('--max-warnings', values['max-warnings']),
    compare: values.compare,
    baseline: values.baseline,
    updateBaseline: values['update-baseline'] === true,
    fix: fixOptions(values),
  };
  if (
    result.compare !== undefined &&
    ![result, ...result.outputs].some(({ format }) => format === 'markdown')
  )
    throw new UsageError('--compare is for the Markdown report: add "--format markdown".');
  if (result.fix?.dryRun && (values.format ?? values.output) !== undefined)
    throw new UsageError('--dry-run prints a diff: it does not go with --format and --output.');
  return result;
}

function parse(argv: readonly string[]) {
  try {
    return parseArgs({ args: [...argv], allowPositionals: true, options: OPTIONS });
  } catch (error) {
    const { message, code } = error as Error & { code?: string };
    const [, option = ''] = /'(-[^'\s]*)/.exec(message) ?? [];
    if (code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION') {
      const known = Object.keys(OPTIONS).map((name) => `--${name}`);
      throw new UsageError(`There is no option "${option}".${suggestion(option, known)}`);
    }
    if (/argument (is )?(missing|ambiguous)/.test(message)) throw new UsageError(`${option} wants a value.`);
    if (/does not take an argument/.test(message)) throw new UsageError(`${option} takes no value.`);
    throw new UsageError(`${message.replace(/\. .*$/s, '')}.`);
  }
}

function verbOf(word: string): Verb {
  const verb = VERBS.find((each) => each === word);
  if (verb) return verb;
  const known = VERBS.filter((each) => each !== 'lsp');
  throw new UsageError(
    `There is no command "${word}".${suggestion(word, known)} The commands are ${known.join(', ')}.`,
  );
}

function requireOperands(verb: Verb, operands: readonly string[]): void {
  if (verb === 'explain' && operands.length !== 1) {
    throw new UsageError('"explain" wants the name of one rule; "laravel-k8s rules" lists them.');
  }
  if (verb === 'render' && (operands.length < 1 || operands.length > 2)) {
    throw new UsageError(
      '"render" wants the name of one stack, as "inspect" shows it, and perhaps a folder.',
    );
  }
}

function outputOf(text: string): Output {
  const [, format, file] = /^([^=]*)=(.+)$/s.exec(text) ?? [];
  if (format === undefined || file === undefined)
    throw new UsageError(`--output wants a format and a file, as in "sarif=report.sarif", not "${text}".`);
  return { format: oneOf('--output', format, FORMATS), file };
}

function fixOptions(values: ReturnType<typeof parse>['values']): FixOptions | undefined {
  const rules = values['fix-rule'] ?? [];
  const dryRun = values['dry-run'] === true;
  if (values.fix || rules.length > 0) return { dryRun, rules };
  if (dryRun) throw new UsageError('--dry-run says what --fix would do: add --fix.');
  return undefined;
}

function wholeNumber(option: string, value: string | undefined): number | undefined {
  if (value === undefined || /^\d{1,9}$/.test(value)) return value === undefined ? undefined : Number(value);
  throw new UsageError(`${option} wants a whole number, not "${value}".`);
}

function oneOf<T extends string>(option: string, value: string, allowed: readonly T[]): T {
  const found = allowed.find((each) => each === value);
  if (found !== undefined) return found;
  throw new UsageError(`${option} takes ${allowed.join(', ')}, not "${value}".${suggestion(value, allowed)}`);
}

/** A word that was probably meant, as a sentence with a blank before it: two letters away, or the same but shorter. */
export function suggestion(word: string, known: readonly string[]): string {
  const [best] = known
    .map((name) => ({ name, away: name.startsWith(word) ? 1 : distance(name, word) }))
    .sort((a, b) => a.away - b.away);
  const near = best !== undefined && word.length > 2 && best.away <= 2;
  return near ? ` Did you mean "${best.name}"?` : '';
}
