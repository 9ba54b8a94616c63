/** Reads `helm install` and `helm upgrade` out of scripts and CI files, as text: no shell is needed to understand them. */
import type { Place } from '../../text/place';
import type { NamedAt, WrittenDeployment, WrittenLayer } from './deployments';
import { directoryOf } from './charts';

interface Word {
  /** Without its quotes. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** Gives the value of a variable, by what the workspace shows. */
export type ResolveVariable = (name: string) => string | undefined;

const most = 200;

/** The installations that the text of one file names, in order. */
export function helmCommands(file: string, text: string, resolve: ResolveVariable): WrittenDeployment[] {
  const found: WrittenDeployment[] = [];
  const command = /(?<![\w./-])helm3?(?=[ \t])/g;
  for (let match = command.exec(text); match && found.length < most; match = command.exec(text)) {
    if (isComment(text, match.index)) continue;
    const words = wordsOf(text, match.index + match[0].length);
    const deployment = deploymentOf(file, text, words, resolve);
    if (deployment) found.push(deployment);
    command.lastIndex = words.at(-1)?.end ?? command.lastIndex;
  }
  return found;
}

function isComment(text: string, at: number): boolean {
  const line = text.slice(text.lastIndexOf('\n', at - 1) + 1, at);
  return /^\s*(#|\/\/|@?echo\b|-?\s*name:|.*\becho\s+["'])/.test(line) || /(^|\s)#\s/.test(line);
}

const withValue = new Set(
  `-n --namespace -f --values --set --set-string --set-file --set-json --set-literal --version --timeout --kubeconfig
  --kube-context --repo --description --history-max --post-renderer --post-renderer-args -o --output --ca-file
  --cert-file --key-file --keyring --username --password --kube-apiserver --kube-token --kube-as-user --qps
  --burst-limit --labels -l`.split(/\s+/),
);

function deploymentOf(
  file: string,
  text: string,
  words: readonly Word[],
  resolve: ResolveVariable,
): WrittenDeployment | undefined {
  const positional: Word[] = [];
  const layers: WrittenLayer[] = [];
  let namespace: NamedAt | undefined;
  const at = (word: Word): Place => ({ file, span: { start: word.start, end: word.end } });
  for (let i = 0; i < words.length; i++) {
    const word = words[i];
    if (!word) continue;
    if (!word.text.startsWith('-')) {
      positional.push(word);
      continue;
    }
    const equals = word.text.indexOf('=');
    const flag = equals > 0 ? word.text.slice(0, equals) : word.text;
    if (!withValue.has(flag)) continue;
    const value = equals > 0 ? { ...word, text: word.text.slice(equals + 1) } : words[++i];
    if (!value) break;
    if (flag === '-n' || flag === '--namespace') namespace = named(value.text, at(value), resolve);
    else if (flag === '-f' || flag === '--values') {
      for (const written of value.text.split(','))
        layers.push({ kind: 'file', written: substituted(written, resolve) });
    } else if (flag.startsWith('--set')) layers.push(...setLayers(flag, value.text, at(value)));
  }
  const [verb, name, chart] = positional;
  if (verb?.text !== 'upgrade' && verb?.text !== 'install') return undefined;
  const generated = words.some((word) => word.text === '--generate-name' || word.text === '-g');
  const reference = generated ? name : chart;
  if (!reference) return undefined;
  return {
    chart: substituted(reference.text, resolve),
    release: generated || !name ? undefined : named(name.text, at(name), resolve),
    namespace,
    layers,
    file,
    from: workingDirectory(text, words[0]?.start ?? 0, file),
    valuesFrom: 'file',
  };
}

function named(written: string, at: Place, resolve: ResolveVariable): NamedAt | undefined {
  const name = substituted(written, resolve);
  return /^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/.test(name) ? { name, at } : undefined;
}

/** The text with the variables that are known; others stay as they are written. */
function substituted(text: string, resolve: ResolveVariable): string {
  return text.replace(variable, (whole, ...names: (string | undefined)[]) => {
    const name = names.slice(0, 4).find((each) => each !== undefined);
    return (name === undefined ? undefined : resolve(name)) ?? whole;
  });
}

const variable =
  /\$\{\{\s*(?:env|vars|inputs|matrix|parameters)\.([\w-]+)\s*\}\}|\$\{(\w+)(?::-[^}]*)?\}|\$\((\w+)\)|\$(\w+)/g;

/** Whether a text holds a variable of a shell, of make or of a CI system. */
export function hasVariable(text: string): boolean {
  return /\$|`|\{\{|<%/.test(text);
}

/** The assignments of one `--set`, whose commas and braces are Helm's (`pkg/strvals`). */
function setLayers(flag: string, text: string, at: Place): WrittenLayer[] {
  const literal = flag === '--set' || flag === '--set-string' || flag === '--set-literal';
  const parts = flag === '--set' || flag === '--set-string' ? splitAssignments(text) : [text];
  return parts.flatMap((part): WrittenLayer[] => {
    const equals = part.search(/(?<!\\)=/);
    if (equals <= 0) return [];
    const path = part.slice(0, equals).trim();
    const written = part.slice(equals + 1);
    const known = literal && !hasVariable(written) && !written.startsWith('{') && !hasVariable(path);
    if (hasVariable(path)) return [];
    const value = known ? written.replace(/\\(.)/g, '$1') : undefined;
    return [{ kind: 'set', path, value, asString: flag !== '--set', at }];
  });
}

function splitAssignments(text: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  for (let i = 0; i < text.length; i++) {
    const char = text.charAt(i);
    if (char === '\\') i++;
    else if (char === '{' || char === '(') depth++;
    else if ((char === '}' || char === ')') && depth > 0) depth--;
    else if (char === ',' && depth === 0) {
      parts.push(text.slice(start, i));
      start = i + 1;
    }
  }
  parts.push(text.slice(start));
  return parts;
}

/** Words up to the end of the command; a line goes on behind a backslash, or when the next one begins with a flag. */
function wordsOf(text: string, start: number): Word[] {
  const words: Word[] = [];
  let at = start;
  while (at < text.length && words.length < 400) {
    const char = text.charAt(at);
    if (char === ' ' || char === '\t' || char === '\r') at++;
    else if (char === '\\' && /^\\[ \t]*\r?\n/.test(text.slice(at, at + 80))) at = text.indexOf('\n', at) + 1;
    else if (char === '\n') {
      if (!/^\n[ \t]+--?[a-z]/.test(text.slice(at, at + 200))) break;
      at++;
    } else if (/[;|&)<>]/.test(char) || (char === '#' && /\s/.test(text.charAt(at - 1)))) break;
    else {
      const word = wordAt(text, at);
      words.push(word);
      at = word.end;
    }
  }
  return words;
}

function wordAt(text: string, start: number): Word {
  let at = start;
  let out = '';
  let quote = '';
  while (at < text.length) {
    const char = text.charAt(at);
    const braces = /^\$?\{\{[^\n]*?\}\}|^\$\{[^}\n]*\}|^\$\([^)\n]*\)/.exec(text.slice(at, at + 300));
    if (quote !== "'" && braces) {
      out += braces[0];
      at += braces[0].length;
      continue;
    }
    if (quote !== '') {
      if (char === quote) quote = '';
      else if (char === '\\' && quote === '"' && /["\\$`]/.test(text.charAt(at + 1)))
        out += text.charAt(++at);
      else if (char === '\n') break;
      else out += char;
    } else if (char === '"' || char === "'") quote = char;
    else if (char === '\\' && text.charAt(at + 1) !== '\n' && text.charAt(at + 1) !== '\r') {
      out += char + text.charAt(++at);
    } else if (/[\s;|&)]/.test(char) || char === '\\') break;
    else out += char;
    at++;
  }
  return { text: out, start, end: Math.max(at, start + 1) };
}

/** The directory of the last `cd` before, or of `working-directory:`; else the workspace's own. */
function workingDirectory(text: string, at: number, file: string): string {
  const before = text.slice(Math.max(0, at - 2000), at);
  const found = [
    ...before.matchAll(/(?:^|[\s;&])cd[ \t]+["']?([\w./-]+)["']?|working-directory:[ \t]*["']?([\w./-]+)/g),
  ].at(-1);
  const directory = found?.[1] ?? found?.[2];
  if (directory !== undefined) return directory.replace(/^\.\//, '').replace(/\/$/, '');
  return /^(\.github|\.gitlab|\.circleci)\//.test(file) ? '' : directoryOf(file);
}
