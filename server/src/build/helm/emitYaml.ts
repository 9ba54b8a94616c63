/**
 * Writes values as YAML, byte for byte as `sigs.k8s.io/yaml` does over go-yaml v2 (`encode.go`, `emitterc.go`), for
 * checksums are made of it, and with the place of every key and scalar. The `pretty` form is go-yaml v3's with an
 * indent of two, which Helm's `toYamlPretty` uses: it differs by lists that are indented and by quoting.
 */
import { resolvePlain } from '../../formats/yaml/resolvePlain';
import { formatFloat, formatJsonNumber } from './formatNumber';
import { gapText, plainText, sourcedText, TextBuilder, wholeSource, type Source, type Text } from './text';
import type { ListValue, MapValue, Value } from './value';
import { analyzeScalar, naturalOrder, writeDoubleQuoted, writeFolded } from './yamlScalar';

export function emitYaml(value: Value, pretty = false): Text {
  const emitter = new YamlEmitter(pretty);
  emitter.node(value, 0, false);
  return emitter.out.text();
}

/** Deeper values are not written: nobody has them, and the stack is finite. */
const deepest = 500;

class YamlEmitter {
  readonly out = new TextBuilder();
  private column = 0;
  private depth = 0;

  constructor(private readonly pretty: boolean) {}

  /** Writes a value behind what already stands on the line: `indent` is the column of its keys, should it have any. */
  node(value: Value, indent: number, inline: boolean): void {
    if (++this.depth > deepest) {
      this.gap('the value is nested too deeply');
    } else if (value.kind === 'map' && (value.entries.size > 0 || value.unknown !== undefined)) {
      this.map(value, indent, inline);
    } else if (value.kind === 'list' && value.items.length > 0) {
      this.list(value, indent, inline);
    } else {
      this.scalar(value, indent);
    }
    this.depth--;
  }

  private map(value: MapValue, indent: number, inline: boolean): void {
    let first = true;
    for (const key of [...value.entries.keys()].sort(naturalOrder)) {
      const entry = value.entries.get(key);
      if (!entry) continue;
      if (!first || inline) this.newLine(indent);
      first = false;
      const keySource = entry.keyAt ? { at: entry.keyAt } : undefined;
      const simple = key.length <= 128 && !key.includes('\n');
      if (!simple) this.write(plainText('? '));
      this.text(sourcedText(key, keySource), indent, simple);
      if (!simple) this.newLine(indent);
      this.write(plainText(':'));
      this.child(entry.value, indent);
    }
    if (value.unknown !== undefined) {
      if (!first || inline) this.newLine(indent);
      this.gap(value.unknown);
    }
  }

  /** The value behind a key: collections go on the next line, everything else on the same. */
  private child(value: Value, indent: number): void {
    const filledMap = value.kind === 'map' && (value.entries.size > 0 || value.unknown !== undefined);
    const filledList = value.kind === 'list' && value.items.length > 0;
    if (!filledMap && !filledList) this.write(plainText(' '));
    const inner = filledList && !this.pretty ? indent : indent + 2;
    this.node(value, filledMap || filledList ? inner : indent, true);
  }

  private list(value: ListValue, indent: number, inline: boolean): void {
    value.items.forEach((item, i) => {
      if (i > 0 || inline) this.newLine(indent);
      this.write(plainText('- '));
      this.node(item, isFilled(item) ? indent + 2 : indent, false);
    });
  }

  private scalar(value: Value, indent: number): void {
    switch (value.kind) {
      case 'nil':
        this.write(sourcedText('null', value.source));
        break;
      case 'bool':
        this.write(sourcedText(String(value.value), value.source));
        break;
      case 'number':
        this.write(sourcedText(yamlNumber(value.value), value.source));
        break;
      case 'string':
        if (value.unknown !== undefined) this.gap(value.unknown);
        else this.text(value, indent, false);
        break;
      case 'unknown':
        this.gap(value.reason);
        break;
      case 'map':
        this.write(sourcedText('{}', value.source));
        break;
      case 'list':
        this.write(sourcedText('[]', value.source));
        break;
      case 'native':
        this.gap(`Helm's ${value.type} is not modelled as YAML`);
    }
  }

  /** A string in the style that go-yaml chooses for it. */
  private text(text: Text, indent: number, isKey: boolean): void {
    const source = wholeSource(text.pieces, 0, text.text.length);
    const content = text.text;
    const traits = analyzeScalar(content);
    const plain = this.isPlain(content);
    let style: 'literal' | 'plain' | 'double' | 'single' = content.includes('\n')
      ? 'literal'
      : plain
        ? 'plain'
        : 'double';
    if (style === 'literal' && (isKey || !traits.block)) style = 'double';
    if (style === 'plain' && (!traits.plain || content === '')) style = 'single';
    if (style === 'single' && !traits.single) style = 'double';
    if (style === 'literal') {
      this.literal(content, indent + 2, source);
      return;
    }
    const written =
      style === 'double'
        ? writeDoubleQuoted(content, this.column, indent + 2, !isKey)
        : writeFolded(content, style, this.column, indent + 2, !isKey);
    this.write(sourcedText(written, source));
  }

  private isPlain(text: string): boolean {
    return typeof resolvePlain(text) === 'string' && !isTimestamp(text) && !isBase60(text);
  }

  private literal(content: string, indent: number, source: Source | undefined): void {
    const body = content.replace(/\n+$/, '');
    const trailing = content.length - body.length;
    const hint = /^[ \n]/.test(content) ? '2' : '';
    const chomp = trailing === 0 ? '-' : trailing > 1 || body === '' ? '+' : '';
    const rows = content.split('\n');
    if (trailing > 0) rows.pop();
    const pad = ' '.repeat(indent);
    const text = `|${hint}${chomp}\n${rows.map((row) => (row === '' ? '' : pad + row)).join('\n')}`;
    this.write(sourcedText(text, source));
  }

  private gap(reason: string): void {
    this.write(gapText(reason, undefined));
  }

  private write(text: Text): void {
    this.out.add(text);
    const newline = text.text.lastIndexOf('\n');
    this.column = newline < 0 ? this.column + [...text.text].length : text.text.length - newline - 1;
  }

  private newLine(indent: number): void {
    this.write(plainText(`\n${' '.repeat(indent)}`));
  }
}

function isFilled(value: Value): boolean {
  if (value.kind === 'map') return value.entries.size > 0 || value.unknown !== undefined;
  return value.kind === 'list' && value.items.length > 0;
}

/** A number goes through JSON first; what is no integer there is written in Go's shortest form. */
function yamlNumber(value: number): string {
  const json = formatJsonNumber(value);
  return /^-?\d+$/.test(json) ? json : formatFloat(value);
}

/** What go-yaml resolves as a time, and therefore quotes (`resolve.go`, `parseTimestamp`). */
function isTimestamp(text: string): boolean {
  return /^\d{4}-\d{1,2}-\d{1,2}([Tt ]\s*\d{1,2}:\d{1,2}:\d{1,2}(\.\d+)?(Z|\s*[+-]\d{1,2}(:\d{2})?)?)?$/.test(
    text,
  );
}

/** YAML 1.1's numbers to the base of sixty, which go-yaml does not read and quotes all the same. */
function isBase60(text: string): boolean {
  return /^[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?$/.test(text);
}
