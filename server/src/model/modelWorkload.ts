import type { LaravelApp } from '../build/laravelApps';
import type { Container } from '../formats/kubernetes/facts';
import { at } from '../formats/laravel/configValue';
import { parseDotenv } from '../formats/dotenv/parseDotenv';
import { place } from '../text/place';
import { configValue, effectiveConfig } from './effectiveConfig';
import { databaseEndpoint, redisEndpoint } from './endpoints';
import { environmentOf, type DotenvSource, type Environment } from './environment';
import { mountedDotenv } from './laravelContainer';
import type { StackInput } from './stackInput';
import { keyAtStart } from './keyGeneration';
import { podCount } from './podCount';
import { readNames } from './readNames';
import { requestPath } from './requestPath';
import { roleOf } from './role';
import { runningContainers } from './runningContainers';
import { sessionDriverOf, sessionStoreOf } from './session';
import { servicesOf } from './selectors';
import type { ObjectOf, StackIndex } from './stackIndex';
import type { LaravelWorkload } from './stackModel';
import { storePersists } from './storePersists';
import { survival } from './survival';
import { usesSessions } from './usesSessions';
import { writtenDotenv } from './writtenDotenv';
import { imageOf } from './imageOf';
import type { WorkloadImage } from './workloadImage';

export interface WorkloadInput extends Omit<StackInput, 'apps'> {
  readonly index: StackIndex;
  readonly object: ObjectOf<'workload'>;
  readonly container: Container;
  readonly evidence: string;
  readonly app?: LaravelApp;
}

/** What one Laravel workload really does at run time, step by step. */
export function modelWorkload(input: WorkloadInput): LaravelWorkload {
  const { files, index, object, container, app, evidence, hints, stack } = input;
  const image = imageOf(files, input.images, app, object, container);
  const mounted = mountedSource(input) ?? writtenDotenv(files, object, container);
  const environment = environmentOf({
    index,
    workload: object,
    container,
    imageEnv: image?.env ?? new Map(),
    ...((mounted ?? image?.dotenv) && { dotenv: mounted ?? image?.dotenv }),
    ...(!mounted && !image?.dotenv && { ...hiddenDotenv(image) }),
  });
  const frozenAt = image?.configCachedAt;
  // What the config was made of: with a cached one, what the build of the image had.
  const made = frozenAt ? buildEnvironment(image, environment) : environment;
  const config = effectiveConfig(app, made, frozenAt);
  const hosts = {
    stack,
    index,
    hints,
    externalServices: input.externalServices,
    neighbours: input.neighbours,
    workload: object,
  };
  const session = sessionDriverOf({ config, environment: made, app });
  const framework = app?.framework?.major;
  const shared = {
    config,
    environment: made,
    session,
    hosts,
    appSeen: app !== undefined,
    ...(framework !== undefined && { framework }),
  };
  const redis = redisEndpoint(shared);
  const database = databaseEndpoint(shared);
  const roots = [
    ...(image?.roots ?? []),
    ...(container.workingDir === undefined ? [] : [container.workingDir]),
  ];
  const store = sessionStoreOf({
    config,
    environment: made,
    app,
    driver: session,
    index,
    workload: object,
    container,
    roots,
    databaseDriver: database.driver,
    databaseCertainty: database.driverCertainty,
  });
  const role = roleOf({
    container,
    environment,
    runsToCompletion: object.details.runsToCompletion,
    serviced: servicesOf(index, object).length > 0,
    imageProcess: image?.process,
    name: object.name.value,
  });
  const pods = podCount(index, object);
  const path = requestPath(index, object, speaksFastCgi(object));
  const minutes = config.session && at(config.session, 'lifetime');
  return {
    object,
    role,
    container,
    ...(app && { app }),
    evidence,
    ...(image && { image }),
    environment,
    config,
    configValue: (key) => configValue(config, key),
    readNames: readNames(app),
    pods,
    session,
    store,
    redis,
    database,
    path,
    survival: survival(store, pods, path, storePersists(index, store, redis, database)),
    ...(minutes?.kind === 'known' && Number(minutes.value) > 0 && { sessionMinutes: Number(minutes.value) }),
    sessionTable:
      app?.facts.some(
        ({ kind, name }) =>
          kind === 'creates-table' && (name === 'sessions' || name === 'config:session.table'),
      ) ?? false,
    usesSessions: usesSessions(app),
    keyAtStart: keyAtStart({ files, index, workload: object, container, image, roots }),
    hosts,
  };
}

/** The variables that were there when the image's build cached the configuration: the pod's own came too late. */
function buildEnvironment(image: WorkloadImage | undefined, environment: Environment): Environment {
  return {
    ...environment,
    get: (name) => {
      const own = environment.get(name);
      const chain = own.chain.filter(({ source }) => source === 'image' || source === 'dotenv');
      const baked = image?.env.get(name)?.value ?? image?.dotenv?.file.values.get(name)?.value;
      const base = { name, value: baked ?? '', secret: own.secret, chain };
      if (baked !== undefined) return { ...base, state: 'set', certainty: 'likely' };
      if (image?.hiddenDotenv === undefined) return { ...base, state: 'unset', certainty: 'likely' };
      return { ...base, state: 'unknown', certainty: 'unknown', reason: image.hiddenDotenv };
    },
  };
}

/** Without a Dockerfile nobody knows what the image holds. */
function hiddenDotenv(image: WorkloadImage | undefined): { hiddenDotenv?: string } {
  if (!image) return { hiddenDotenv: 'the image is not built in this workspace' };
  return image.hiddenDotenv === undefined ? {} : { hiddenDotenv: image.hiddenDotenv };
}

/** Whether the pods are reached over FastCGI only, so that a web server in other pods stands before them. */
function speaksFastCgi(object: ObjectOf<'workload'>): boolean {
  const containers = runningContainers(object.details.template);
  const serves = containers.some(
    (container) =>
      /nginx|caddy|apache|httpd/i.test(`${container.name} ${container.image?.value ?? ''}`) ||
      container.ports.some(({ port }) => port === 80 || port === 8080 || port === 443 || port === 8000),
  );
  return !serves && containers.some((container) => container.ports.some(({ port }) => port === 9000));
}

/** A `.env` that a Secret or ConfigMap carries into the container as a file. */
function mountedSource({ index, object, container, files }: WorkloadInput): DotenvSource | undefined {
  const mounted = mountedDotenv(index, object, container);
  if (!mounted || mounted.field.unknown !== undefined) return undefined;
  const { field, source, mount } = mounted;
  const text = files.text(field.at.file) ?? '';
  return {
    file: parseDotenv(field.at.file, field.value),
    certainty: 'certain',
    what: `the .env file in ${source.kind} "${source.name.value}"`,
    carriedBy: mount.at,
    ...(source.kind === 'Secret' && { secret: true as const }),
    locate: (_at, name) => {
      // The text is indented inside the manifest, or encoded; its lines are found by their names.
      const written = text.slice(field.at.span.start, field.at.span.end);
      const line = new RegExp(`^[ \\t]*(?:export )?${name}=(.*)$`, 'm').exec(written);
      if (!line) return field.at;
      const start = field.at.span.start + line.index + line[0].length - (line[1] ?? '').length;
      return place(field.at.file, start, start + (line[1] ?? '').length);
    },
  };
}
