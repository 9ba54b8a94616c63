import type { Place } from '../../text/place';
import { place } from '../../text/place';
import { configOutline, type ConfigArray, type ConfigKey } from './configKeys';
import { findEnvCalls, type EnvCall } from './envCalls';
import { readProgram } from './php/readProgram';
import type { PhpProgram } from './php/syntax';

/** One `config/*.php`, parsed. */
export interface ConfigFile {
  readonly file: string;
  readonly text: string;
  readonly problems: readonly PhpProblem[];
  /** Every read of the environment in the order of the text; found in half-typed files too. */
  readonly envCalls: readonly EnvCall[];
  /** The keys of the returned array that are written out. */
  readonly keys: readonly ConfigKey[];
  readonly arrays: readonly ConfigArray[];
  /** For the evaluator only. */
  readonly program: PhpProgram;
}

export interface PhpProblem {
  readonly at: Place;
  /** A full sentence in the user's words. */
  readonly message: string;
}

/** A larger file is no config file that a person keeps, and is not read. In UTF-16 units. */
const maximalLength = 400_000;
const maximalProblems = 20;

/** Parses a config file. Total: whatever the text is, there is a result; syntax errors are its problems. */
export function parseConfigFile(file: string, text: string): ConfigFile {
  if (text.length > maximalLength) {
    const problem = { at: place(file, 0, 0), message: 'This file is too large to be read as a config file.' };
    return {
      file,
      text,
      problems: [problem],
      envCalls: [],
      keys: [],
      arrays: [],
      program: readProgram('').program,
    };
  }
  const { program, tree } = readProgram(text);
  const problems: PhpProblem[] = [];
  tree.iterate({
    enter: (node) => {
      if (problems.length >= maximalProblems) return false;
      if (node.type.isError && node.node.firstChild?.name !== '&') {
        problems.push({
          at: place(file, node.from, node.to),
          message: 'PHP cannot read the file from here on.',
        });
      }
      return undefined;
    },
  });
  const envCalls = findEnvCalls(file, text, problems.length > 0);
  return { file, text, problems, envCalls, ...configOutline(file, program), program };
}
