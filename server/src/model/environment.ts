/**
 * The environment variables that one container really has, each with the chain of places that set it.
 *
 * Precedence after kubernetes.md §1, low to high: image ENV, service links, `envFrom` in order, `env` in order. Below all
 * of them stands the `.env` file that PHP finds in the image or in a mount (laravel.md §1).
 */
import type { DotenvFile } from '../formats/dotenv/dotenvFile';
import type { Container, EnvEntry, EnvFromEntry, Field, Fields } from '../formats/kubernetes/facts';
import type { Place } from '../text/place';
import { weakest, type Certainty } from './certainty';
import { isPlaceholder } from '../text/placeholder';
import type { Provenance, Slot, SourceKind } from './provenance';
import { serviceLink } from './serviceLinks';
import { sameNamespace, type ObjectOf, type StackIndex } from './stackIndex';

export type VariableState = 'set' | 'unset' | 'unknown';

export interface Variable {
  readonly name: string;
  readonly state: VariableState;
  /** The text that PHP gets; '' unless `state` is `set`. Never print it when `secret` is set. */
  readonly value: string;
  readonly secret: boolean;
  /** Why the value cannot be known, where `state` is `unknown`. */
  readonly reason?: string;
  readonly certainty: Certainty;
  /** Winner first, then what it overruled. */
  readonly chain: readonly Provenance[];
}

/** A source of variables whose names cannot be seen. */
export interface OpaqueSource {
  readonly at: Place;
  readonly reason: string;
  readonly kind: 'ConfigMap' | 'Secret' | 'template';
  /** The ConfigMap or Secret that is not there, when that is the reason. */
  readonly missing?: EnvFromEntry;
}

/** The `.env` file of a container. */
export interface DotenvSource {
  readonly file: DotenvFile;
  readonly certainty: Certainty;
  /** How it gets there: `.env.production, copied into the image as .env`. */
  readonly what: string;
  /** Where it says so: the COPY line, the mount. */
  readonly carriedBy: Place;
  /** It lies in a Secret, so none of its values may be printed. */
  readonly secret?: true;
  /** A command writes it when the pod starts. */
  readonly written?: true;
  /** Turns a place of `file` into one of the workspace, for a `.env` that is carried inside a manifest. */
  readonly locate?: (at: Place, name: string) => Place;
}

export interface Environment {
  get(name: string): Variable;
  /** Names that something sets, or may set; those that Kubernetes makes of Services are not among them. */
  readonly names: ReadonlySet<string>;
  readonly opaque: readonly OpaqueSource[];
  readonly dotenv?: DotenvSource;
  /** Set when a `.env` that the workspace does not show may lie in the image. */
  readonly hiddenDotenv?: string;
}

export interface EnvironmentInput {
  readonly index: StackIndex;
  readonly workload: ObjectOf<'workload'>;
  readonly container: Container;
  /** ENV instructions of the image, where it is built in this workspace. */
  readonly imageEnv: ReadonlyMap<string, Field>;
  readonly dotenv?: DotenvSource;
  readonly hiddenDotenv?: string;
}

export function environmentOf(input: EnvironmentInput): Environment {
  const { container, workload, index } = input;
  const slots = new Map<string, Slot>();
  const opaque: OpaqueSource[] = [];
  for (const [name, field] of input.imageEnv) {
    set(slots, name, fieldSlot(field, { at: field.at, source: 'image', what: 'ENV of the image' }));
  }
  const image = new Map(slots);

  const declared = new Map<string, Slot>();
  for (const entry of container.envFrom) readEnvFrom(entry, input, declared, opaque);
  for (const entry of container.env) readEnv(entry, input, declared, opaque);
  if (container.envUnknown !== undefined) {
    opaque.push({ at: container.at, reason: container.envUnknown, kind: 'template' });
  }
  for (const [name, slot] of declared) set(slots, name, slot);

  const names = new Set([...slots.keys(), ...(input.dotenv?.file.values.keys() ?? [])]);
  return {
    get: (name) => {
      const link = declared.has(name) ? undefined : serviceLink(index, workload, name);
      if (!link) return lookUp(name, slots.get(name), opaque, input, image);
      const chain = [...link.chain, ...(slots.get(name)?.chain ?? [])];
      return lookUp(name, { ...link, chain }, opaque, input, image);
    },
    names,
    opaque,
    ...(input.dotenv && { dotenv: input.dotenv }),
    ...(input.hiddenDotenv !== undefined && { hiddenDotenv: input.hiddenDotenv }),
  };
}

function lookUp(
  name: string,
  slot: Slot | undefined,
  opaque: readonly OpaqueSource[],
  input: EnvironmentInput,
  image: ReadonlyMap<string, Slot>,
): Variable {
  const below = dotenvSlot(name, input.dotenv);
  if (slot) {
    // What the image brings may be overruled by a source that cannot be seen; what the pod declares comes after it.
    const hidden = opaque.length > 0 && image.has(name) && slot.chain[0]?.source === 'image';
    const chain = below ? [...slot.chain, ...below.chain] : slot.chain;
    return { name, ...slot, chain, certainty: hidden ? weakest(slot.certainty, 'likely') : slot.certainty };
  }
  const source = opaque[0];
  if (source) {
    // A `.env` value stands unless a source that cannot be seen sets the variable as well.
    if (below?.state === 'set') return { name, ...below, certainty: weakest(below.certainty, 'likely') };
    return {
      name,
      state: 'unknown',
      value: '',
      secret: false,
      reason: source.reason,
      certainty: 'unknown',
      chain: [],
    };
  }
  if (below) return { name, ...below };
  const certainty = input.hiddenDotenv === undefined ? 'certain' : 'likely';
  return { name, state: 'unset', value: '', secret: false, certainty, chain: [] };
}

function set(slots: Map<string, Slot>, name: string, slot: Slot): void {
  const earlier = slots.get(name);
  slots.set(name, earlier ? { ...slot, chain: [...slot.chain, ...earlier.chain] } : slot);
}

function fieldSlot(field: Field, provenance: Provenance): Slot {
  const keyAt = provenance.keyAt ?? field.keyAt;
  const full = { ...provenance, ...(keyAt && { keyAt }) };
  const earlier = (field.before ?? []).map((at) => ({ ...provenance, at }));
  const secret = field.secret ?? false;
  const reason =
    field.unknown ??
    (isPlaceholder(field.value) && !expandable(field.value) ? 'the value is a placeholder' : undefined);
  const chain = [full, ...earlier];
  return reason === undefined
    ? { state: 'set', value: field.value, secret, certainty: 'certain', chain }
    : { state: 'unknown', value: '', secret, reason, certainty: 'unknown', chain };
}

/** `${X}` reaches Laravel as it is written unless a tool replaces it before, which only the placeholder rule can judge. */
function expandable(value: string): boolean {
  return /\$\([A-Za-z_]/.test(value) && !/\$\{|\{\{|<|\[\[/.test(value);
}

function readEnvFrom(
  entry: EnvFromEntry,
  { index, workload }: EnvironmentInput,
  slots: Map<string, Slot>,
  opaque: OpaqueSource[],
): void {
  const name = entry.name.value;
  const namespace = workload.namespace?.value;
  const source: SourceKind = entry.kind === 'Secret' ? 'secret' : 'config-map';
  const what = `${entry.kind} "${name}"`;
  const hide = (reason: string, missing = false): void => {
    opaque.push({ at: entry.name.at, reason, kind: entry.kind, ...(missing && { missing: entry }) });
    // What was set before may be set again by what cannot be seen.
    for (const [key, slot] of slots)
      slots.set(key, { ...slot, certainty: weakest(slot.certainty, 'likely') });
  };
  if (entry.name.unknown !== undefined || isPlaceholder(name)) {
    hide(`the name of a ${entry.kind} in envFrom is a placeholder`);
    return;
  }
  const object =
    entry.kind === 'Secret'
      ? index.find('secret', name, namespace, workload.at.file)
      : index.find('config-map', name, namespace, workload.at.file);
  const generated = index
    .all('secret-source')
    .find(
      ({ details, namespace: own }) =>
        details.makes === entry.kind && details.target.value === name && sameNamespace(own, namespace),
    );
  if (generated && (!object || object.details.data.size === 0)) {
    if (!generated.details.keys)
      hide(`${generated.kind} "${generated.name.value}" keeps its values outside the repository`);
    for (const [key, at] of generated.details.keys ?? []) {
      const reason = `${generated.kind} "${generated.name.value}" keeps the value outside the repository`;
      const chain = [{ at, source, what: `${generated.kind} "${generated.name.value}"`, object: generated }];
      set(slots, entry.prefix + key, {
        state: 'unknown',
        value: '',
        secret: true,
        reason,
        certainty: 'unknown',
        chain,
      });
    }
    return;
  }
  if (!object) {
    hide(`${what} is not in this repository`, true);
    return;
  }
  const { details } = object;
  readData(
    details.data,
    entry.prefix,
    { at: object.at, source, what, object, ...(details.dataAt && { sectionAt: details.dataAt }) },
    slots,
  );
  if (details.unknown !== undefined) hide(`${what} may hold more than is seen: ${details.unknown}`);
}

function readData(data: Fields, prefix: string, provenance: Provenance, slots: Map<string, Slot>): void {
  for (const [key, field] of data)
    set(slots, prefix + key, fieldSlot(field, { ...provenance, at: field.at }));
}

function readEnv(
  entry: EnvEntry,
  input: EnvironmentInput,
  slots: Map<string, Slot>,
  opaque: OpaqueSource[],
): void {
  const name = entry.name.value;
  const { container } = input;
  const what = `env of container "${container.name}"`;
  const own = {
    at: entry.value?.at ?? entry.name.at,
    source: 'env' as const,
    what,
    keyAt: entry.name.at,
    ...(container.envAt && { sectionAt: container.envAt }),
  };
  if (entry.name.unknown !== undefined) {
    opaque.push({ at: entry.name.at, reason: entry.name.unknown, kind: 'template' });
    return;
  }
  if (!entry.from) {
    const field = entry.value ?? { value: '', at: entry.name.at };
    const expanded = field.unknown === undefined ? { ...field, value: expand(field.value, slots) } : field;
    const hidden = field.unknown === undefined ? hiddenReference(field.value, slots) : undefined;
    const slot = fieldSlot(hidden === undefined ? expanded : { ...expanded, unknown: hidden.reason }, own);
    set(slots, name, { ...slot, secret: slot.secret || usesSecret(field.value, slots) });
    return;
  }
  if (entry.from.kind === 'other') {
    const reason = `its value (${entry.from.what}) is known only in the running pod`;
    set(slots, name, {
      state: 'unknown',
      value: '',
      secret: false,
      reason,
      certainty: 'unknown',
      chain: [own],
    });
    return;
  }
  const slot = keySlot(entry.from, { ...own, at: entry.from.key.at }, input);
  if (slot) set(slots, name, slot);
}

/** The value of a `configMapKeyRef` or `secretKeyRef`; undefined for an optional one that is not there. */
function keySlot(
  from: Exclude<NonNullable<EnvEntry['from']>, { kind: 'other' }>,
  own: Provenance,
  input: EnvironmentInput,
): Slot | undefined {
  const { index, workload } = input;
  const name = from.name.value;
  const namespace = workload.namespace?.value;
  const object =
    from.kind === 'Secret'
      ? index.find('secret', name, namespace, workload.at.file)
      : index.find('config-map', name, namespace, workload.at.file);
  const field = object?.details.data.get(from.key.value);
  const source: SourceKind = from.kind === 'Secret' ? 'secret' : 'config-map';
  if (object && field) {
    const { details } = object;
    const slot = fieldSlot(field, {
      at: field.at,
      source,
      what: `${from.kind} "${name}"`,
      object,
      ...(details.dataAt && { sectionAt: details.dataAt }),
    });
    return { ...slot, chain: [...slot.chain, { ...own, refers: true }] };
  }
  if (from.optional) return undefined;
  const reason = object
    ? `${from.kind} "${name}" has no key "${from.key.value}"`
    : `${from.kind} "${name}" is not in this repository`;
  return {
    state: 'unknown',
    value: '',
    secret: from.kind === 'Secret',
    reason,
    certainty: 'unknown',
    chain: [own],
  };
}

const REFERENCE = /\$\$|\$\(([A-Za-z_][\w.-]*)\)/g;

/** `$(VAR)` becomes the value of a variable that stands before it; `$$` becomes `$`; all else stays (kubernetes.md §1). */
function expand(value: string, slots: ReadonlyMap<string, Slot>): string {
  return value.replace(REFERENCE, (whole, name: string | undefined) => {
    if (name === undefined) return '$';
    const slot = slots.get(name);
    return slot?.state === 'set' ? slot.value : whole;
  });
}

function hiddenReference(value: string, slots: ReadonlyMap<string, Slot>): { reason: string } | undefined {
  for (const [, name] of value.matchAll(REFERENCE)) {
    const slot = name === undefined ? undefined : slots.get(name);
    if (slot?.state === 'unknown') return { reason: slot.reason ?? `$(${name ?? ''}) cannot be known` };
  }
  return undefined;
}

function usesSecret(value: string, slots: ReadonlyMap<string, Slot>): boolean {
  return [...value.matchAll(REFERENCE)].some(
    ([, name]) => name !== undefined && slots.get(name)?.secret === true,
  );
}

function dotenvSlot(name: string, dotenv: DotenvSource | undefined): Slot | undefined {
  const entry = dotenv?.file.values.get(name);
  if (!dotenv || !entry || entry.value === undefined) return undefined;
  const at = dotenv.locate?.(entry.valueAt, name) ?? entry.valueAt;
  const keyAt = dotenv.locate?.(entry.nameAt, name) ?? entry.nameAt;
  const slot = fieldSlot(
    {
      value: entry.value,
      at,
      keyAt,
      secret: dotenv.secret ?? /KEY|SECRET|PASSWORD|TOKEN|URL|DSN/i.test(name),
    },
    { at, source: 'dotenv', what: dotenv.what },
  );
  return { ...slot, certainty: weakest(slot.certainty, dotenv.certainty) };
}
