/**
 * Reads fixtures: Markdown files that hold small workspaces and say which findings and fixes they lead to.
 *
 *     ## A name that no Service has          a test case, up to the next such heading
 *
 *     `k8s/web.yaml`                         a file of its workspace: its path, alone on a line, in backticks or
 *     ```yaml                                bold, then a fenced block (`yaml crlf`: with CRLF line ends)
 *     REDIS_HOST: rediss
 *     #           ^^^^^^ warning redis-host-unresolved: No Service is called "rediss"
 *     ```
 *
 *     After fix "Use Service", `k8s/web.yaml`     its text once the fix is applied; one block a file
 *     Settings                                    then a block of JSON: the settings of this case
 *
 * A marker is a comment (`#` or `//`) under the line that it speaks of: carets below the stretch, the severity, the
 * rule, and words that the message contains. `#<^^^` points at the first three columns, which its own sign covers.
 * `|` instead of carets is a place without extent. Of a stretch over several lines the carets show the first.
 * Files that stand before the first heading belong to every case, unless the case has a file of that path.
 *
 * Markers are taken out of the texts. Whatever looks like a mistake in a fixture throws an Error with its line.
 */

export type FixtureSeverity = 'error' | 'warning' | 'information';

/** A finding at one line of one file. Lines and columns count from 0, columns in UTF-16 units; the end is exclusive. */
export interface FixtureFinding {
  readonly file: string;
  readonly line: number;
  readonly startColumn: number;
  readonly endColumn: number;
  readonly severity: FixtureSeverity;
  readonly rule: string;
  /** As expected: words that the message contains. As found: the whole message. */
  readonly message: string;
}

export interface FixtureFix {
  /** The title of the fix, or its beginning. */
  readonly title: string;
  /** The texts after the fix: of files that it changes and of files that it creates. */
  readonly files: ReadonlyMap<string, string>;
}

export interface FixtureCase {
  readonly name: string;
  readonly files: ReadonlyMap<string, string>;
  readonly expected: readonly FixtureFinding[];
  readonly fixes: readonly FixtureFix[];
  readonly settings?: unknown;
}

/** The cases of a fixture in their order. Throws an Error that names the line when the fixture is not well formed. */
export function readFixture(text: string): FixtureCase[] {
  const lines = text.split(/\r?\n/);
  const cases: Draft[] = [];
  const common = new Map<string, string>();
  for (const part of parts(lines)) {
    if (part.kind === 'case') {
      if (cases.some(({ name }) => name === part.name)) mistake(part.line, `a second case "${part.name}"`);
      cases.push({ name: part.name, files: new Map(), expected: [], fixes: [] });
      continue;
    }
    const current = cases.at(-1);
    const { content, findings } = readBlock(lines, part);
    if (part.kind === 'file') {
      if (!current && findings.length > 0) mistake(part.line, 'a marker in a file of every case');
      const files = current?.files ?? common;
      if (files.has(part.path)) mistake(part.line, `a second file "${part.path}"`);
      files.set(part.path, content);
      current?.expected.push(...findings);
      continue;
    }
    if (!current) return mistake(part.line, 'only files may stand before the first case');
    if (findings.length > 0) mistake(part.line, 'a marker in a block that is no file of the workspace');
    if (part.kind === 'settings') current.settings = parseJson(content, part.line);
    else addFix(current.fixes, part, content);
  }
  for (const { files } of cases) {
    for (const [path, content] of common) if (!files.has(path)) files.set(path, content);
  }
  return cases;
}

/**
 * The fixture with its markers replaced by those of the actual findings, by the names of the cases. The words of a
 * marker stay where the message still contains them. Cases that `actual` does not know keep their markers.
 * Throws an Error when a finding lies in a file that its case does not show, or outside that file.
 */
export function rewriteMarkers(text: string, actual: ReadonlyMap<string, readonly FixtureFinding[]>): string {
  const lines = text.split(/\r?\n/);
  const result: string[] = [];
  let copied = 0;
  let found: FixtureFinding[] | undefined;
  for (const part of parts(lines)) {
    if (part.kind === 'case') {
      refuseLeftovers(found);
      const findings = actual.get(part.name);
      found = findings && [...findings];
    }
    if (part.kind !== 'file' || !found) continue;
    const { kept, findings: before } = readBlock(lines, part);
    const here = found.filter(({ file }) => file === part.path).sort((a, b) => a.startColumn - b.startColumn);
    result.push(...lines.slice(copied, part.start));
    // A file without any line still has a first one, which a finding can be at.
    for (const [number, line] of (kept.length > 0 ? kept : [undefined]).entries()) {
      if (line !== undefined) result.push(line);
      for (const finding of here.filter((one) => one.line === number)) {
        result.push(markerOf(finding, before));
        found.splice(found.indexOf(finding), 1);
      }
    }
    copied = part.end;
  }
  refuseLeftovers(found);
  return [...result, ...lines.slice(copied)].join('\n');
}

/** A case while it is being read. */
interface Draft {
  readonly name: string;
  readonly files: Map<string, string>;
  readonly expected: FixtureFinding[];
  readonly fixes: { readonly title: string; readonly files: Map<string, string> }[];
  settings?: unknown;
}

interface CasePart {
  readonly kind: 'case';
  readonly name: string;
  readonly line: number;
}

interface Block {
  readonly kind: 'file' | 'fix' | 'settings';
  readonly path: string;
  readonly title: string;
  readonly line: number;
  /** The lines between the fences, the end exclusive. */
  readonly start: number;
  readonly end: number;
  readonly crlf: boolean;
}

/** Headings of cases and labelled blocks in their order; prose between them is for people. */
function* parts(lines: readonly string[]): Generator<CasePart | Block> {
  let label: Pick<Block, 'kind' | 'path' | 'title'> | undefined;
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] ?? '';
    const fence = /^(`{3,}|~{3,})(.*)$/.exec(line);
    if (!fence) {
      const heading = /^##\s+(.*\S)\s*$/.exec(line);
      if (heading?.[1]) yield { kind: 'case', name: heading[1], line: at };
      // A label must be the last thing said before its block.
      if (line.trim() !== '') label = labelOf(line.trim());
      continue;
    }
    const [, opening = '', info = ''] = fence;
    const start = at + 1;
    const closes = (candidate: string) =>
      candidate.startsWith(opening) &&
      candidate.trimEnd() === opening.charAt(0).repeat(candidate.trimEnd().length);
    for (at = start; at < lines.length && !closes(lines[at] ?? '');) at++;
    if (at >= lines.length) mistake(start - 1, 'a block that does not end');
    if (!label) mistake(start - 1, 'a block that no path stands above');
    else yield { ...label, line: start - 1, start, end: at, crlf: /\bcrlf\b/.test(info) };
    label = undefined;
  }
}

function labelOf(line: string): Pick<Block, 'kind' | 'path' | 'title'> | undefined {
  const fix = /^After fix "(.+)", (`?)([^`]+)\2:?$/.exec(line);
  if (fix) return { kind: 'fix', title: fix[1] ?? '', path: fix[3] ?? '' };
  if (/^settings:?$/i.test(line)) return { kind: 'settings', title: '', path: '' };
  const path = /^(?:`([^`]+)`|\*\*([^*]+)\*\*):?$/.exec(line);
  return path ? { kind: 'file', title: '', path: path[1] ?? path[2] ?? '' } : undefined;
}

/** Parts the lines of a block into its text and its markers. */
function readBlock(lines: readonly string[], block: Block) {
  const kept: string[] = [];
  const findings: FixtureFinding[] = [];
  for (let at = block.start; at < block.end; at++) {
    const line = lines[at] ?? '';
    const marker = readMarker(line);
    if (marker === 'broken') mistake(at, `a marker that cannot be read: ${line.trim()}`);
    else if (marker) findings.push({ ...marker, file: block.path, line: Math.max(0, kept.length - 1) });
    else kept.push(line);
  }
  const newline = block.crlf ? '\r\n' : '\n';
  return { kept, findings, content: kept.map((line) => line + newline).join('') };
}

function readMarker(line: string): Omit<FixtureFinding, 'file' | 'line'> | 'broken' | undefined {
  const start = /^(\s*(?:#|\/\/)(?:(<)|\s*))(\^+|\|)(?=\s|$)/.exec(line);
  if (!start) return undefined;
  const [whole, before = '', corner, sign = ''] = start;
  const says = /^\s+(error|warning|information)\s+([a-z][a-z0-9-]*)(?::\s*(.*?))?\s*$/.exec(
    line.slice(whole.length),
  );
  // A comment may well begin with a stroke; one that begins with carets is meant as a marker.
  if (!says) return sign === '|' ? undefined : 'broken';
  const startColumn = corner ? 0 : before.length;
  const endColumn = startColumn + (sign === '|' ? 0 : sign.length);
  return {
    startColumn,
    endColumn,
    severity: says[1] as FixtureSeverity,
    rule: says[2] ?? '',
    message: says[3] ?? '',
  };
}

function markerOf(finding: FixtureFinding, before: readonly FixtureFinding[]): string {
  const { file, line, startColumn, endColumn, severity, rule } = finding;
  const slashes = /\.(php|json|jsonc|js|ts)$|(^|\/)artisan$/.test(file) && startColumn !== 1;
  const comment = slashes ? '//' : '#';
  const margin = startColumn === 0 ? `${comment}<` : comment.padEnd(startColumn);
  const sign = '^'.repeat(Math.max(0, endColumn - startColumn)) || '|';
  const words = before.find(
    (one) => one.line === line && one.rule === rule && one.message && finding.message.includes(one.message),
  );
  return `${margin}${sign} ${severity} ${rule}: ${words?.message ?? finding.message}`;
}

function addFix(fixes: Draft['fixes'], block: Block, content: string): void {
  const known = fixes.find(({ title }) => title === block.title);
  if (known?.files.has(block.path)) mistake(block.line, `a second text of "${block.path}" after this fix`);
  if (known) known.files.set(block.path, content);
  else fixes.push({ title: block.title, files: new Map([[block.path, content]]) });
}

function refuseLeftovers(findings: readonly FixtureFinding[] | undefined): void {
  const left = findings?.[0];
  if (left) throw new Error(`No marker can stand for ${left.rule} in "${left.file}", line ${left.line + 1}.`);
}

function parseJson(text: string, line: number): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return mistake(line, 'settings that are not JSON');
  }
}

function mistake(line: number, what: string): never {
  throw new Error(`Line ${line + 1} of the fixture: ${what}.`);
}
