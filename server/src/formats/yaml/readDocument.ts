import { place } from '../../text/place';
import { BlockReader } from './blockReader';
import type { DocumentText, ReadTree } from './blockReader';
import { isTooDeep } from './checkDepth';
import { describeError } from './describeError';
import { Fault } from './fault';
import { hasPlaceholder } from './placeholders';
import type { Placeholders } from './placeholders';
import { readWithPackage } from './readWithPackage';
import { TolerantReader } from './tolerantReader';
import type { YamlDocument } from './tree';

/** Up to this length a fault is confirmed by the `yaml` package, which takes about 300 ms for a million characters. */
const CONFIRMED_LENGTH = 100_000;

export interface DocumentReading {
  readonly document: YamlDocument;
  /** Whether a placeholder stands where YAML allows none, so that the file must be a template. */
  readonly isTemplate: boolean;
}

/**
 * Reads the document that stands at `start`…`end` of a file's text, and depends on nothing else in that text: whoever
 * keeps the result may use it as long as this stretch has not changed. `placeholders`: it is a part of a template.
 *
 * A document is called faulty only if two readers agree, the fast one and the `yaml` package.
 */
export function readDocument(
  file: string,
  text: string,
  start: number,
  end: number,
  placeholders?: Placeholders,
): DocumentReading {
  const at = place(file, start, end);
  const document = { file, text: text.slice(start, end), offset: start, column: columnOf(text, start) };
  const dashes = document.column > 0 ? (/^-+/.exec(document.text)?.[0].length ?? 0) : 0;
  if (dashes > 0) document.text = ' '.repeat(dashes) + document.text.slice(dashes);
  if (placeholders) {
    const { root } = new TolerantReader(document, placeholders).read();
    return { document: { at, ...(root && { root }), problems: [] }, isTemplate: true };
  }
  const { tree, isTemplate } = read(document);
  if (dashes === 0) return { document: { at, ...tree }, isTemplate };
  const message = 'A line between documents has exactly three dashes; kubectl refuses more.';
  const problem = { at: place(file, start, start + dashes), message, severity: 'error' } as const;
  return { document: { at, ...tree, problems: [problem, ...tree.problems] }, isTemplate };
}

function read(document: DocumentText): { tree: ReadTree; isTemplate: boolean } {
  try {
    return { tree: new BlockReader(document).read(), isTemplate: false };
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return readFaulty(document, error);
  }
}

function readFaulty(document: DocumentText, fault: Fault): { tree: ReadTree; isTemplate: boolean } {
  const { file, text, offset } = document;
  const at = place(
    file,
    offset + Math.min(fault.start, text.length),
    offset + Math.min(fault.end, text.length),
  );
  const told = { at, message: fault.message, severity: 'error' } as const;
  if (fault.kind === 'deep') return { tree: { problems: [told] }, isTemplate: false };

  const mayAsk = (fault.kind === 'exotic' || text.length <= CONFIRMED_LENGTH) && !isTooDeep(text);
  const second = mayAsk && fault.kind !== 'template' ? readWithPackage(document) : undefined;
  if (second && 'problems' in second) return { tree: second, isTemplate: false };

  const reader = new TolerantReader(document);
  const { root, problems } = reader.read();
  if (fault.kind === 'exotic' && second) {
    const message = describeError(second.code, second.detail);
    const where = place(file, offset + second.start, offset + Math.min(second.start + 1, text.length));
    return {
      tree: { ...(root && { root }), problems: [{ at: where, message, severity: 'error' }] },
      isTemplate: reader.sawPlaceholder,
    };
  }
  const errors = problems.some(({ severity }) => severity === 'error');
  return {
    tree: { ...(root && { root }), problems: errors ? problems : [told, ...problems] },
    isTemplate: reader.sawPlaceholder || hasPlaceholder(text.slice(fault.start, fault.end)),
  };
}

/** The column of an offset, up to the length of a marker that stands before it. */
export function columnOf(text: string, start: number): number {
  return start >= 3 && text.startsWith('---', start - 3) ? 3 : 0;
}
