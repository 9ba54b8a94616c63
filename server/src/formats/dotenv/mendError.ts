import type { TextEdit } from '../../text/edit';
import type { DotenvError } from './dotenvFile';

/**
 * The edit that makes phpdotenv take a rejected assignment as its author must have meant it, or undefined where that
 * is not plain. References such as `${NAME}` in an unquoted value stay references.
 */
export function mendError(text: string, error: DotenvError): TextEdit | undefined {
  const { file, span } = error.at;
  if (error.reason === 'an unexpected escape sequence') {
    return { file, span: { start: span.start, end: span.start }, newText: '\\' };
  }
  if (error.valueAt === undefined) return undefined;
  const written = text.slice(error.valueAt.span.start, error.valueAt.span.end);
  const meant = meantText(written, error);
  return meant === undefined ? undefined : replacement(error.valueAt.span.start, meant, file);
}

interface MeantText {
  /** The stretch of the value as written that is to be put in quotes. */
  readonly length: number;
  readonly content: string;
}

function meantText(written: string, error: DotenvError): MeantText | undefined {
  if (/[\r\n]/.test(written)) return undefined;
  const escapedQuote = /^'((?:[^'\\]|\\.)*)'$/.exec(written)?.[1];
  if (error.reason === 'unexpected whitespace' && escapedQuote?.includes("\\'")) {
    return { length: written.length, content: escapedQuote.replaceAll("\\'", "'") };
  }
  if (error.reason === 'unexpected whitespace' && !/^['"]/.test(written)) {
    const value = written.replace(/\s+#.*$/, '');
    return value.includes('#') ? undefined : { length: value.length, content: value };
  }
  if (error.reason === 'a missing closing quote' && /^'[^'"#]+$/.test(written)) {
    return { length: written.length, content: written.slice(1) };
  }
  return undefined;
}

function replacement(start: number, { length, content }: MeantText, file: string): TextEdit {
  const escaped = content.replace(/["\\]/g, (character) => `\\${character}`);
  return { file, span: { start, end: start + length }, newText: `"${escaped}"` };
}
