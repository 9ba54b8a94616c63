import { parseArgs } from 'node:util';

export type Verb = 'check' | 'inspect' | 'render' | 'explain' | 'rules' | 'lsp' | 'help' | 'version';
export type Format = 'text' | 'json';
export type FailOn = 'error' | 'warning' | 'information';

export interface Arguments {
  readonly verb: Verb;
  /** Folders, or the rule to explain. */
  readonly operands: readonly string[];
  readonly format: Format;
  readonly failOn: FailOn;
}

/** What is wrong with a command line, as a full sentence for the user. */
export class UsageError extends Error {}

const VERBS: readonly string[] = ['check', 'inspect', 'render', 'explain', 'rules', 'lsp'];

/** Reads the command line (without node and script). Throws a UsageError for what it does not understand. */
export function readArguments(argv: readonly string[]): Arguments {
  const { values, positionals } = parse(argv);
  const none = { operands: [], format: 'text' as const, failOn: 'error' as const };
  if (values.version) return { verb: 'version', ...none };
  if (values.help || positionals.length === 0 || positionals[0] === 'help') return { verb: 'help', ...none };
  const [verb = '', ...operands] = positionals;
  if (!VERBS.includes(verb)) {
    throw new UsageError(`There is no command "${verb}". The commands are ${VERBS.slice(0, 5).join(', ')}.`);
  }
  if (verb === 'explain' && operands.length !== 1) {
    throw new UsageError('"explain" wants the name of one rule; "laravel-k8s rules" lists them.');
  }
  if (verb === 'render' && (operands.length < 1 || operands.length > 2)) {
    throw new UsageError(
      '"render" wants the name of one stack, as "inspect" shows it, and perhaps a folder.',
    );
  }
  return {
    verb: verb as Verb,
    operands,
    format: oneOf('--format', values.format ?? 'text', ['text', 'json']),
    failOn: oneOf('--fail-on', values['fail-on'] ?? 'error', ['error', 'warning', 'information']),
  };
}

function parse(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: {
        format: { type: 'string' },
        'fail-on': { type: 'string' },
        help: { type: 'boolean', short: 'h' },
        version: { type: 'boolean', short: 'V' },
        stdio: { type: 'boolean' },
      },
    });
  } catch (error) {
    throw new UsageError(`${(error as Error).message.replace(/\. .*$/s, '')}.`);
  }
}

function oneOf<T extends string>(option: string, value: string, allowed: readonly T[]): T {
  const found = allowed.find((each) => each === value);
  if (found === undefined) throw new UsageError(`${option} takes ${allowed.join(', ')}, not "${value}".`);
  return found;
}

export const HELP = `laravel-k8s: finds what breaks Laravel sessions on Kubernetes.

Usage:
  laravel-k8s check [DIR…]      report what is wrong, file by file
  laravel-k8s inspect [DIR…]    say what really happens to sessions, workload by workload
  laravel-k8s render STACK [DIR]
                                print what a stack applies, each value with its origin
  laravel-k8s explain RULE      what a rule is about, and the way out
  laravel-k8s rules             all rules, a line each

Without DIR, the current folder is read.

Options:
  --format text|json            default: text
  --fail-on error|warning|information
                                exit with 1 from this severity on; default: error
  -h, --help                    this text
  -V, --version                 the version

Exit codes: 0 clean · 1 findings · 2 wrong usage or unreadable input · 3 internal error

Nothing in a folder is ever executed or fetched, and no secret value is printed.
`;
