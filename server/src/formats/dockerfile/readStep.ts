import { place, type Place } from '../../text/place';
import { scanShell } from '../shell/scanShell';
import type { DockerCopy, DockerRun, DockerStep, DockerValue } from './dockerfileFacts';
import {
  dockerWords,
  execForm,
  splitFlags,
  withoutContinuations,
  type DockerFlag,
  type DockerWord,
} from './dockerWords';
import { expandWord, type DockerVariables } from './expandWord';
import { resolvePath } from './imagePath';
import type { DockerInstruction } from './splitInstructions';

/** What holds at one point of a stage. */
export interface StageState {
  readonly directory: string | undefined;
  readonly variables: DockerVariables;
}

/** The stages that an instruction may copy from. */
export interface EarlierStages {
  /** Their numbers by name; of namesakes the last one. */
  readonly names: ReadonlyMap<string, number>;
  readonly count: number;
}

/** What an instruction does; several steps for an ENV or ARG of several names, none for those that do not matter here. */
export function readStep(
  file: string,
  instruction: DockerInstruction,
  state: StageState,
  earlier: EarlierStages,
  globals: DockerVariables,
): DockerStep[] {
  const base = { at: instruction.at, onbuild: instruction.onbuild, ...state };
  const words = dockerWords(file, instruction);
  const read = (word: DockerWord): DockerValue => ({
    written: word.text,
    value: expandWord(word.text, state.variables),
    at: word.at,
  });
  const text = withoutContinuations(instruction.text);
  switch (instruction.keyword) {
    case 'COPY':
    case 'ADD': {
      const copy = readCopy(file, instruction, words, read, earlier, globals);
      return copy ? [{ ...base, ...copy }] : [];
    }
    case 'RUN':
      return [{ ...base, ...readRun(instruction, words) }];
    case 'ENV':
      return readPairs(words, text).map(([name, value]) => ({
        ...base,
        kind: 'env',
        name,
        value: expandWord(value, state.variables),
      }));
    case 'ARG':
      return words.map((word) => {
        const equals = word.text.indexOf('=');
        const name = equals < 0 ? word.text : word.text.slice(0, equals);
        const value = equals < 0 ? undefined : expandWord(word.text.slice(equals + 1), state.variables);
        return { ...base, kind: 'arg', name, value };
      });
    case 'WORKDIR': {
      const path = expandWord(text.trim(), state.variables);
      return [
        {
          ...base,
          kind: 'workdir',
          path: path === undefined ? undefined : resolvePath(state.directory, path),
        },
      ];
    }
    case 'EXPOSE': {
      const ports = words.flatMap((word) => readPorts(read(word).value ?? ''));
      return ports.length > 0 ? [{ ...base, kind: 'expose', ports }] : [];
    }
    case 'USER':
      return words[0] ? [{ ...base, kind: 'user', user: read(words[0]) }] : [];
    case 'CMD':
    case 'ENTRYPOINT': {
      const argv = execForm(instruction.text);
      const kind = instruction.keyword === 'CMD' ? 'cmd' : 'entrypoint';
      const shellText = text.trim();
      return [
        {
          ...base,
          kind,
          argv: argv ?? (shellText === '' ? [] : ['/bin/sh', '-c', shellText]),
          shell: argv === undefined,
          textAt: textPlace(file, instruction),
        },
      ];
    }
    default:
      return [];
  }
}

type CopyFacts = Omit<DockerCopy, 'at' | 'onbuild' | 'directory' | 'variables'>;

function readCopy(
  file: string,
  instruction: DockerInstruction,
  words: readonly DockerWord[],
  read: (word: DockerWord) => DockerValue,
  earlier: EarlierStages,
  globals: DockerVariables,
): CopyFacts | undefined {
  const { flags, rest } = splitFlags(words);
  const first = rest[0];
  const offset = first === undefined ? 0 : first.at.span.start - instruction.textStart;
  const exec = execForm(instruction.text.slice(offset));
  const whole: Place = first
    ? place(file, first.at.span.start, instruction.textStart + instruction.text.length)
    : instruction.at;
  const paths = exec
    ? exec.map((text): DockerValue => ({ written: text, value: read({ text, at: whole }).value, at: whole }))
    : rest.map(read);
  const destination = paths[paths.length - 1];
  if (destination === undefined || paths.length < 2) return undefined;
  const from = flags.find(({ name }) => name === 'from');
  return {
    kind: 'copy',
    add: instruction.keyword === 'ADD',
    ...(from ? { from: readSource(from, earlier, read, globals) } : {}),
    sources: paths.slice(0, -1).filter(({ written }) => exec !== undefined || !/^\d*<<-?[^<]/.test(written)),
    heredocs: instruction.heredocs,
    destination,
    excludes: flags.filter(({ name }) => name === 'exclude').map(({ value }) => value),
  };
}

/** `--from` takes a stage by its name or number, else an image. */
function readSource(
  flag: DockerFlag,
  earlier: EarlierStages,
  read: (word: DockerWord) => DockerValue,
  globals: DockerVariables,
): NonNullable<DockerCopy['from']> {
  const value = read({ text: flag.value, at: flag.at }).value ?? expandWord(flag.value, globals);
  if (value === undefined) return { written: flag.value };
  const byNumber = /^\d{1,4}$/.test(value) && Number(value) < earlier.count ? Number(value) : undefined;
  const stage = earlier.names.get(value.toLowerCase()) ?? byNumber;
  return stage === undefined ? { written: flag.value, image: value } : { written: flag.value, stage };
}

function readRun(
  instruction: DockerInstruction,
  words: readonly DockerWord[],
): Pick<DockerRun, 'kind' | 'scan' | 'scriptStart' | 'flags'> {
  const { flags, rest } = splitFlags(words);
  const { text, textStart, heredocs } = instruction;
  const start = rest[0]?.at.span.start ?? textStart + text.length;
  // Docker joins the lines before the shell sees them.
  const command = withoutContinuations(text.slice(start - textStart));
  const exec = execForm(command);
  if (exec) return { kind: 'run', scan: scanShell(exec), scriptStart: undefined, flags };
  const [heredoc] = heredocs;
  // `RUN <<EOF` and `RUN bash <<EOF` run the lines themselves, all others read them.
  if (
    heredoc &&
    /^(?:(?:\/\S*\/)?(?:ba|da|a)?sh(?:[ \t]+-\w+)*[ \t]+)?<<-?["']?[\w.-]+["']?\s*$/.test(command)
  ) {
    const isShell = !/^#!(?!.*\b(?:ba|da|a|z|k)?sh\b)/.test(heredoc.body);
    const { start: bodyStart, end } = heredoc.bodyAt.span;
    const scriptStart = end - bodyStart === heredoc.body.length ? bodyStart : undefined;
    return { kind: 'run', scan: scanShell(isShell ? heredoc.body : ''), scriptStart, flags };
  }
  const script = command + heredocs.map(({ name, body }) => `\n${body}${name}`).join('');
  const scriptStart = instruction.at.span.end - start === script.length ? start : undefined;
  return { kind: 'run', scan: scanShell(script), scriptStart, flags };
}

/** `A=1 B="x y"`, or the old form `NAME the rest of the line`. */
function readPairs(words: readonly DockerWord[], text: string): (readonly [string, string])[] {
  const [first] = words;
  if (first === undefined) return [];
  if (!first.text.includes('=')) {
    const rest = text.trim().slice(first.text.length).trim();
    return rest === '' ? [] : [[first.text, rest]];
  }
  return words
    .filter((word) => word.text.includes('='))
    .map(({ text: pair }) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]);
}

function readPorts(text: string): number[] {
  const match = /^(\d{1,5})(?:-(\d{1,5}))?(?:\/\w+)?$/.exec(text);
  if (match === null) return [];
  const from = Number(match[1]);
  const to = Math.min(Number(match[2] ?? from), from + 100);
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => from + i);
}

function textPlace(file: string, { text, textStart }: DockerInstruction): Place {
  const leading = text.length - text.trimStart().length;
  return place(file, textStart + leading, Math.max(textStart + leading, textStart + text.trimEnd().length));
}
