import type { ShellRedirect, ShellWord } from './lexShell';
import type { ShellCopy, ShellStep, ShellStepOf } from './shellScan';
import type { GroupCommand, SimpleCommand } from './shellTree';
import { programName } from './unwrapCommand';

/**
 * The files that one command copies, writes, changes or removes; `words` are the command without its wrappers,
 * `feeding` is the command whose output is piped into it.
 */
export function fileSteps(
  node: SimpleCommand,
  words: readonly ShellWord[],
  step: ShellStep,
  feeding: SimpleCommand | undefined,
): ShellStepOf[] {
  const name = programName(words[0]);
  const texts = words.slice(1).map((word) => word.text);
  const operands = texts.filter((text) => !text.startsWith('-'));
  switch (name) {
    case 'cp':
    case 'install':
      return copies(operands, 'copy', texts.includes('-n') ? unlessThere(step, operands) : step);
    case 'mv':
      return copies(operands, 'move', step);
    case 'ln':
      return copies(operands, 'link', step);
    case 'rm':
    case 'unlink':
      return operands.length === 0 ? [] : [{ kind: 'removal', step: { ...step, targets: operands } }];
    case 'touch':
      return [];
    case 'sed':
    case 'perl':
      return changedInPlace(texts, operands, step);
    case 'php':
      return phpCopies(texts, step);
  }
  const targets = [...redirected(node.redirects), ...teed(name, words.slice(1))];
  if (targets.length === 0) return [];
  const content = writtenContent(node, name, words.slice(1), feeding);
  return targets.map((target) => ({ kind: 'write', step: { ...step, ...target, ...content } }));
}

/** The files that `{ …; } > file` writes, where all that is written is text. */
export function groupSteps(node: GroupCommand, step: ShellStep): ShellStepOf[] {
  const targets = redirected(node.redirects);
  if (targets.length === 0) return [];
  const parts = node.body.flatMap(({ items }) => items.map(({ node: inner }) => inner));
  const contents = parts.map((inner): Content => {
    if (inner.kind !== 'simple') return { how: 'unknown', expands: true };
    return writtenContent(inner, programName(inner.words[0]), inner.words.slice(1), undefined);
  });
  const content: Content = contents.every(({ how }) => how === 'text')
    ? {
        how: 'text',
        body: contents.map(({ body }) => body ?? '').join(''),
        expands: contents.some(({ expands }) => expands),
      }
    : { how: 'unknown', expands: true };
  return targets.map((target) => ({ kind: 'write', step: { ...step, ...target, ...content } }));
}

function unlessThere(step: ShellStep, operands: readonly string[]): ShellStep {
  return { ...step, conditional: true, condition: `! -e ${operands[operands.length - 1] ?? ''}` };
}

function copies(operands: readonly string[], how: ShellCopy['how'], step: ShellStep): ShellStepOf[] {
  const target = operands[operands.length - 1];
  if (target === undefined) return [];
  return operands.slice(0, -1).map((source) => ({ kind: 'copy', step: { ...step, how, source, target } }));
}

function changedInPlace(
  texts: readonly string[],
  operands: readonly string[],
  step: ShellStep,
): ShellStepOf[] {
  if (!texts.some((text) => /^-[a-zA-Z]*i|^--in-place/.test(text))) return [];
  // With `-e` every operand is a file, else the first one is the script; taking one too many does no harm.
  return operands
    .filter((operand) => !/^s(.).*\1/.test(operand))
    .map((target) => ({
      kind: 'write',
      step: { ...step, target, append: false, how: 'changed', expands: true },
    }));
}

/** `php -r "file_exists('.env') || copy('.env.example', '.env');"`, which Laravel's own composer.json has. */
function phpCopies(texts: readonly string[], step: ShellStep): ShellStepOf[] {
  const code = texts[texts.indexOf('-r') + 1];
  if (!texts.includes('-r') || code === undefined) return [];
  const found: ShellStepOf[] = [];
  for (const match of code.matchAll(/\bcopy\(\s*['"]([^'"]+)['"]\s*,\s*['"]([^'"]+)['"]\s*\)/g)) {
    const [, source = '', target = ''] = match;
    const guarded = code.slice(0, match.index).includes('file_exists(');
    const condition = guarded ? { conditional: true, condition: `! file_exists ${target}` } : {};
    found.push({ kind: 'copy', step: { ...step, ...condition, how: 'copy', source, target } });
  }
  return found;
}

interface WriteTarget {
  readonly target: string;
  readonly append: boolean;
}

function redirected(redirects: readonly ShellRedirect[]): WriteTarget[] {
  const targets: WriteTarget[] = [];
  for (const { operator, target, descriptor } of redirects) {
    if (!operator.startsWith('>') || target === undefined || target.text.startsWith('&')) continue;
    if (descriptor > 1 || target.text.startsWith('/dev/')) continue;
    targets.push({ target: target.text, append: operator === '>>' });
  }
  return targets;
}

function teed(name: string, words: readonly ShellWord[]): WriteTarget[] {
  if (name !== 'tee') return [];
  const append = words.some((word) => word.text === '-a' || word.text === '--append');
  return words.filter((word) => !word.text.startsWith('-')).map((word) => ({ target: word.text, append }));
}

type Content = Pick<
  Extract<ShellStepOf, { kind: 'write' }>['step'],
  'how' | 'body' | 'bodySpan' | 'expands' | 'source'
>;

function writtenContent(
  { redirects }: SimpleCommand,
  name: string,
  words: readonly ShellWord[],
  feeding: SimpleCommand | undefined,
): Content {
  const operands = words.filter((word) => !word.text.startsWith('-'));
  const heredoc = redirects.findLast((redirect) => redirect.heredoc)?.heredoc;
  const input = redirects.findLast((redirect) => redirect.operator === '<')?.target;
  const here = redirects.findLast((redirect) => redirect.operator === '<<<')?.target;
  if (heredoc && (name === 'cat' || name === 'tee' || name === '')) {
    const expands = heredoc.expands && /[$`]/.test(heredoc.body);
    return { how: 'text', body: heredoc.body, bodySpan: heredoc.bodySpan, expands };
  }
  if (here && (name === 'cat' || name === 'tee'))
    return { how: 'text', body: `${here.text}\n`, expands: here.expands };
  const passesOn =
    name === 'tee' || name === 'envsubst' || (name === 'cat' && operands.length === 0 && !input);
  if (passesOn && feeding && !input) {
    const fed = writtenContent(feeding, programName(feeding.words[0]), feeding.words.slice(1), undefined);
    return { ...fed, expands: fed.expands || name === 'envsubst' };
  }
  if (name === 'echo' || name === 'printf') return { how: 'text', ...printed(name, words) };
  if (name === 'env' || name === 'printenv' || name === 'export' || name === 'set') {
    return { how: 'environment', expands: true };
  }
  if (name === 'cat' && operands.length === 1 && operands[0]) {
    return { how: 'file', source: operands[0].text, expands: operands[0].expands };
  }
  if ((name === 'envsubst' || name === 'cat') && input)
    return { how: 'file', source: input.text, expands: name === 'envsubst' };
  if (name === ':' || name === 'true' || name === '') return { how: 'text', body: '', expands: false };
  return { how: 'unknown', expands: true };
}

function printed(name: string, words: readonly ShellWord[]): { body: string; expands: boolean } {
  const expands = words.some((word) => word.expands);
  if (name === 'printf') {
    const [format, ...values] = words.map((word) => word.text);
    const text = (format ?? '').replace(/\\n/g, '\n').replace(/%[sb]/g, () => values.shift() ?? '');
    return { body: text, expands };
  }
  const options = words.findIndex((word) => !/^-[neE]+$/.test(word.text));
  const flags = words
    .slice(0, Math.max(options, 0))
    .map((word) => word.text)
    .join('');
  const text =
    options < 0
      ? ''
      : words
          .slice(options)
          .map((word) => word.text)
          .join(' ');
  const body = flags.includes('e') ? text.replace(/\\n/g, '\n') : text;
  return { body: flags.includes('n') ? body : `${body}\n`, expands };
}
