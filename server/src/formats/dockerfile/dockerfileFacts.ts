/** What a Dockerfile says, stage by stage. Values and bodies may hold secrets: for the analysis only, never for messages. */
import type { Place } from '../../text/place';
import type { ShellScan } from '../shell/shellScan';
import type { DockerFlag } from './dockerWords';
import type { DockerVariables } from './expandWord';
import type { DockerHeredoc, DockerInstruction } from './splitInstructions';

/** A path or name in an instruction. */
export interface DockerValue {
  /** As written. */
  readonly written: string;
  /** Without quotes and with variables put in; undefined when a variable is not known from the file. */
  readonly value: string | undefined;
  readonly at: Place;
}

interface DockerStepBase {
  readonly at: Place;
  readonly onbuild: boolean;
  /** The working directory at this point; undefined when it is not known. */
  readonly directory: string | undefined;
  /** Variables at this point: ENV and ARG of the stage and of the stages it is made from. */
  readonly variables: DockerVariables;
}

export interface DockerCopy extends DockerStepBase {
  readonly kind: 'copy';
  readonly add: boolean;
  /** `--from`: a stage or an image; undefined for the build context. */
  readonly from?: { readonly written: string; readonly stage?: number; readonly image?: string };
  readonly sources: readonly DockerValue[];
  readonly heredocs: readonly DockerHeredoc[];
  readonly destination: DockerValue;
  readonly excludes: readonly string[];
}

export interface DockerRun extends DockerStepBase {
  readonly kind: 'run';
  readonly scan: ShellScan;
  /** Where the script of `scan` begins in the file; undefined when its characters do not count as those of the file. */
  readonly scriptStart: number | undefined;
  readonly flags: readonly DockerFlag[];
}

export interface DockerVariable extends DockerStepBase {
  readonly kind: 'env' | 'arg';
  readonly name: string;
  /** Undefined for an ARG without default, and for what holds an unknown variable. */
  readonly value: string | undefined;
}

export interface DockerWorkdir extends DockerStepBase {
  readonly kind: 'workdir';
  /** Where it leads; undefined when that is not known. */
  readonly path: string | undefined;
}

export interface DockerExpose extends DockerStepBase {
  readonly kind: 'expose';
  readonly ports: readonly number[];
}

export interface DockerUser extends DockerStepBase {
  readonly kind: 'user';
  readonly user: DockerValue;
}

/** CMD or ENTRYPOINT. */
export interface DockerCommand extends DockerStepBase {
  readonly kind: 'cmd' | 'entrypoint';
  /** What the container runs: the arguments of the exec form, or the shell and the text. */
  readonly argv: readonly string[];
  readonly shell: boolean;
  readonly textAt: Place;
}

export type DockerStep =
  DockerCopy | DockerRun | DockerVariable | DockerWorkdir | DockerExpose | DockerUser | DockerCommand;

export interface DockerStage {
  readonly index: number;
  /** `AS name`, in lower case. */
  readonly name?: string;
  /** The `FROM` line. */
  readonly at: Place;
  readonly image: DockerValue;
  /** The stage that `FROM` names, when it is none of another image. */
  readonly parent?: number;
  /** The working directory in which it begins; undefined when the base image's is not known. */
  readonly directory: string | undefined;
  readonly steps: readonly DockerStep[];
  /** Behind the last instruction, for further ones. */
  readonly end: Place;
}

export interface DockerfileProblem {
  readonly at: Place;
  readonly message: string;
  readonly severity: 'error' | 'warning';
}

export interface Dockerfile {
  readonly file: string;
  readonly stages: readonly DockerStage[];
  readonly instructions: readonly DockerInstruction[];
  readonly problems: readonly DockerfileProblem[];
}

/** The steps of one kind, in order. */
export function stepsOf<Kind extends DockerStep['kind']>(
  stage: DockerStage,
  ...kinds: readonly Kind[]
): Extract<DockerStep, { kind: Kind }>[] {
  return stage.steps.filter((step): step is Extract<DockerStep, { kind: Kind }> =>
    (kinds as readonly string[]).includes(step.kind),
  );
}
