import type { WorkspaceFiles } from '../build/workspaceFiles';
import type { Container, Field } from '../formats/kubernetes/facts';
import { scanShell } from '../formats/shell/scanShell';
import type { ArtisanCall, ShellScan } from '../formats/shell/shellScan';
import { place, type Place } from '../text/place';
import { volumeUnder } from './sessionVolume';
import type { ObjectOf, StackIndex } from './stackIndex';
import type { WorkloadImage } from './workloadImage';

/** A `php artisan key:generate` that each pod runs for itself. */
export interface KeyGeneration {
  readonly at: Place;
  /** In words: `init container "setup"`. */
  readonly what: string;
}

export interface KeyGenerationInput {
  readonly files: WorkspaceFiles;
  readonly index: StackIndex;
  readonly workload: ObjectOf<'workload'>;
  readonly container: Container;
  readonly image: WorkloadImage | undefined;
  readonly roots: readonly string[];
}

/** What the start of a pod does about its APP_KEY. */
export interface KeyAtStart {
  /** The calls whose result no other pod sees. */
  readonly generations: readonly KeyGeneration[];
  /** The start brings variables along that cannot be seen, or an APP_KEY of its own. */
  readonly mayBring: boolean;
}

/**
 * What a pod does about its APP_KEY when it starts. A key that is written to a volume which outlives the pod is made once
 * and is nobody's trouble; `--show` only prints one, unless a variable takes it.
 */
export function keyAtStart(input: KeyGenerationInput): KeyAtStart {
  const { container, workload, image } = input;
  const generations: KeyGeneration[] = [];
  let mayBring = false;
  const read = (scan: ShellScan, at: (call: ArtisanCall) => Place, what: string, own: Container): void => {
    const calls = scan.artisan.filter((call) => makesKey(call, scan));
    if (calls.length > 0 && keepsKey(input, own)) mayBring = true;
    else generations.push(...calls.map((call) => ({ at: at(call), what })));
    if (calls.length === 0 && own === container) mayBring ||= bringsKey(scan);
  };
  const words = (own: Container, fields: readonly Field[], what: string): void => {
    // What an init container writes to its own disk is gone when it ends.
    if (fields.length === 0 || (own !== container && own.mounts.length === 0)) return;
    const scan = scanShell(fields.map(({ value }) => value));
    read(scan, () => callPlace(input.files, fields), what, own);
  };
  for (const init of workload.details.template.initContainers) {
    words(init, [...init.command, ...init.args], `init container "${init.name}"`);
  }
  words(container, [...container.command, ...container.args], `the command of container "${container.name}"`);
  words(container, container.postStart, `the postStart hook of container "${container.name}"`);
  for (const { scan, at, exact } of image?.startScripts ?? []) {
    const within = ({ span }: ArtisanCall): Place =>
      exact ? place(at.file, at.span.start + span.start, at.span.start + span.end) : at;
    read(scan, within, `${at.file}, which the image runs at start,`, container);
  }
  return { generations, mayBring };
}

function makesKey({ command, arguments: words }: ArtisanCall, scan: ShellScan): boolean {
  if (command !== 'key:generate') return false;
  return !words.includes('--show') || scan.variables.some(({ name }) => name === 'APP_KEY');
}

/** Variables out of a file or a command, a key of another origin, a copied `.env`, or a tool that fetches secrets. */
function bringsKey(scan: ShellScan): boolean {
  return (
    scan.variableSources.length > 0 ||
    scan.variables.some(({ name }) => name === 'APP_KEY') ||
    scan.copies.some(({ target }) => /(^|\/)\.env$/.test(target) || /\/$|(^|\/)html$|\.$/.test(target)) ||
    scan.writes.some(({ target }) => /(^|\/)\.env$/.test(target)) ||
    /\b(vault|vault-env|chamber|infisical|doppler|aws-env|ssm-env|envconsul|summon|berglas|secretsmanager)\b/.test(
      scan.script,
    )
  );
}

/** Whether the `.env` that the key goes to lies on a volume that pods share or that outlives them. */
function keepsKey({ index, workload, roots }: KeyGenerationInput, own: Container): boolean {
  const { sharing } = volumeUnder(index, workload, own, '.env', roots);
  return sharing !== 'pod';
}

/** The words `key:generate` within the arguments as they are written, else the argument that holds them. */
function callPlace(files: WorkspaceFiles, fields: readonly Field[]): Place {
  const holder = fields.find(({ value }) => value.includes('key:generate')) ?? fields[0];
  if (!holder) throw new RangeError('No argument holds the call.');
  const { file, span } = holder.at;
  const written = (files.text(file) ?? '').slice(span.start, span.end);
  const found = written.indexOf('key:generate');
  return found === -1
    ? holder.at
    : place(file, span.start + found, span.start + found + 'key:generate'.length);
}
