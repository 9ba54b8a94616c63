import { lexShell, type ShellRedirect } from '../shell/lexShell';
import { place, type Place } from '../../text/place';

/** A here-document behind an instruction. */
export interface DockerHeredoc {
  readonly name: string;
  /** The lines between, with LF; without the leading tabs of `<<-`. */
  readonly body: string;
  readonly bodyAt: Place;
  /** Whether variables are replaced in it: the name is not quoted. */
  readonly expands: boolean;
  /** Whether leading tabs were taken off, so that the body's characters do not count as those of `bodyAt`. */
  readonly chomped: boolean;
}

/** One instruction as it is written. */
export interface DockerInstruction {
  /** In upper case: `COPY`. */
  readonly keyword: string;
  readonly keywordAt: Place;
  /** From the keyword to the end of the last line, here-documents included. */
  readonly at: Place;
  /**
   * What stands behind the keyword, character for character as in the file from `textStart` on, but for comments and
   * blank lines within continuations, which are blanks, and the escape character, which is always a backslash.
   */
  readonly text: string;
  readonly textStart: number;
  readonly heredocs: readonly DockerHeredoc[];
  /** Behind `ONBUILD`: it runs in the builds of images that are made from this one. */
  readonly onbuild: boolean;
}

/** Instructions that may have here-documents (moby/buildkit, frontend/dockerfile/parser). */
const withHeredocs = new Set(['RUN', 'COPY', 'ADD']);

/**
 * Cuts a Dockerfile into its instructions, as BuildKit's parser does: continuations, comments between them, `# escape=`
 * and here-documents. Never throws; time grows with the length of the text.
 */
export function splitInstructions(file: string, text: string): DockerInstruction[] {
  const lines = splitLines(text);
  const escape = readEscape(lines.map((line) => line.text));
  const continues = new RegExp(`(?:^|[^${escape}])${escape}[ \\t]*$`);
  const instructions: DockerInstruction[] = [];
  for (let i = 0; i < lines.length; i++) {
    const first = lines[i] as Line;
    if (/^\s*(?:#|$)/.test(first.text)) continue;
    const parts: string[] = [];
    let last = i;
    for (let open = true; open && i < lines.length; i++) {
      const line = lines[i] as Line;
      if (i > last && /^\s*(?:#|$)/.test(line.text)) {
        parts.push(' '.repeat(line.end - line.start));
        continue;
      }
      open = continues.test(line.text);
      // Comments that were passed over belong to the instruction only when it goes on behind them.
      parts.push(
        open
          ? line.text.replace(/[`\\](?=[ \t]*$)/, '\\') + text.slice(line.start + line.text.length, line.end)
          : line.text,
      );
      last = i;
    }
    i = last;
    const written = parts
      .join('')
      .slice(0, (lines[last]?.start ?? 0) + (lines[last]?.text.length ?? 0) - first.start);
    const made = makeInstruction(file, first.start, written);
    const body = withHeredocs.has(made.keyword) ? readHeredocs(file, lines, last + 1, made.text) : undefined;
    if (body && body.heredocs.length > 0) {
      i = body.next - 1;
      const at = place(
        file,
        made.at.span.start,
        lines[i] ? (lines[i] as Line).start + (lines[i] as Line).text.length : text.length,
      );
      instructions.push({ ...made, at, heredocs: body.heredocs });
    } else {
      instructions.push(made);
    }
  }
  return instructions;
}

interface Line {
  readonly start: number;
  /** Behind the line break. */
  readonly end: number;
  readonly text: string;
}

function splitLines(text: string): Line[] {
  const lines: Line[] = [];
  let start = text.startsWith('\uFEFF') ? 1 : 0;
  while (start < text.length) {
    const lineBreak = text.indexOf('\n', start);
    const end = lineBreak < 0 ? text.length : lineBreak + 1;
    lines.push({ start, end, text: text.slice(start, end).replace(/\r?\n$/, '') });
    start = end;
  }
  return lines;
}

/** The escape character, ready for a regular expression. Directives count only before anything else. */
function readEscape(lines: readonly string[]): '\\\\' | '`' {
  for (const line of lines) {
    const directive = /^\s*#\s*([a-zA-Z][\w-]*)\s*=\s*(\S.*?)\s*$/.exec(line);
    if (directive === null) break;
    if (directive[1]?.toLowerCase() === 'escape') return directive[2] === '`' ? '`' : '\\\\';
  }
  return '\\\\';
}

function makeInstruction(file: string, start: number, written: string): DockerInstruction {
  let at = /^\s*/.exec(written)?.[0].length ?? 0;
  let keyword = keywordAt(written, at);
  const begin = at;
  const onbuild = keyword.toUpperCase() === 'ONBUILD';
  if (onbuild) {
    at += keyword.length;
    at += /^[\s\\]*/.exec(written.slice(at))?.[0].length ?? 0;
    keyword = keywordAt(written, at);
  }
  return {
    keyword: keyword.toUpperCase(),
    keywordAt: place(file, start + at, start + at + keyword.length),
    at: place(file, start + begin, start + written.length),
    text: written.slice(at + keyword.length),
    textStart: start + at + keyword.length,
    heredocs: [],
    onbuild,
  };
}

function keywordAt(written: string, at: number): string {
  return /^[^\s\\]+/.exec(written.slice(at, at + 100))?.[0] ?? '';
}

function readHeredocs(
  file: string,
  lines: readonly Line[],
  from: number,
  text: string,
): { heredocs: DockerHeredoc[]; next: number } {
  const heredocs: DockerHeredoc[] = [];
  let next = from;
  for (const redirect of text.includes('<<') ? lexShell(text) : []) {
    if (redirect.kind !== 'redirect' || !opensHeredoc(redirect, text)) continue;
    const name = redirect.target?.text ?? '';
    const bodyLines: string[] = [];
    const bodyStart = lines[next]?.start ?? lines[lines.length - 1]?.end ?? 0;
    let bodyEnd = bodyStart;
    for (let line = lines[next]; line; line = lines[next]) {
      next++;
      const content = redirect.stripsTabs ? line.text.replace(/^\t+/, '') : line.text;
      if (content === name) break;
      bodyLines.push(`${content}\n`);
      bodyEnd = line.end;
    }
    heredocs.push({
      name,
      body: bodyLines.join(''),
      bodyAt: place(file, bodyStart, bodyEnd),
      expands: redirect.target?.quoted === false,
      chomped: redirect.stripsTabs,
    });
  }
  return { heredocs, next };
}

/** Docker wants the name right behind the arrows: `<< EOF` is none. */
function opensHeredoc(redirect: ShellRedirect, text: string): boolean {
  if (redirect.operator !== '<<' || !redirect.target) return false;
  return /^\d*<<-?$/.test(text.slice(redirect.span.start, redirect.target.span.start));
}
