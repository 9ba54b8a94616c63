import type { Place } from '../../text/place';
import { scanShell } from '../shell/scanShell';
import type { ShellScan } from '../shell/shellScan';
import { baseImage, type BaseImage } from './baseImage';
import {
  stepsOf,
  type DockerCommand,
  type Dockerfile,
  type DockerStage,
  type DockerVariable,
} from './dockerfileFacts';
import { isMissing, type BuildContext, type ImageFile } from './imageFile';
import { ImageFiles } from './imageFiles';
import { resolvePath } from './imagePath';
import { runPlace } from './scriptEffect';

export interface ImageOptions {
  /** The name or the number of the stage that is built (`--target`); the last one when not given. */
  readonly stage?: string;
  /** The files to build from, where they are known. */
  readonly context?: BuildContext;
}

export interface ImageContents {
  readonly stage: DockerStage;
  /** The image at the end of the chain of `FROM`; `image` is undefined when a variable hides it. */
  readonly base: BaseImage & { readonly image: string | undefined; readonly at: Place };
  /** Where `artisan` stands; undefined when no app is copied in. */
  readonly appRoot: { readonly path: string; readonly certainty: 'certain' | 'likely' } | undefined;
  /** What is at `.env` in the app's root. A file that the workspace lacks does not count, unless the build needs it. */
  readonly dotenv: ImageFile | undefined;
  /**
   * The instruction that would copy the context's own `.env` there, if there were one when the image is built;
   * undefined when none does or `.dockerignore` keeps it out.
   */
  readonly contextDotenvAt: Place | undefined;
  /** What made `bootstrap/cache/config.php` in this build, so that variables of the pod no longer reach the config. */
  readonly configCached: ImageFile | undefined;
  /** `php artisan key:generate` that wrote to the `.env` that is in the image. */
  readonly keyGeneratedAt: Place | undefined;
  /** What ENV sets, by name; the last one wins. */
  readonly env: ReadonlyMap<string, DockerVariable>;
  readonly directory: string | undefined;
  readonly user: string | undefined;
  readonly ports: readonly number[];
  readonly entrypoint: DockerCommand | undefined;
  readonly cmd: DockerCommand | undefined;
  /** What a container runs when its manifest says nothing, from the base image if need be; undefined when unknown. */
  readonly argv: readonly string[] | undefined;
  /** `argv`, read. */
  readonly process: ShellScan | undefined;
  /** Any other file of the image by its absolute path: an entry point script, say. */
  file(path: string): ImageFile | undefined;
  /** A program by its name or path, as the container finds it: `start-container` in `/usr/local/bin`. */
  program(name: string): ImageFile | undefined;
}

/** What an image that is built from a Dockerfile holds and runs. Undefined when there is no such stage. Runs nothing. */
export function imageContents(dockerfile: Dockerfile, options: ImageOptions = {}): ImageContents | undefined {
  const stage = findStage(dockerfile, options.stage);
  if (stage === undefined) return undefined;
  const chain = stageChain(dockerfile, stage);
  const first = chain[0] ?? stage;
  const steps = chain.flatMap((each) => each.steps).filter((step) => !step.onbuild);
  const image = first.image.value;
  const base = { ...baseImage(image), image, at: first.image.at };
  const files = new ImageFiles(dockerfile, options.context);
  const directory = finalDirectory(stage) ?? base.directory;
  const appRoot = findAppRoot(files, dockerfile, stage, directory);
  const inApp = (path: string): ImageFile | undefined => {
    const file = appRoot && files.find(stage, resolvePath(appRoot.path, path) ?? path);
    return file && !isMissing(file) ? file : undefined;
  };
  const dotenv = inApp('.env');
  const cached = inApp('bootstrap/cache/config.php');
  const env = new Map<string, DockerVariable>();
  for (const step of steps) if (step.kind === 'env') env.set(step.name, step);
  const commands = finalCommands(chain);
  const argv = finalArguments(commands, base.command);
  return {
    stage,
    base,
    appRoot,
    dotenv,
    contextDotenvAt: appRoot && contextDotenvAt(dockerfile, options.context, stage, appRoot.path),
    // Of an image from elsewhere nobody knows.
    configCached: cached?.origin === 'image' ? undefined : cached,
    keyGeneratedAt: dotenv && keyGeneratedAt(dockerfile, dotenv),
    env,
    directory,
    user: stepsOfChain(chain, 'user').at(-1)?.user.value,
    ports: [...new Set(stepsOfChain(chain, 'expose').flatMap(({ ports }) => ports))],
    ...commands,
    argv,
    process: argv && scanShell(argv),
    file: (path) => files.find(stage, path),
    program(name) {
      if (name.includes('/')) return files.find(stage, resolvePath(directory ?? '/', name) ?? name);
      for (const folder of programFolders) {
        const found = files.find(stage, `${folder}/${name}`);
        if (found && !isMissing(found)) return found;
      }
      return undefined;
    },
  };
}

const programFolders = ['/usr/local/sbin', '/usr/local/bin', '/usr/sbin', '/usr/bin', '/sbin', '/bin'];

function findStage({ stages }: Dockerfile, wanted: string | undefined): DockerStage | undefined {
  if (wanted === undefined) return stages.at(-1);
  const byName = stages.findLast((stage) => stage.name === wanted.toLowerCase());
  return byName ?? (/^\d{1,4}$/.test(wanted) ? stages[Number(wanted)] : undefined);
}

/** The stages that a stage is made from, the first one first. A parent always stands before its child. */
function stageChain({ stages }: Dockerfile, stage: DockerStage): DockerStage[] {
  const chain = [stage];
  for (let at = stage; at.parent !== undefined;) {
    const parent = stages[at.parent];
    if (parent === undefined || parent.index >= at.index) break;
    chain.unshift(parent);
    at = parent;
  }
  return chain;
}

function stepsOfChain<Kind extends DockerStage['steps'][number]['kind']>(
  chain: readonly DockerStage[],
  kind: Kind,
): ReturnType<typeof stepsOf<Kind>> {
  return chain.flatMap((stage) => stepsOf(stage, kind)).filter((step) => !step.onbuild);
}

function finalDirectory(stage: DockerStage): string | undefined {
  const step = stage.steps.at(-1);
  return step?.kind === 'workdir' ? step.path : (step?.directory ?? stage.directory);
}

/** The directory that holds `artisan`: the last one to which one is copied, else the working directory. */
function findAppRoot(
  files: ImageFiles,
  dockerfile: Dockerfile,
  stage: DockerStage,
  directory: string | undefined,
): ImageContents['appRoot'] {
  const candidates = new Set<string>(directory === undefined ? [] : [directory]);
  for (const { directory: from, destination } of dockerfile.stages
    .flatMap((each) => stepsOf(each, 'copy'))
    .reverse()) {
    const path = destination.value === undefined ? undefined : resolvePath(from, destination.value);
    if (path !== undefined && candidates.size < 30) candidates.add(path);
  }
  let likely: string | undefined;
  for (const path of candidates) {
    const artisan = files.find(stage, resolvePath(path, 'artisan') ?? path);
    if (artisan === undefined) continue;
    if (artisan.present) return { path, certainty: 'certain' };
    if (artisan.present === undefined && !partOfApp.test(artisan.path ?? '')) likely ??= path;
  }
  return likely === undefined ? undefined : { path: likely, certainty: 'likely' };
}

/** Directories of an app that hold no `artisan`, for when the context is not known. */
const partOfApp =
  /(?:^|\/)(?:app|bootstrap|config|database|docker|node_modules|public|resources|routes|storage|tests|vendor)\/(?:.*\/)?artisan$/;

function contextDotenvAt(
  dockerfile: Dockerfile,
  context: BuildContext | undefined,
  stage: DockerStage,
  root: string,
): Place | undefined {
  const wanted = (path: string): boolean => path === '.env' || path.endsWith('/.env');
  const withDotenv: BuildContext = {
    has: (path) => wanted(path) || (context?.has(path) ?? false),
    isDirectory: (path) => !wanted(path) && (context?.isDirectory(path) ?? false),
    isIgnored: (path) => context?.isIgnored(path) ?? false,
  };
  const file = new ImageFiles(dockerfile, withDotenv).find(stage, resolvePath(root, '.env') ?? root);
  return file?.origin === 'context' && file.path !== undefined && wanted(file.path) ? file.at : undefined;
}

function keyGeneratedAt(dockerfile: Dockerfile, dotenv: ImageFile): Place | undefined {
  for (const stage of dockerfile.stages) {
    for (const run of stepsOf(stage, 'run')) {
      for (const call of run.scan.artisan) {
        if (call.command !== 'key:generate') continue;
        const at = runPlace(dockerfile.file, run, call);
        if (dotenv.changes.some(({ span }) => span.start === at.span.start && span.end === at.span.end))
          return at;
      }
    }
  }
  return undefined;
}

/** An ENTRYPOINT discards the CMD of the stages before it. */
function finalCommands(chain: readonly DockerStage[]): Pick<ImageContents, 'entrypoint' | 'cmd'> {
  let entrypoint: DockerCommand | undefined;
  let cmd: DockerCommand | undefined;
  for (const stage of chain) {
    const own = stepsOf(stage, 'cmd', 'entrypoint').filter((step) => !step.onbuild);
    const ownEntrypoint = own.findLast(({ kind }) => kind === 'entrypoint');
    const ownCmd = own.findLast(({ kind }) => kind === 'cmd');
    cmd = ownCmd ?? (ownEntrypoint ? undefined : cmd);
    entrypoint = ownEntrypoint ?? entrypoint;
  }
  return { entrypoint, cmd };
}

function finalArguments(
  { entrypoint, cmd }: Pick<ImageContents, 'entrypoint' | 'cmd'>,
  fallback: readonly string[] | undefined,
): readonly string[] | undefined {
  if (entrypoint === undefined) return cmd?.argv ?? fallback;
  // The shell form of ENTRYPOINT takes no arguments.
  return entrypoint.shell ? entrypoint.argv : [...entrypoint.argv, ...(cmd?.argv ?? [])];
}
