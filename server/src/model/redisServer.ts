/** The Redis servers that a stack runs itself, and what their manifests say of passwords, replication and data. */
import type { Container, Field } from '../formats/kubernetes/facts';
import type { Place } from '../text/place';
import { environmentOf, type Environment } from './environment';
import { workloadsOf } from './selectors';
import type { ObjectOf, StackIndex } from './stackIndex';

export interface RedisServer {
  readonly workload: ObjectOf<'workload'>;
  readonly container: Container;
  readonly password: ServerPassword;
  /** Whether its pods know of each other; undefined when a configuration that is not seen may say so. */
  readonly replicates: boolean | undefined;
  /** Where `--save ""` switches snapshots off while nothing else writes to the disk. */
  readonly unsavedAt?: Place;
}

export type ServerPassword =
  | { readonly state: 'unknown' }
  | { readonly state: 'none'; readonly at: Place }
  | {
      readonly state: 'wanted';
      /** Where the server is told to ask for one. */
      readonly at: Place;
      readonly secret?: { readonly name: string; readonly key: string };
      /** For comparing only: never to be shown. */
      readonly value?: string;
    };

/** The workloads behind a Service that run Redis. */
export function redisServers(index: StackIndex, service: ObjectOf<'service'>): RedisServer[] {
  return workloadsOf(index, service).flatMap((workload) => redisServer(index, workload) ?? []);
}

export function redisServer(index: StackIndex, workload: ObjectOf<'workload'>): RedisServer | undefined {
  const container = redisContainer(workload);
  if (!container) return undefined;
  const environment = environmentOf({ index, workload, container, imageEnv: new Map() });
  const words = [...container.command, ...container.args];
  const config = configOf(index, workload, container);
  const unsaved = unsavedAt(words);
  return {
    workload,
    container,
    password: passwordOf(container, words, environment, config),
    replicates: replicates(words, container, config),
    ...(unsaved && { unsavedAt: unsaved }),
  };
}

const NAME = /^(redis|valkey|keydb|dragonfly)(-stack|-stack-server|-cluster)?$/i;

/** The container that runs a Redis, by its image; of a chart that is not vendored, by the label of its pods. */
export function redisContainer({ details }: ObjectOf<'workload'>): Container | undefined {
  const { containers, labels } = details.template;
  const byImage = containers.find(
    ({ image }) => image && image.unknown === undefined && isRedis(image.value),
  );
  if (byImage) return byImage;
  const name = labels.get('app.kubernetes.io/name')?.value ?? '';
  return containers.find(({ image }) => image?.unknown !== undefined && NAME.test(name));
}

/** `redis:7-alpine`, `docker.io/bitnami/redis`, `eqalpha/keydb`; not an exporter or a user interface. */
function isRedis(image: string): boolean {
  return NAME.test(image.split('@')[0]?.split('/').at(-1)?.split(':')[0] ?? '');
}

/** What configuration files say; undefined when there may be one that is not seen. */
type Config = { readonly text: string; readonly at?: Place } | undefined;

function configOf(index: StackIndex, workload: ObjectOf<'workload'>, container: Container): Config {
  const { volumes, unknown } = workload.details.template;
  if (unknown !== undefined) return undefined;
  let text = '';
  let at: Place | undefined;
  for (const mount of container.mounts) {
    const source = volumes.find(({ name }) => name === mount.volume)?.source;
    if (source?.kind === 'Secret' || source?.kind === 'other') return undefined;
    if (source?.kind !== 'ConfigMap') continue;
    const { namespace } = workload;
    const found = index.find('config-map', source.name.value, namespace?.value, workload.at.file);
    if (!found || found.details.unknown !== undefined) return undefined;
    for (const field of found.details.data.values()) {
      if (field.unknown !== undefined) return undefined;
      text += `\n${field.value}`;
      at = field.at;
    }
  }
  const names = [...container.command, ...container.args].some(({ value }) => /\.conf\b/.test(value));
  // A file that is named and not mounted lies in the image, or an init container writes it.
  if (names && text === '') return undefined;
  return { text, ...(at && { at }) };
}

function passwordOf(
  container: Container,
  words: readonly Field[],
  environment: Environment,
  config: Config,
): ServerPassword {
  const image = container.image?.value ?? '';
  if (container.image?.unknown !== undefined || container.envUnknown !== undefined) {
    // Of a chart that is not vendored: it is told the password by its environment, or asks for none.
    return fromVariable(container, environment, 'REDIS_PASSWORD', 'VALKEY_PASSWORD') ?? { state: 'unknown' };
  }
  const asked = requirePass(words);
  if (asked) return fromWords(asked, container, environment);
  if (/bitnami/i.test(image)) {
    const told = fromVariable(container, environment, 'REDIS_PASSWORD', 'VALKEY_PASSWORD');
    if (told) return told;
    const open = environment.get('ALLOW_EMPTY_PASSWORD');
    return open.state === 'set' && /^(yes|true|1)$/i.test(open.value) && environment.opaque.length === 0
      ? { state: 'none', at: open.chain[0]?.at ?? container.at }
      : { state: 'unknown' };
  }
  if (
    !config ||
    words.some(({ value, unknown }) => unknown !== undefined || /aclfile|--user\b/.test(value))
  ) {
    return { state: 'unknown' };
  }
  const line = /^[ \t]*requirepass[ \t]+(\S+)/m.exec(config.text)?.[1]?.replace(/^"(.*)"$/, '$1');
  if (line !== undefined && line !== '' && config.at) {
    return { state: 'wanted', at: config.at, ...(!/[${<]/.test(line) && { value: line }) };
  }
  if (/^[ \t]*(aclfile|user|include)\b/m.test(config.text)) return { state: 'unknown' };
  if (!/^(redis|valkey)([:@-]|$)/.test(image.split('/').at(-1) ?? '')) return { state: 'unknown' };
  // A script may do anything.
  const plain = words.every(({ value }) => !/[;&|]|\.sh\b/.test(value));
  return plain ? { state: 'none', at: container.image?.at ?? container.at } : { state: 'unknown' };
}

interface Asked {
  readonly text: string;
  readonly at: Place;
}

/** The argument of `--requirepass`, as a word of its own or inside of a shell command. */
function requirePass(words: readonly Field[]): Asked | undefined {
  for (const [order, word] of words.entries()) {
    const next = words[order + 1];
    if (word.value === '--requirepass' && next) return { text: next.value, at: next.at };
    const inside = /--requirepass[ =]+("[^"]*"|'[^']*'|\S*)/.exec(word.value)?.[1];
    if (inside !== undefined) return { text: inside.replace(/^(["'])(.*)\1$/, '$2'), at: word.at };
  }
  return undefined;
}

function fromWords({ text, at }: Asked, container: Container, environment: Environment): ServerPassword {
  if (text === '' || text === '""' || text === "''") return { state: 'none', at };
  const name = /^\$(?:\((\w+)\)|\{(\w+)\}|(\w+))$/.exec(text);
  const variable = name?.[1] ?? name?.[2] ?? name?.[3];
  if (variable === undefined) return { state: 'wanted', at, ...(!text.includes('$') && { value: text }) };
  const told = fromVariable(container, environment, variable);
  if (told?.state === 'none') return { state: 'none', at };
  return told?.state === 'wanted' ? { ...told, at } : { state: 'wanted', at };
}

/** The password that one of these variables tells; undefined when none of them is there. */
function fromVariable(
  container: Container,
  environment: Environment,
  ...names: readonly string[]
): ServerPassword | undefined {
  for (const name of names) {
    const { state, value, chain } = environment.get(name);
    const winner = chain[0];
    if (!winner) continue;
    if (state === 'set' && value === '') return { state: 'none', at: winner.at };
    const entry = container.env.find((each) => each.name.value === name);
    const secret = secretOf(entry) ?? secretOfChain(winner.object, name);
    return {
      state: 'wanted',
      at: entry?.name.at ?? winner.at,
      ...(secret && { secret }),
      ...(state === 'set' && { value }),
    };
  }
  return undefined;
}

function secretOf(entry: Container['env'][number] | undefined): { name: string; key: string } | undefined {
  const from = entry?.from;
  return from?.kind === 'Secret' ? { name: from.name.value, key: from.key.value } : undefined;
}

function secretOfChain(
  object: { readonly kind: string; readonly name: Field } | undefined,
  key: string,
): { name: string; key: string } | undefined {
  return object?.kind === 'Secret' ? { name: object.name.value, key } : undefined;
}

const TOGETHER =
  /cluster-enabled\s+yes|--cluster-enabled|cluster_mode|replicaof|slaveof|sentinel|active-replica|multi-master|--cluster\b/i;

function replicates(words: readonly Field[], container: Container, config: Config): boolean | undefined {
  const said = [...words.map(({ value }) => value), config?.text ?? ''].join(' ');
  if (TOGETHER.test(said)) return true;
  if (container.env.some(({ name }) => /REPLICATION|CLUSTER|MASTER|PRIMARY|SENTINEL/i.test(name.value)))
    return true;
  if (!config || container.image?.unknown !== undefined || container.envFrom.length > 0) return undefined;
  // A script may make replicas out of them.
  return words.some(({ value }) => /\.sh\b|\bif\b/.test(value)) ? undefined : false;
}

function unsavedAt(words: readonly Field[]): Place | undefined {
  const text = words.map(({ value }) => value);
  const append = text.indexOf('--appendonly');
  if ((append >= 0 && text[append + 1] === 'yes') || text.some((word) => /--appendonly[ =]+yes/.test(word)))
    return undefined;
  const own = text.indexOf('--save');
  if (own >= 0 && (text[own + 1] ?? '').replace(/["']/g, '') === '') return words[own]?.at;
  return words.find(({ value }) => /--save[ =]+(""|'')/.test(value))?.at;
}
