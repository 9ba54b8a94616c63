import type { WorkspaceFiles } from '../build/workspaceFiles';
import { LineIndex } from '../text/lineIndex';
import { place, type Place } from '../text/place';

/** One rule that a suppression names. */
export interface Mention {
  readonly rule: string;
  readonly at: Place;
}

/** A comment or an annotation that asks for silence. */
export interface Suppression {
  readonly kind: 'comment' | 'annotation';
  /** What is written, without the reason behind it. */
  readonly at: Place;
  /** Whether it speaks of a place of its file. */
  covers(at: Place): boolean;
  /** None: every rule. Of an annotation it is one. */
  readonly mentions: readonly Mention[];
  /** What goes when it is taken out: the comment with its line, or the value of the annotation. */
  readonly whole: Place;
  /** The word of the comment, when it is none that there is. */
  readonly unknown?: Mention;
  /** Prose where a rule is expected: a reason without `--` in front. */
  readonly prose?: Place;
}

/** The words of the comments: for the line below (further comments are passed over), the own line, the whole file. */
export const DIRECTIVES = [
  'laravel-k8s-disable-next-line',
  'laravel-k8s-disable-line',
  'laravel-k8s-disable-file',
] as const;

const COMMENT =
  /(#|\/\/|\/\*)[ \t]*(laravel-k8s-(?:disable|ignore|suppress|enable)[\w-]*):?(?:[ \t]+([^\r\n]*))?/g;

/** The annotation that exempts an object from a rule; its value is the reason. */
const ANNOTATION = 'ignore-check.laravel-k8s/';

/** Every suppression that a file holds, in comments of whatever syntax, and in annotations of its objects. */
export function suppressionsOf(files: WorkspaceFiles, file: string): Suppression[] {
  const text = files.text(file) ?? '';
  return [
    ...(text.includes('laravel-k8s-') ? comments(file, text) : []),
    ...(/\.ya?ml$/i.test(file) && text.includes(ANNOTATION) ? annotations(files, file, text) : []),
  ];
}

function comments(file: string, text: string): Suppression[] {
  const index = new LineIndex(text);
  return [...text.matchAll(COMMENT)].map((match): Suppression => {
    const [all, sign = '', word = '', rest = ''] = match;
    const { line } = index.position(match.index);
    const wordStart = match.index + all.indexOf(word, sign.length);
    const restStart = match.index + all.length - rest.length;
    const named = rest.replace(/\*\/.*$/, '').replace(/(^|\s)--.*$/, '');
    const { mentions, prose } = namesIn(file, named, restStart);
    const end = prose ? prose.span.end : (mentions.at(-1)?.at.span.end ?? wordStart + word.length);
    const target = word.endsWith('-next-line') ? lineBelow(index, line) : line;
    return {
      kind: 'comment',
      at: place(file, match.index, end),
      covers: (at) =>
        isDirective(word) && (word.endsWith('-file') || index.position(at.span.start).line === target),
      mentions,
      whole: wholeComment(file, text, index, match.index, sign),
      ...(!isDirective(word) && {
        unknown: { rule: word, at: place(file, wordStart, wordStart + word.length) },
      }),
      ...(prose && { prose }),
    };
  });
}

function isDirective(word: string): boolean {
  return DIRECTIVES.some((known) => known === word);
}

/** Rules have dashes and no capitals; what is written otherwise begins a reason that lacks its own dashes. */
function namesIn(file: string, text: string, start: number): { mentions: Mention[]; prose?: Place } {
  const mentions: Mention[] = [];
  for (const { 0: rule, index } of text.matchAll(/[^\s,]+/g)) {
    const at = place(file, start + index, start + index + rule.length);
    if (!/^[a-z]+(-[a-z]+)+$/i.test(rule)) {
      return { mentions, prose: place(file, at.span.start, start + text.trimEnd().length) };
    }
    mentions.push({ rule, at });
  }
  return { mentions };
}

/** The next line that is no comment, so that several suppressions may stand above one line. */
function lineBelow(index: LineIndex, line: number): number {
  let below = line + 1;
  while (below < index.lineCount && /^\s*(#|\/\/|\/\*|\{\{-?\s*\/\*)/.test(index.lineText(below))) below++;
  return below;
}

/** With its line, when nothing else stands there; else with the blanks before it. */
function wholeComment(file: string, text: string, index: LineIndex, start: number, sign: string): Place {
  const { line, column } = index.position(start);
  const own = index.lineText(line);
  const closing = sign === '/*' ? text.indexOf('*/', start) : -1;
  const lineEnd = index.lineStart(line) + own.length;
  const end = closing >= start && closing + 2 <= lineEnd ? closing + 2 : lineEnd;
  const before = own.slice(0, column);
  if (before.trim() === '' && text.slice(end, lineEnd).trim() === '')
    return place(file, index.lineStart(line), index.lineStart(line + 1));
  return place(file, index.lineStart(line) + before.trimEnd().length, end);
}

function annotations(files: WorkspaceFiles, file: string, text: string): Suppression[] {
  return files.objects(file).flatMap((object) =>
    [...object.annotations].flatMap(([name, field]): Suppression[] => {
      const { keyAt } = field;
      if (!name.startsWith(ANNOTATION) || !keyAt) return [];
      const rule = name.slice(ANNOTATION.length);
      const written = text.slice(keyAt.span.start, keyAt.span.end).lastIndexOf(rule);
      const start = keyAt.span.start + Math.max(0, written);
      return [
        {
          kind: 'annotation',
          at: keyAt,
          covers: ({ span }) => object.at.span.start <= span.start && span.end <= object.at.span.end,
          mentions: [{ rule, at: place(file, start, start + rule.length) }],
          whole: field.at,
        },
      ];
    }),
  );
}
