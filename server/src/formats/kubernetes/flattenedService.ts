/**
 * A Service that was copied off a web page which lost the lines `metadata:`, `spec:`, `selector:` and `ports:` (laravel.md
 * §7.6). What is left does not parse, but its lines still say enough to rebuild the Service.
 */

export interface FlattenedService {
  readonly name: string;
  /** The document as it was meant, with its comments, ending with a line break. */
  readonly rebuilt: string;
  /** What the page lost: `metadata`, `spec`, `selector`, `ports`. */
  readonly lost: readonly string[];
}

const STRUCTURE = ['metadata', 'spec', 'selector', 'ports'] as const;
const PORT_KEYS: ReadonlySet<string> = new Set(['protocol', 'port', 'targetPort', 'nodePort', 'appProtocol']);
const SPEC_KEYS: ReadonlySet<string> = new Set([
  'type',
  'sessionAffinity',
  'clusterIP',
  'externalName',
  'externalTrafficPolicy',
  'loadBalancerIP',
]);

/** Reads the lines of one document; undefined when they are anything but such a Service. */
export function flattenedService(text: string): FlattenedService | undefined {
  const lines = text.split(/\r\n|\r|\n/);
  if (!lines.some((line) => /^kind:\s*Service\s*(#.*)?$/.test(line))) return undefined;
  const lost = STRUCTURE.filter(
    (key) => !lines.some((line) => new RegExp(`^\\s*${key}:\\s*(#.*)?$`).test(line)),
  );
  if (!lost.includes('metadata') && !lost.includes('spec')) return undefined;

  const read = readLines(lines);
  if (read.name === undefined || read.ports.length === 0) return undefined;
  // What stands behind the `---` of the document stays there.
  const before = /^[ \t]*\r?\n/.test(text) ? '\n' : '';
  return { name: read.name, rebuilt: before + render(read), lost };
}

/** Values are kept as they are written, with the comments behind them. */
interface Lines {
  readonly comments: string[];
  apiVersion: string;
  name: string | undefined;
  nameLine: string;
  namespace: string | undefined;
  readonly labels: [string, string][];
  readonly selector: [string, string][];
  readonly spec: [string, string][];
  readonly ports: [string, string][][];
  timeoutSeconds: string | undefined;
}

function readLines(lines: readonly string[]): Lines {
  const read: Lines = {
    comments: [],
    apiVersion: 'v1',
    name: undefined,
    nameLine: '',
    namespace: undefined,
    labels: [],
    selector: [],
    spec: [],
    ports: [],
    timeoutSeconds: undefined,
  };
  let section = '';
  for (const line of lines) {
    if (/^\s*#/.test(line)) read.comments.push(line.trim());
    const match = /^(\s*)(-\s+)?([\w./-]+):(?:\s+(.*?))?\s*$/.exec(line);
    if (!match) continue;
    const [, , dash, key = '', value = ''] = match;
    const bare = value.replace(/(^|\s)#.*$/, '').trim();
    if (key === 'apiVersion') read.apiVersion = value;
    else if (key === 'kind') read.comments.push(...(/#.*$/.exec(value) ?? []));
    else if (bare === '') {
      section = key;
      read.comments.push(...(/#.*$/.exec(value) ?? []));
    } else if (dash !== undefined) read.ports.push([[key, value]]);
    else if (PORT_KEYS.has(key) || (key === 'name' && read.name !== undefined))
      (read.ports.at(-1) ?? newPort(read)).push([key, value]);
    else if (key === 'name') [read.name, read.nameLine] = [bare, value];
    else if (key === 'namespace') read.namespace = value;
    else if (key === 'timeoutSeconds') read.timeoutSeconds = value;
    else if (SPEC_KEYS.has(key)) read.spec.push([key, value]);
    else if (section === 'labels') read.labels.push([key, value]);
    else read.selector.push([key, value]);
  }
  return read;
}

function newPort(read: Lines): [string, string][] {
  const port: [string, string][] = [];
  read.ports.push(port);
  return port;
}

function render(read: Lines): string {
  const lines = [
    ...read.comments,
    `apiVersion: ${read.apiVersion}`,
    'kind: Service',
    'metadata:',
    `  name: ${read.nameLine}`,
  ];
  if (read.namespace !== undefined) lines.push(`  namespace: ${read.namespace}`);
  if (read.labels.length > 0)
    lines.push('  labels:', ...read.labels.map(([key, value]) => `    ${key}: ${value}`));
  lines.push('spec:');
  if (read.selector.length > 0)
    lines.push('  selector:', ...read.selector.map(([key, value]) => `    ${key}: ${value}`));
  lines.push('  ports:');
  for (const port of read.ports) {
    port.forEach(([key, value], order) => lines.push(`    ${order === 0 ? '- ' : '  '}${key}: ${value}`));
  }
  for (const [key, value] of read.spec) lines.push(`  ${key}: ${value}`);
  if (read.timeoutSeconds !== undefined) {
    lines.push('  sessionAffinityConfig:', '    clientIP:', `      timeoutSeconds: ${read.timeoutSeconds}`);
  }
  return `${lines.join('\n')}\n`;
}
