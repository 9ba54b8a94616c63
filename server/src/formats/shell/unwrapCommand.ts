import type { ShellWord } from './lexShell';

export interface UnwrappedCommand {
  /** The command that is really run, with its arguments. */
  readonly words: readonly ShellWord[];
  /** Whether `exec` replaces the shell by it, so that nothing behind it runs. */
  readonly replacesShell: boolean;
  /** What a shell is given to run (`sh -c '…'`, `su -c '…'`), when that is what the command is. */
  readonly script?: ShellWord;
}

/** For each wrapper the options that take a value of their own; after the options come `positional` more words. */
const wrappers: ReadonlyMap<string, { readonly valued: string; readonly positional: number }> = new Map(
  Object.entries({
    exec: { valued: '-a', positional: 0 },
    command: { valued: '', positional: 0 },
    builtin: { valued: '', positional: 0 },
    sudo: { valued: '-u -g -h -p -C -r -t --user --group', positional: 0 },
    doas: { valued: '-u -C', positional: 0 },
    nohup: { valued: '', positional: 0 },
    setsid: { valued: '', positional: 0 },
    time: { valued: '-f -o', positional: 0 },
    nice: { valued: '-n', positional: 0 },
    ionice: { valued: '-c -n', positional: 0 },
    stdbuf: { valued: '-i -o -e', positional: 0 },
    timeout: { valued: '-s -k --signal --kill-after', positional: 1 },
    'su-exec': { valued: '', positional: 1 },
    gosu: { valued: '', positional: 1 },
    's6-setuidgid': { valued: '', positional: 1 },
    'with-contenv': { valued: '', positional: 0 },
    'dumb-init': { valued: '-r --rewrite', positional: 0 },
    tini: { valued: '-p -e', positional: 0 },
    catatonit: { valued: '', positional: 0 },
    runuser: { valued: '-u -g -G', positional: 0 },
    setpriv: { valued: '', positional: 0 },
    'docker-php-entrypoint': { valued: '', positional: 0 },
    'docker-php-serversideup-entrypoint': { valued: '', positional: 0 },
    env: { valued: '-u -C', positional: 0 },
    xargs: { valued: '-n -I -P -d -L', positional: 0 },
  }),
);

const shells = new Set(['sh', 'bash', 'ash', 'dash', 'zsh', 'ksh']);

/** Takes off what only wraps a command. Stops at the first word that is none of the known wrappers. */
export function unwrapCommand(words: readonly ShellWord[]): UnwrappedCommand {
  let rest = words;
  let replacesShell = false;
  for (;;) {
    const name = programName(rest[0]);
    if (shells.has(name)) {
      const option = rest.findIndex((word, i) => i > 0 && /^-[a-z]*c$/.test(word.text));
      const script =
        option > 0 && rest.slice(1, option).every((word) => /^[-+]/.test(word.text))
          ? rest[option + 1]
          : undefined;
      return { words: rest, replacesShell, ...(script ? { script } : {}) };
    }
    if (name === 'su' || name === 'runuser') {
      const option = rest.findIndex((word) => word.text === '-c' || word.text === '--command');
      const script = option > 0 ? rest[option + 1] : undefined;
      if (script || name === 'su') return { words: rest, replacesShell, ...(script ? { script } : {}) };
    }
    // `command -v php` asks for a command, it does not run it.
    const asks = name === 'command' && /^-[vV]/.test(rest[1]?.text ?? '');
    const wrapper = asks ? undefined : wrappers.get(name);
    const inner = wrapper && innerWords(rest, wrapper, name === 'env');
    if (inner === undefined || inner.length === 0) return { words: rest, replacesShell };
    if (name === 'exec') replacesShell = true;
    rest = inner;
  }
}

function innerWords(
  words: readonly ShellWord[],
  wrapper: { readonly valued: string; readonly positional: number },
  assigns: boolean,
): readonly ShellWord[] {
  const valued = wrapper.valued.split(' ');
  let at = 1;
  for (let word = words[at]; word; word = words[at]) {
    if (word.text === '--') {
      at++;
      break;
    }
    if (assigns && /^[A-Za-z_]\w*=/.test(word.text)) at++;
    else if (!word.text.startsWith('-') || word.text === '-') break;
    else at += valued.includes(word.text) && word.text !== '' ? 2 : 1;
  }
  let rest = words.slice(at + wrapper.positional);
  if (rest[0]?.text === '--') rest = rest.slice(1);
  return rest;
}

/** The last part of the path of a program: `php-fpm` for `/usr/local/sbin/php-fpm`. */
export function programName(word: ShellWord | undefined): string {
  const text = word?.text ?? '';
  return text.slice(text.lastIndexOf('/') + 1);
}
