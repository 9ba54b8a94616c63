/**
 * What a shell script or a command line does, as far as it matters to a Laravel container. Nothing is run: what
 * depends on the moment is marked so. Texts here may hold secrets (`export X=…`, bodies); they are for the analysis
 * only, never for messages.
 */
import type { Span } from '../../text/place';

/** What is true of every step: where it stands and whether it surely happens. */
export interface ShellStep {
  /** In `ShellScan.script`. */
  readonly span: Span;
  /** Whether it may be left out: in a branch, a loop, behind `||` or behind a test. */
  readonly conditional: boolean;
  /** The test that decides, as written: `[ ! -f .env ]`, `case $CONTAINER_ROLE: queue`. */
  readonly condition?: string;
  /** Where it runs, if the script changed directory: `/var/www/html`, `app`. */
  readonly directory?: string;
}

/** `php artisan …` */
export interface ArtisanCall extends ShellStep {
  /** `config:cache`; may hold an expansion (`$1`). */
  readonly command: string;
  readonly arguments: readonly string[];
  /** The path to `artisan` as written. */
  readonly artisan: string;
  /** Variables that are set for this call alone (`APP_ENV=x php artisan …`); undefined values hold an expansion. */
  readonly environment: ReadonlyMap<string, string | undefined>;
}

export interface ShellVariable extends ShellStep {
  readonly name: string;
  /** Undefined when it holds an expansion. */
  readonly value: string | undefined;
  /** Whether later processes see it. */
  readonly exported: boolean;
}

/** `. file`, `export $(cat file | xargs)`, `eval $(…)`: variables whose names the script does not show. */
export interface ShellVariableSource extends ShellStep {
  readonly file?: string;
}

/** `cp`, `mv`, `ln`, or PHP's `copy()` in `php -r`. */
export interface ShellCopy extends ShellStep {
  readonly how: 'copy' | 'move' | 'link';
  readonly source: string;
  readonly target: string;
}

/** A file that the script writes itself. */
export interface ShellWrite extends ShellStep {
  readonly target: string;
  readonly append: boolean;
  /**
   * `text`: here-document, `echo`, `printf`; `file`: `cat a > b`, `envsubst < a > b`; `environment`: `env > .env`;
   * `changed`: `sed -i`; `unknown`: the output of some other command.
   */
  readonly how: 'text' | 'file' | 'environment' | 'changed' | 'unknown';
  /** The text that is written, when `how` is `text`; expansions in it are as written. */
  readonly body?: string;
  /** The lines of a here-document, where it is one. */
  readonly bodySpan?: Span;
  /** Whether the body, or the file through `envsubst`, holds what is known at run time only. */
  readonly expands: boolean;
  /** The file it is made of, when `how` is `file`. */
  readonly source?: string;
}

export interface ShellRemoval extends ShellStep {
  readonly targets: readonly string[];
}

/**
 * - web: `fpm apache nginx caddy frankenphp octane serve roadrunner unit`
 * - not web: `queue horizon scheduler migration reverb pulse nightwatch ssr cron artisan` (any other artisan command)
 * - `supervisor`: starts what its configuration says
 * - `arguments`: `"$@"`, that is what the container is given as CMD or args
 * - `script`: another script, by its path
 * - `waiting`: `wait`, `tail -f`, `sleep infinity`: something in the background does the work
 */
export type ProcessKind =
  | 'fpm'
  | 'apache'
  | 'nginx'
  | 'caddy'
  | 'frankenphp'
  | 'octane'
  | 'serve'
  | 'roadrunner'
  | 'unit'
  | 'queue'
  | 'horizon'
  | 'scheduler'
  | 'migration'
  | 'reverb'
  | 'pulse'
  | 'nightwatch'
  | 'ssr'
  | 'artisan'
  | 'cron'
  | 'supervisor'
  | 'arguments'
  | 'script'
  | 'waiting'
  | 'other';

export interface ShellProcess extends ShellStep {
  readonly kind: ProcessKind;
  /** The command without what only wraps it (`exec`, `tini --`, `gosu www-data`). */
  readonly words: readonly string[];
  /** Whether the script goes on beside it. */
  readonly background: boolean;
  /** For `script`: the path of the script as written, `run.sh` of `sh run.sh`. */
  readonly script?: string;
}

export interface ShellScan {
  /** What was read: the text itself, what `sh -c` was given, or the arguments joined with blanks. */
  readonly script: string;
  /** Which of the arguments is the script, where arguments were given and a shell runs one of them. */
  readonly scriptArgument?: number;
  readonly artisan: readonly ArtisanCall[];
  readonly variables: readonly ShellVariable[];
  readonly variableSources: readonly ShellVariableSource[];
  readonly copies: readonly ShellCopy[];
  readonly writes: readonly ShellWrite[];
  readonly removals: readonly ShellRemoval[];
  /** All of the above in the order in which they happen. */
  readonly steps: readonly ShellStepOf[];
  /**
   * Every server, worker, script or program that is started, in order, but for the tools with which scripts prepare
   * things (`mkdir`, `composer`) and artisan commands that come back.
   */
  readonly processes: readonly ShellProcess[];
  /**
   * What may run in the foreground in the end: one, or several where a branch decides (then they are conditional).
   * Empty for a script that only prepares something.
   */
  readonly finals: readonly ShellProcess[];
}

/** The shape of each kind of step. */
export interface ShellStepKinds {
  readonly artisan: ArtisanCall;
  readonly variable: ShellVariable;
  readonly 'variable source': ShellVariableSource;
  readonly copy: ShellCopy;
  readonly write: ShellWrite;
  readonly removal: ShellRemoval;
}

export type ShellStepOf = {
  [Kind in keyof ShellStepKinds]: { readonly kind: Kind; readonly step: ShellStepKinds[Kind] };
}[keyof ShellStepKinds];
