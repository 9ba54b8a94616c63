import type { Span } from '../../text/place';
import { ShellWalk } from './walkShell';
import { parseShell } from './parseShell';
import type { ShellWord } from './lexShell';
import type { ShellScan, ShellStepKinds } from './shellScan';
import type { SimpleCommand } from './shellTree';
import { unwrapCommand } from './unwrapCommand';

/**
 * Says what a shell script does, or a command line that is given as arguments (`command` and `args` of a container, the
 * exec form of a Dockerfile). Arguments are run as they are, unless they begin with a shell and `-c`: then what the
 * shell is given is read. Pure and total: never throws; time grows with the length of the text.
 */
export function scanShell(source: string | readonly string[]): ShellScan {
  if (typeof source === 'string') return result(source, new ShellWalk().run(parseShell(source)));
  const words = wordsOf(source);
  const { script } = unwrapCommand(words);
  if (script) {
    const scan = scanShell(script.text);
    return { ...scan, scriptArgument: words.indexOf(script) };
  }
  const end = words[words.length - 1]?.span.end ?? 0;
  const command: SimpleCommand = {
    kind: 'simple',
    assignments: [],
    words,
    redirects: [],
    span: { start: 0, end },
  };
  const walk = new ShellWalk().run([{ items: [{ node: command, after: undefined }], background: false }]);
  return result(source.join(' '), walk);
}

function wordsOf(source: readonly string[]): ShellWord[] {
  let at = 0;
  return source.map((text) => {
    const span: Span = { start: at, end: at + text.length };
    at = span.end + 1;
    // Kubernetes expands `$(NAME)` in command and args; a shell variable stays as it is.
    return { kind: 'word', text, span, quoted: true, expands: /\$\(\w+\)/.test(text) };
  });
}

function result(script: string, walk: ShellWalk): ShellScan {
  const { steps, processes } = walk;
  const of = <Kind extends keyof ShellStepKinds>(kind: Kind): ShellStepKinds[Kind][] =>
    steps.filter((entry) => entry.kind === kind).map((entry) => entry.step as ShellStepKinds[Kind]);
  return {
    script,
    artisan: of('artisan'),
    variables: of('variable'),
    variableSources: of('variable source'),
    copies: of('copy'),
    writes: of('write'),
    removals: of('removal'),
    steps,
    processes,
    finals: walk.finals(),
  };
}
