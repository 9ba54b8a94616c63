import type { AppImage } from '../build/appImages';
import type { LaravelApp } from '../build/laravelApps';
import type { WorkspaceFiles } from '../build/workspaceFiles';
import { parseDotenv } from '../formats/dotenv/parseDotenv';
import type { ImageFile } from '../formats/dockerfile/imageFile';
import type { Container, Field } from '../formats/kubernetes/facts';
import { scanShell } from '../formats/shell/scanShell';
import type { ArtisanCall, ShellScan } from '../formats/shell/shellScan';
import { place } from '../text/place';
import { weakest, type Certainty } from './certainty';
import { withChanges } from './dotenvChanges';
import type { DotenvSource } from './environment';
import type { ObjectOf } from './stackIndex';
import type { StartScript, WorkloadImage } from './workloadImage';

/** What is known of the image of a container whose app is in the workspace. */
export function imageOf(
  files: WorkspaceFiles,
  images: readonly AppImage[],
  app: LaravelApp | undefined,
  workload: ObjectOf<'workload'>,
  container: Container,
): WorkloadImage | undefined {
  if (!app) return undefined;
  const own = images.filter((image) => mayCarry(image, app));
  const chosen = choose(own, workload, container);
  return chosen && describe(files, chosen.image, chosen.certainty, container);
}

/** Dockerfiles of another app in the same repository are none of this one's. */
function mayCarry(image: AppImage, app: LaravelApp): boolean {
  const inside = (path: string, root: string): boolean =>
    root === '' || path === root || path.startsWith(`${root}/`);
  return inside(image.dockerfile, app.root) || inside(app.root, image.context);
}

const UNLIKELY = new Set([
  'dev',
  'develop',
  'development',
  'test',
  'testing',
  'local',
  'builder',
  'build',
  'vendor',
  'composer',
  'node',
  'assets',
  'frontend',
  'base',
  'root',
  'deps',
  'sources',
  'source',
  'debug',
  'ci',
]);

function choose(
  images: readonly AppImage[],
  workload: ObjectOf<'workload'>,
  container: Container,
): { image: AppImage; certainty: Certainty } | undefined {
  const name = container.image?.value.replace(/[:@][^/]*$/, '') ?? '';
  const wanted = new Set([
    ...tokens(name.split('/').slice(-2).join('/')),
    ...tokens(container.name),
    ...tokens(workload.name.value),
  ]);
  const ranked = images
    .map((image) => ({ image, score: score(image, wanted, name) }))
    .sort((a, b) => b.score - a.score);
  const [best, second] = ranked;
  if (!best) return undefined;
  const alone = images.length === 1 || new Set(images.map(({ dockerfile }) => dockerfile)).size === 1;
  const clear = !second || best.score > second.score;
  return { image: best.image, certainty: clear && (alone || best.score >= 2) ? 'certain' : 'likely' };
}

function score(image: AppImage, wanted: ReadonlySet<string>, name: string): number {
  const called = image.names.some((each) => each.replace(/[:@][^/]*$/, '') === name) ? 5 : 0;
  const own = new Set([...tokens(image.stage), ...tokens(image.dockerfile)]);
  const shared = [...own].filter((token) => wanted.has(token) && token !== 'docker').length;
  const unlikely = tokens(image.stage).some((token) => UNLIKELY.has(token) && !wanted.has(token)) ? -1.5 : 0;
  const otherFile = tokens(image.dockerfile.split('/').at(-1) ?? '').some(
    (token) => UNLIKELY.has(token) && !wanted.has(token),
  )
    ? -1
    : 0;
  const carries = image.contents.appRoot ? 1 : 0;
  return called + shared + unlikely + otherFile + carries + (image.last ? 0.75 : 0);
}

function tokens(text: string): string[] {
  return text
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((token) => token.length > 1 && token !== 'dockerfile' && token !== 'laravel');
}

function describe(
  files: WorkspaceFiles,
  image: AppImage,
  chosen: Certainty,
  container: Container,
): WorkloadImage {
  const { contents } = image;
  const scripts = startScripts(files, image, container);
  const recached = [...ownScans(container), ...scripts.map(({ scan }) => scan)]
    .flatMap((scan) => scan.artisan)
    .some(rebuildsConfig);
  const cached = contents.configCached && !recached ? contents.configCached.at : undefined;
  const dotenv = contents.dotenv && dotenvSource(files, image, contents.dotenv, chosen);
  const process = contents.process?.finals[0]?.kind;
  return {
    dockerfile: image.dockerfile,
    certainty: chosen,
    startScripts: scripts,
    ...(contents.keyGeneratedAt && { keyBakedAt: contents.keyGeneratedAt }),
    ...(image.redisMissingAt && { redisMissingAt: image.redisMissingAt }),
    onAlpine: /alpine/.test(contents.base.image ?? ''),
    stage: image.stage,
    roots: contents.appRoot ? [contents.appRoot.path] : [],
    env: new Map(
      [...contents.env].flatMap(([name, { value, at }]): [string, Field][] =>
        value === undefined ? [] : [[name, { value, at }]],
      ),
    ),
    ...(process && { process }),
    ...(cached && { configCachedAt: cached }),
    ...(dotenv && { dotenv }),
    ...hidden(image, dotenv),
  };
}

function hidden(
  image: AppImage,
  dotenv: DotenvSource | undefined,
): Pick<WorkloadImage, 'hiddenDotenv' | 'copiesDotenv'> {
  const { contents } = image;
  if (dotenv) return {};
  if (contents.dotenv) return { hiddenDotenv: 'the .env in the image is made during its build' };
  if (contents.contextDotenvAt)
    return {
      hiddenDotenv: 'a .env that is not in the repository may be copied into the image',
      copiesDotenv: true,
    };
  return contents.appRoot ? {} : { hiddenDotenv: 'the app comes into the image from elsewhere' };
}

function rebuildsConfig({ command }: ArtisanCall): boolean {
  return /^(config:cache|config:clear|optimize|optimize:clear)$/.test(command);
}

/** What the manifest itself lets the container run at start. */
function ownScans(container: Container): ShellScan[] {
  const command = [...container.command, ...container.args].map((word) => word.value);
  return [
    ...(command.length > 0 ? [scanShell(command)] : []),
    ...(container.postStart.length > 0 ? [scanShell(container.postStart.map((word) => word.value))] : []),
  ];
}

/** The image's own command, unless the manifest replaces it, and the scripts of the image that a start runs. */
function startScripts(files: WorkspaceFiles, image: AppImage, container: Container): StartScript[] {
  const { contents } = image;
  const command = contents.entrypoint ?? contents.cmd;
  const own: StartScript[] =
    container.command.length === 0 && contents.process && command
      ? [{ scan: contents.process, at: command.textAt, exact: false }]
      : [];
  const scans = [...ownScans(container), ...own.map(({ scan }) => scan)];
  if (container.command.length === 0 && contents.process && !command) scans.push(contents.process);
  const scripts = scans.flatMap((scan) =>
    scan.processes.flatMap((process): StartScript[] => {
      const script = contents.program(process.script ?? process.words[0] ?? '');
      const path = script?.path === undefined ? undefined : join(image.context, script.path);
      const text = script?.body ?? (path === undefined ? undefined : files.text(path));
      if (text === undefined || !script) return [];
      const at = script.body === undefined ? place(path ?? '', 0, text.length) : (script.bodyAt ?? script.at);
      const exact = script.body === undefined || script.bodyAt !== undefined;
      return [{ scan: scanShell(text), at, exact }];
    }),
  );
  return [...own, ...scripts];
}

function dotenvSource(
  files: WorkspaceFiles,
  image: AppImage,
  file: ImageFile,
  chosen: Certainty,
): DotenvSource | undefined {
  const { certainty, changes, at } = file;
  const sure = weakest(chosen, certainty, changes.length > 0 ? 'likely' : 'certain');
  if (file.origin === 'context' && file.path !== undefined) {
    const path = join(image.context, file.path);
    const text = files.text(path);
    if (text === undefined) return undefined;
    const name = path.split('/').at(-1) ?? path;
    return {
      file: withChanges(files, parseDotenv(path, text), changes),
      certainty: files.ignoredByGit(path) ? weakest(sure, 'likely') : sure,
      what: name === '.env' ? `${path}, copied into the image` : `${path}, copied into the image as .env`,
      carriedBy: at,
    };
  }
  if (file.body === undefined || file.bodyAt === undefined || file.expands === true) return undefined;
  const { bodyAt } = file;
  return {
    file: withChanges(files, parseDotenv(bodyAt.file, file.body), changes),
    certainty: sure,
    what: 'the .env that the image is built with',
    carriedBy: at,
    // What a command of the build set lies there already.
    locate: (inner) =>
      changes.includes(inner)
        ? inner
        : place(bodyAt.file, bodyAt.span.start + inner.span.start, bodyAt.span.start + inner.span.end),
  };
}

function join(directory: string, path: string): string {
  return directory === '' ? path : `${directory}/${path}`;
}
