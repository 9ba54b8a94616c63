/** What a snippet inserts when every tab stop keeps its default, and which tab stops it has. */
export interface ExpandedSnippet {
  readonly text: string;
  /** The numbers of the tab stops, each once, in ascending order. */
  readonly stops: readonly number[];
}

/**
 * Expands the body of a snippet as VS Code does: `$1`, `${1:default}` with nested stops, `${1|first,second|}`, and `\` before
 * `$`, `}` or `\`. Later stops of a number repeat the default of its first. `choices` overrides a stop's text by its number.
 * Throws when a placeholder is not closed.
 */
export function expandSnippet(body: string, choices: Readonly<Record<number, string>> = {}): ExpandedSnippet {
  const values = new Map<number, string>(Object.entries(choices).map(([stop, text]) => [Number(stop), text]));
  const stops = new Set<number>();
  let at = 0;

  const expand = (until: string): string => {
    let text = '';
    while (at < body.length) {
      const character = body.charAt(at);
      if (character === until) {
        at += 1;
        return text;
      }
      if (character === '\\' && /[$}\\]/.test(body.charAt(at + 1))) {
        text += body.charAt(at + 1);
        at += 2;
      } else if (character === '$') {
        text += placeholder() ?? take();
      } else {
        text += take();
      }
    }
    if (until !== '') throw new Error(`A placeholder is not closed in: ${body}`);
    return text;
  };
  const take = () => body.charAt(at++);

  /** Reads the tab stop at the cursor; undefined when the `$` begins none. */
  const placeholder = (): string | undefined => {
    const simple = /^\$(\d+)/.exec(body.slice(at));
    const opened = /^\$\{(\d+)([:|}])/.exec(body.slice(at));
    const found = simple ?? opened;
    if (!found) return undefined;
    at += found[0].length;
    const stop = Number(found[1]);
    stops.add(stop);
    const written = opened?.[2] === ':' ? expand('}') : opened?.[2] === '|' ? firstChoice() : undefined;
    const value = values.get(stop) ?? written ?? '';
    values.set(stop, value);
    return value;
  };
  const firstChoice = (): string => {
    const end = body.indexOf('|}', at);
    if (end < 0) throw new Error(`A choice is not closed in: ${body}`);
    const options = body.slice(at, end).split(',');
    at = end + 2;
    return options[0] ?? '';
  };

  const text = expand('');
  return { text, stops: [...stops].sort((a, b) => a - b) };
}
