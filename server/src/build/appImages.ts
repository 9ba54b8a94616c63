/** The images of the workspace's Laravel apps: every Dockerfile with the files that its build would be given. */
import { dockerignore } from '../formats/dockerfile/dockerignore';
import type { Dockerfile } from '../formats/dockerfile/dockerfileFacts';
import type { BuildContext } from '../formats/dockerfile/imageFile';
import { imageContents, type ImageContents } from '../formats/dockerfile/imageContents';
import { parseDockerfile } from '../formats/dockerfile/parseDockerfile';
import { lacksRedisExtension } from '../formats/dockerfile/redisExtension';
import { child, pairs, scalar } from '../formats/yaml/tree';
import { place, type Place } from '../text/place';
import type { LaravelApp } from './laravelApps';
import { pathLayout } from './pathLayout';
import { rememberedByPaths, type PathQuestions } from './pathQuestions';
import { factOf, remembered, sameList } from './remembered';
import type { FileFact, WorkspaceFiles } from './workspaceFiles';

/** One stage of a Dockerfile that may be what a container runs. */
export interface AppImage {
  readonly dockerfile: string;
  readonly stage: string;
  /** Whether it is what `docker build` makes when no target is named. */
  readonly last: boolean;
  /** Directory of the build context, relative to the workspace folder. */
  readonly context: string;
  readonly contents: ImageContents;
  /** Names that compose files give the image. */
  readonly names: readonly string[];
  /** The line of `FROM` to which the extension redis would have to be added; absent where the image has it, or may. */
  readonly redisMissingAt?: Place;
}

const DOCKERFILE = /(^|\/)((docker|container)file([._-][\w.-]+)?|[\w.-]+\.(docker|container)file)$/i;

/** The PHP images that Dockerfiles of the workspace build, each stage on its own. */
export function appImages(files: WorkspaceFiles, apps: readonly LaravelApp[]): readonly AppImage[] {
  if (apps.length === 0) return sameList(files, 'images', []);
  const roots = sameList(
    files,
    'image roots',
    apps.map(({ root }) => root),
  );
  const builds = composeBuilds(files);
  const images = dockerfiles(files).flatMap((path) =>
    rememberedByPaths(files, `images ${path}`, [roots, builds], (tracked, questions) =>
      imagesOf(tracked, path, {
        questions,
        roots,
        builds: builds.filter((each) => each.dockerfile === path),
      }),
    ),
  );
  return sameList(files, 'images', images);
}

function dockerfiles(files: WorkspaceFiles): readonly string[] {
  return pathLayout(files.paths).chosen(isDockerfile);
}

function isDockerfile(path: string): boolean {
  return DOCKERFILE.test(path) && !/\.dockerignore$/i.test(path);
}

interface ImageSetting {
  readonly questions: PathQuestions;
  /** The directories of the apps. */
  readonly roots: readonly string[];
  /** What compose files say of this Dockerfile. */
  readonly builds: readonly ComposeBuild[];
}

function imagesOf(files: WorkspaceFiles, path: string, setting: ImageSetting): AppImage[] {
  const text = files.text(path);
  if (text === undefined) return [];
  const dockerfile = parseDockerfile(path, text);
  const { questions, roots, builds } = setting;
  const context = builds[0]?.context ?? guessContext(dockerfile, path, roots, questions);
  const buildContext = contextOf(files, questions, context, path);
  return dockerfile.stages.flatMap((stage, order) => {
    const contents = imageContents(dockerfile, { stage: String(order), context: buildContext });
    if (!contents || (!contents.appRoot && !PHP.has(contents.base.kind))) return [];
    const names = builds.flatMap((each) => each.image ?? []);
    const last = order === dockerfile.stages.length - 1;
    const redisMissingAt = lacksRedisExtension(text, contents.base) && lineOf(text, contents.base.at);
    const name = stage.name ?? String(order);
    return [
      {
        ...{ dockerfile: path, stage: name, last, context, contents, names },
        ...(redisMissingAt && { redisMissingAt }),
      },
    ];
  });
}

function lineOf(text: string, { file, span }: Place): Place {
  const start = text.lastIndexOf('\n', span.start - 1) + 1;
  const end = /\r?\n|$/.exec(text.slice(span.end))?.index ?? 0;
  return place(file, start, span.end + end);
}

const PHP: ReadonlySet<string> = new Set(['php-fpm', 'apache', 'cli', 'octane', 'frankenphp']);

interface ComposeBuild {
  readonly dockerfile: string;
  readonly context: string;
  readonly image: string | undefined;
}

/** What compose files say of builds: which context goes with which Dockerfile, and what the image is called. */
function composeBuilds(files: WorkspaceFiles): readonly ComposeBuild[] {
  const paths = sameList(files, 'compose files', pathLayout(files.paths).chosen(isComposeFile));
  return remembered(files, 'compose builds', [paths], (tracked) =>
    paths.flatMap((path) => factOf(tracked, path, BUILDS)),
  );
}

function isComposeFile(path: string): boolean {
  return /(^|\/)(docker-)?compose[\w.-]*\.ya?ml$/i.test(path);
}

const BUILDS: FileFact<readonly ComposeBuild[]> = {
  name: 'compose builds',
  of(files, path) {
    const directory = path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '';
    const services = child(files.yaml(path)?.documents[0]?.root, 'services');
    return pairs(services).flatMap(({ value }) => {
      const build = child(value, 'build');
      if (!build) return [];
      const written = scalar(build)?.text ?? scalar(child(build, 'context'))?.text ?? '.';
      const context = resolve(directory, written);
      const name = scalar(child(build, 'dockerfile'))?.text ?? 'Dockerfile';
      const image = scalar(child(value, 'image'))?.text;
      return context === undefined ? [] : [{ context, dockerfile: resolve(context, name) ?? name, image }];
    });
  },
};

/** The directory in which most of what the Dockerfile copies is found. */
function guessContext(
  dockerfile: Dockerfile,
  path: string,
  appRoots: readonly string[],
  questions: PathQuestions,
): string {
  const own = path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '';
  const candidates = [...new Set([own, ...appRoots, '', ...parents(own)])];
  const sources = dockerfile.stages.flatMap((stage) =>
    stage.steps.flatMap((step) =>
      step.kind === 'copy' && !step.from
        ? step.sources.flatMap(({ value }) => (value === undefined || /[*?[]/.test(value) ? [] : value))
        : [],
    ),
  );
  const score = (context: string): number =>
    sources.filter((source) => {
      const full = resolve(context, source);
      if (full === undefined) return false;
      return /^\.?\/?$/.test(source)
        ? appRoots.some((root) => within(root, context))
        : questions.isFile(full) || questions.isDirectory(full);
    }).length;
  return (
    candidates.map((context) => ({ context, score: score(context) })).sort((a, b) => b.score - a.score)[0]
      ?.context ?? own
  );
}

function within(path: string, directory: string): boolean {
  return directory === '' || path === directory || path.startsWith(`${directory}/`);
}

function parents(path: string): string[] {
  const parts = path.split('/');
  return parts.slice(0, -1).map((_, index) => parts.slice(0, index + 1).join('/'));
}

function resolve(directory: string, relative: string): string | undefined {
  const parts = directory === '' ? [] : directory.split('/');
  for (const part of relative.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.pop() === undefined) return undefined;
  }
  return parts.join('/');
}

function contextOf(
  files: WorkspaceFiles,
  questions: PathQuestions,
  context: string,
  dockerfile: string,
): BuildContext {
  const at = (path: string): string => (context === '' ? path : path === '' ? context : `${context}/${path}`);
  const ignoreText = files.text(`${dockerfile}.dockerignore`) ?? files.text(at('.dockerignore'));
  const ignored = ignoreText === undefined ? () => false : dockerignore(ignoreText);
  return {
    has: (path) => questions.isFile(at(path)) || questions.isDirectory(at(path)),
    isDirectory: (path) => at(path) === '' || questions.isDirectory(at(path)),
    isIgnored: ignored,
  };
}
