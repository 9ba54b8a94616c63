import { place, type Place } from '../../text/place';
import type { DockerInstruction } from './splitInstructions';

/** A word of an instruction, as written. */
export interface DockerWord {
  readonly text: string;
  readonly at: Place;
}

/** The words of an instruction; quotes and escapes hold blanks together and stay in the words. */
export function dockerWords(file: string, instruction: DockerInstruction): DockerWord[] {
  const text = withoutContinuations(instruction.text);
  const words: DockerWord[] = [];
  const pattern = /(?:[^\s"'\\]|\\[^]|"(?:[^"\\]|\\[^])*(?:"|$)|'[^']*(?:'|$)|\\$)+/g;
  for (const match of text.matchAll(pattern)) {
    const start = instruction.textStart + match.index;
    words.push({ text: match[0], at: place(file, start, start + match[0].length) });
  }
  return words;
}

/** The exec form, `["a", "b"]`; undefined when the instruction is written otherwise. */
export function execForm(text: string): string[] | undefined {
  const trimmed = withoutContinuations(text).trim();
  if (!trimmed.startsWith('[')) return undefined;
  try {
    const value: unknown = JSON.parse(trimmed);
    if (Array.isArray(value) && value.every((item): item is string => typeof item === 'string')) return value;
  } catch {
    // Docker takes what is no JSON for the shell form.
  }
  return undefined;
}

/** Blanks in place of the backslashes and line breaks of continuations, so that offsets stay. */
export function withoutContinuations(text: string): string {
  return text.replace(/\\[ \t]*\r?\n/g, (continuation) => ' '.repeat(continuation.length));
}

/** `--name=value` or `--name` in front of an instruction's words. */
export interface DockerFlag {
  readonly name: string;
  readonly value: string;
  readonly at: Place;
}

/** Parts the flags from the words behind them. */
export function splitFlags(words: readonly DockerWord[]): {
  flags: DockerFlag[];
  rest: readonly DockerWord[];
} {
  const flags: DockerFlag[] = [];
  let i = 0;
  for (let word = words[i]; word?.text.startsWith('--'); word = words[i]) {
    i++;
    if (word.text === '--') break;
    const equals = word.text.indexOf('=');
    const name = word.text.slice(2, equals < 0 ? undefined : equals);
    flags.push({ name, value: equals < 0 ? '' : word.text.slice(equals + 1), at: word.at });
  }
  return { flags, rest: words.slice(i) };
}
