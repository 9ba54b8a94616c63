import type { ShellWord } from './lexShell';
import type { ProcessKind } from './shellScan';
import { programName } from './unwrapCommand';

export interface RecognizedArtisan {
  readonly command: string;
  readonly arguments: readonly string[];
  readonly artisan: string;
}

/** `php [options] path/artisan command …`, or `artisan` itself as program; undefined for anything else. */
export function recognizeArtisan(words: readonly ShellWord[]): RecognizedArtisan | undefined {
  let at = 0;
  if (isPhp(programName(words[0]))) {
    at = 1;
    for (let option = words[at]; option?.text.startsWith('-'); option = words[at]) {
      // `-d name=value` may be one word or two.
      at += /^-[dcz]$/.test(option.text) ? 2 : 1;
    }
  }
  const artisan = words[at];
  if (artisan === undefined || programName(artisan) !== 'artisan') return undefined;
  const rest = words.slice(at + 1).map((word) => word.text);
  const command = rest.findIndex((text) => !text.startsWith('-'));
  if (command < 0) return { command: '', arguments: rest, artisan: artisan.text };
  return {
    command: rest[command] ?? '',
    arguments: rest.filter((_, i) => i !== command),
    artisan: artisan.text,
  };
}

const artisanKinds: ReadonlyMap<string, ProcessKind> = new Map([
  ['serve', 'serve'],
  ['octane:start', 'octane'],
  ['octane:frankenphp', 'octane'],
  ['octane:swoole', 'octane'],
  ['octane:roadrunner', 'octane'],
  ['swoole:http', 'octane'],
  ['horizon', 'horizon'],
  ['horizon:work', 'horizon'],
  ['horizon:supervisor', 'horizon'],
  ['queue:work', 'queue'],
  ['queue:listen', 'queue'],
  ['reverb:start', 'reverb'],
  ['websockets:serve', 'reverb'],
  ['nightwatch:agent', 'nightwatch'],
  ['inertia:start-ssr', 'ssr'],
]);

const programKinds: ReadonlyMap<string, ProcessKind> = new Map([
  ['httpd', 'apache'],
  ['apache2', 'apache'],
  ['apache2-foreground', 'apache'],
  ['httpd-foreground', 'apache'],
  ['apachectl', 'apache'],
  ['apache2ctl', 'apache'],
  ['nginx', 'nginx'],
  ['nginx-debug', 'nginx'],
  ['openresty', 'nginx'],
  ['caddy', 'caddy'],
  ['frankenphp', 'frankenphp'],
  ['rr', 'roadrunner'],
  ['unitd', 'unit'],
  ['supervisord', 'supervisor'],
  ['s6-svscan', 'supervisor'],
  ['runsvdir', 'supervisor'],
  ['cron', 'cron'],
  ['crond', 'cron'],
  ['supercronic', 'cron'],
  ['wait', 'waiting'],
]);

/** What kind of process a command is, once its wrappers are gone. */
export function recognizeProcess(words: readonly ShellWord[]): ProcessKind {
  const artisan = recognizeArtisan(words);
  if (artisan) return artisanKind(artisan);
  const [program, ...rest] = words;
  const name = programName(program);
  const all = words.map((word) => word.text);
  if (/^php\d*(?:\.\d+)?-fpm\d*(?:\.\d+)?$|^php-fpm\d*(?:\.\d+)?$/.test(name)) return 'fpm';
  if (/^\$(?:[@*]|\{[@*][^}]*\})$/.test(program?.text ?? '')) return 'arguments';
  if ((name === 'service' || name === 'rc-service') && rest[0]) return recognizeProcess(rest.slice(0, 1));
  const known = programKinds.get(name);
  if (known) return known;
  if (isPhp(name) && rest.some((word) => /^-[a-z]*S$/.test(word.text) || word.text === '-S')) return 'serve';
  if (
    (name === 'tail' && all.some((text) => /^-[a-zA-Z]*[fF]/.test(text))) ||
    (name === 'sleep' && all[1] === 'infinity')
  ) {
    return 'waiting';
  }
  if (name === 'init' && program?.text === '/init') return 'supervisor';
  if (/\.(?:sh|bash)$/.test(name) || /^\.{0,2}\//.test(program?.text ?? '')) return 'script';
  if (isShell(name) && rest.some((word) => !word.text.startsWith('-'))) return 'script';
  return 'other';
}

/** The script that a command of the kind `script` runs, by its path as written. */
export function scriptOf(words: readonly ShellWord[]): string | undefined {
  const runner = isShell(programName(words[0]));
  return words.slice(runner ? 1 : 0).find((word) => !runner || !/^[-+]/.test(word.text))?.text;
}

function isShell(name: string): boolean {
  return /^(?:ba|da|a|k|z)?sh$/.test(name);
}

function artisanKind({ command }: RecognizedArtisan): ProcessKind {
  const kind = artisanKinds.get(command);
  if (kind) return kind;
  if (command.startsWith('schedule:') || command.startsWith('short-schedule:')) return 'scheduler';
  if (command === 'migrate' || command.startsWith('migrate:') || command === 'db:seed') return 'migration';
  if (command.startsWith('pulse:')) return 'pulse';
  return 'artisan';
}

/** Kinds that do not come back, so that nothing behind them in a script runs, unless they are sent to the background. */
const lasting: ReadonlySet<ProcessKind> = new Set<ProcessKind>([
  ...([
    'apache',
    'octane',
    'serve',
    'queue',
    'horizon',
    'reverb',
    'nightwatch',
    'ssr',
    'frankenphp',
  ] as const),
  ...(['supervisor', 'waiting'] as const),
]);

/** Whether a command stays in the foreground for good. Unsure ones (`php-fpm`, which may be set to go to the background) do not count. */
export function lastsForever(kind: ProcessKind, words: readonly string[]): boolean {
  if (kind === 'scheduler') return words.includes('schedule:work');
  if (kind === 'queue')
    return !words.some((word) => word === '--once' || word.startsWith('--stop-when-empty'));
  if (kind === 'pulse') return words.some((word) => word === 'pulse:work' || word === 'pulse:check');
  if (kind === 'nginx') return words.some((word) => word.includes('daemon off'));
  return lasting.has(kind) && !detaches(words);
}

/** Whether a server goes to the background on its own. */
export function detaches(words: readonly string[]): boolean {
  const name = words[0]?.slice(words[0].lastIndexOf('/') + 1) ?? '';
  if (name === 'service' || name === 'rc-service' || words[0]?.startsWith('/etc/init.d/')) return true;
  if (/fpm/.test(name)) return words.includes('-D') || words.includes('--daemonize');
  if (/^(?:apachectl|apache2ctl|httpd|apache2)$/.test(name))
    return !words.some((word) => word.includes('FOREGROUND'));
  return false;
}

function isPhp(name: string): boolean {
  return /^php\d*(?:\.\d+)?$/.test(name);
}
