import type { Place } from '../../text/place';
import { renderScalar } from './renderScalar';
import type { YamlNode, YamlPair, YamlScalar } from './tree';

export interface RenderTreeOptions {
  /** What is said of a place behind the value that it gave: `k8s/app.yaml:12`. */
  readonly origin: (at: Place) => string;
  /** Whether a value must not be shown, given the keys that lead to it. */
  readonly hide: (path: readonly string[], scalar: YamlScalar) => boolean;
}

/** A tree as YAML in block style, each value with the place it comes from as a comment. Ends with a line break. */
export function renderTree(node: YamlNode, options: RenderTreeOptions): string {
  return lines(node, [], options)
    .map((line) => `${line}\n`)
    .join('');
}

function lines(node: YamlNode, path: readonly string[], options: RenderTreeOptions): string[] {
  switch (node.kind) {
    case 'scalar':
      return scalarLines(node, path, options);
    case 'map':
      return node.pairs.flatMap((pair) => pairLines(pair, [...path, pair.key.text], options));
    case 'sequence':
      return node.items.flatMap((item) => {
        const inner = isEmpty(item) ? [emptyText(item)] : lines(item, path, options);
        return inner.map((line, order) => (order === 0 ? `- ${line}` : `  ${line}`));
      });
  }
}

function pairLines({ key, value }: YamlPair, path: readonly string[], options: RenderTreeOptions): string[] {
  const name = renderScalar(key.text);
  if (value.kind !== 'scalar') {
    if (isEmpty(value)) return [`${name}: ${emptyText(value)} # ${options.origin(value.at)}`];
    return [`${name}:`, ...lines(value, path, options).map((line) => `  ${line}`)];
  }
  const [first = '', ...rest] = scalarLines(value, path, options);
  return [`${name}: ${first}`, ...rest.map((line) => `  ${line}`)];
}

function scalarLines(scalar: YamlScalar, path: readonly string[], options: RenderTreeOptions): string[] {
  const origin = `# ${options.origin(scalar.at)}`;
  if (scalar.unknown !== undefined) return [`null ${origin}: unknown, ${scalar.unknown}`];
  if (options.hide(path, scalar)) return [`"…" ${origin}, not shown`];
  const { value } = scalar;
  if (typeof value === 'string' && isBlock(value)) {
    return [`${value.endsWith('\n') ? '|' : '|-'} ${origin}`, ...value.replace(/\n$/, '').split('\n')];
  }
  return [`${renderScalar(value)} ${origin}`];
}

/** Text of several lines that a literal block holds as it is. */
function isBlock(text: string): boolean {
  return /\n/.test(text) && !/^[\n ]|\n\n$|[^\n\t\x20-\x7e\xa0-\ud7ff\ue000-\ufffd]/.test(text);
}

function isEmpty(node: YamlNode): boolean {
  return (
    (node.kind === 'map' && node.pairs.length === 0) || (node.kind === 'sequence' && node.items.length === 0)
  );
}

function emptyText(node: YamlNode): string {
  return node.kind === 'map' ? '{}' : '[]';
}
