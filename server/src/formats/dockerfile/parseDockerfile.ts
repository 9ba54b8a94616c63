import { place, type Place } from '../../text/place';
import { baseImage } from './baseImage';
import type { Dockerfile, DockerfileProblem, DockerStage, DockerStep, DockerValue } from './dockerfileFacts';
import { dockerWords, splitFlags, type DockerWord } from './dockerWords';
import { expandWord, noVariables, withVariable } from './expandWord';
import { readStep, type StageState } from './readStep';
import { splitInstructions, type DockerInstruction } from './splitInstructions';

/** The instructions that BuildKit knows. */
const keywords = new Set(
  (
    'ADD ARG CMD COPY ENTRYPOINT ENV EXPOSE FROM HEALTHCHECK LABEL MAINTAINER ONBUILD RUN SHELL STOPSIGNAL USER ' +
    'VOLUME WORKDIR'
  ).split(' '),
);

/** A stage that is being read. */
interface OpenStage {
  readonly stage: Omit<DockerStage, 'steps' | 'end' | 'directory'>;
  readonly directory: string | undefined;
  readonly steps: DockerStep[];
  end: number;
}

/**
 * Reads a Dockerfile. Never throws: what is no Dockerfile yields no stages. Time grows with the length of the text (faster only with
 * thousands of stages or variables).
 */
export function parseDockerfile(file: string, text: string): Dockerfile {
  const instructions = splitInstructions(file, text);
  const problems: DockerfileProblem[] = [];
  const globals = new Map<string, string | undefined>();
  const names = new Map<string, number>();
  const stages: OpenStage[] = [];
  let state: StageState = { directory: undefined, variables: noVariables };
  const ends: StageState[] = [];
  for (const instruction of instructions) {
    const { keyword } = instruction;
    if (!keywords.has(keyword)) {
      const message = `Docker does not know the instruction "${keyword.slice(0, 40)}".`;
      problems.push({ at: instruction.keywordAt, message, severity: 'warning' });
      continue;
    }
    if (keyword === 'FROM') {
      // A stage cannot copy from itself: its name counts from the next one on.
      const previous = stages.at(-1)?.stage;
      if (previous?.name !== undefined) names.set(previous.name, previous.index);
      const stage = readFrom(file, instruction, stages.length, names, globals);
      const parent = stage.parent === undefined ? undefined : ends[stage.parent];
      state = parent ?? { directory: baseImage(stage.image.value).directory, variables: noVariables };
      stages.push({ stage, directory: state.directory, steps: [], end: instruction.at.span.end });
      ends.push(state);
      continue;
    }
    const open = stages[stages.length - 1];
    if (open === undefined) {
      if (keyword === 'ARG') {
        for (const word of dockerWords(file, instruction)) readGlobal(word, globals);
      }
      continue;
    }
    open.end = instruction.at.span.end;
    for (const step of readStep(file, instruction, state, { names, count: stages.length - 1 }, globals)) {
      open.steps.push(step);
      if (!step.onbuild) state = after(step, state, globals);
    }
    ends[stages.length - 1] = state;
  }
  return {
    file,
    stages: stages.map(({ stage, directory, steps, end }) => ({
      ...stage,
      directory,
      steps,
      end: place(file, end, end),
    })),
    instructions,
    problems,
  };
}

function after(
  step: DockerStep,
  state: StageState,
  globals: ReadonlyMap<string, string | undefined>,
): StageState {
  switch (step.kind) {
    case 'workdir':
      return { ...state, directory: step.path };
    case 'env':
      return { ...state, variables: withVariable(state.variables, step.name, step.value) };
    case 'arg': {
      // An ARG never covers an ENV; without a default it takes that of the one before the first FROM.
      const value = step.value ?? globals.get(step.name);
      if (value === undefined || state.variables.has(step.name)) return state;
      return { ...state, variables: withVariable(state.variables, step.name, value) };
    }
    default:
      return state;
  }
}

function readGlobal(word: DockerWord, globals: Map<string, string | undefined>): void {
  const equals = word.text.indexOf('=');
  const name = equals < 0 ? word.text : word.text.slice(0, equals);
  globals.set(name, equals < 0 ? undefined : expandWord(word.text.slice(equals + 1), globals));
}

function readFrom(
  file: string,
  instruction: DockerInstruction,
  index: number,
  names: ReadonlyMap<string, number>,
  globals: ReadonlyMap<string, string | undefined>,
): OpenStage['stage'] {
  const { rest } = splitFlags(dockerWords(file, instruction));
  const [image, as, alias] = rest;
  const named = as?.text.toLowerCase() === 'as' ? alias?.text.toLowerCase() : undefined;
  const written: DockerValue = image
    ? { written: image.text, value: expandWord(image.text, globals), at: image.at }
    : { written: '', value: undefined, at: endOf(file, instruction) };
  const parent = names.get(written.value?.toLowerCase() ?? '');
  return {
    index,
    ...(named === undefined ? {} : { name: named }),
    at: instruction.at,
    image: written,
    ...(parent === undefined ? {} : { parent }),
  };
}

function endOf(file: string, { at }: DockerInstruction): Place {
  return place(file, at.span.end, at.span.end);
}
