import type { BrokenManifest } from '../build/brokenManifests';
import type { LaravelApp } from '../build/laravelApps';
import type { OutsideHints } from '../build/outsideHints';
import type { Stack } from '../build/stack';
import type { DotenvEntry } from '../formats/dotenv/dotenvFile';
import type { Container } from '../formats/kubernetes/facts';
import type { ConfigValue } from '../formats/laravel/configValue';
import type { RedisConnection } from '../formats/laravel/redisConnection';
import type { RedisHost } from '../formats/laravel/redisHost';
import type { Place } from '../text/place';
import type { Because } from './because';
import type { Certainty } from './certainty';
import type { Environment, Variable } from './environment';
import type { HostContext, Resolution } from './hostResolution';
import type { KeyAtStart } from './keyGeneration';
import type { WorkloadImage } from './workloadImage';
import type { PodCount } from './podCount';
import type { RequestPath } from './requestPath';
import type { SessionStore } from './sessionStore';
import type { ObjectOf, StackIndex } from './stackIndex';
import type { SurvivalRow } from './survival';

export type Role = 'web' | 'worker' | 'scheduler' | 'migration' | 'unknown';

/** The session driver of a workload and where it comes from. */
export interface SessionDriver {
  /** Canonical: `native` is `file`; `null` for switched off, `invalid` for what Laravel does not take, `unknown`. */
  readonly driver: string;
  readonly certainty: Certainty;
  /** The text that was set; null where a default decides or nothing is known. */
  readonly value: string | null;
  /** The text wherever it stands, in a config file too; null where it is not known or comes out of a Secret. */
  readonly written: string | null;
  /** Winner first. */
  readonly chain: readonly Because[];
  /** Where the deciding value stands: the ConfigMap's entry, the default in PHP. */
  readonly decidedAt?: Place;
  readonly decidedBy: 'environment' | 'config' | 'nothing';
  /** Why it is not known. */
  readonly reason?: string;
}

/** A server that the app talks to. */
export interface Endpoint {
  readonly host: string | null;
  readonly port: number | string | null;
  readonly resolution: Resolution | { readonly resolves: 'n/a'; readonly why: string };
  readonly chain: readonly Because[];
  /** Where the host is written. */
  readonly hostAt?: Place;
  readonly hostVariable?: Variable;
  readonly portVariable?: Variable;
  readonly portAt?: Place;
  readonly certainty: Certainty;
  /** What needs it: `sessions`, `cache`, `queue`. */
  readonly usedBy: readonly string[];
  /** The client or connection driver: phpredis, predis, mysql, pgsql … */
  readonly driver: string | null;
  /** What the Redis client makes of the host. */
  readonly address?: RedisHost;
  readonly url?: EndpointUrl;
  readonly topology?: RedisConnection['topology'];
  /** Whether the app logs in to Redis with a password. */
  readonly sendsPassword?: 'none' | 'set' | 'unknown';
}

/** The url of a connection: it beats the host, port and password beside it. Never print it whole, it may hold a password. */
export interface EndpointUrl {
  /** Laravel throws at it. */
  readonly malformed: boolean;
  /** Absent where it has none, so that Laravel takes its text for a path and the host beside it counts. */
  readonly host?: string;
  /** The database that it selects. */
  readonly database?: string;
  readonly variable?: Variable;
  readonly at?: Place;
  readonly chain: readonly Because[];
}

/** The effective config files of the app, as they evaluate in one container. */
export interface EffectiveConfig {
  readonly session?: ConfigValue;
  readonly database?: ConfigValue;
  readonly cache?: ConfigValue;
  /** Set when config was cached while the image was built, so that the pod's variables do not reach it. */
  readonly frozenAt?: Place;
}

export interface LaravelWorkload {
  readonly object: ObjectOf<'workload'>;
  readonly role: Role;
  readonly container: Container;
  readonly app?: LaravelApp;
  /** Why it is taken for Laravel, in words. */
  readonly evidence: string;
  readonly image?: WorkloadImage;
  readonly environment: Environment;
  readonly config: EffectiveConfig;
  /** The effective value of a config key such as `session.driver`; undefined when there is certainly none. */
  configValue(key: string): ConfigValue | undefined;
  /** Names of variables that the app's config, its code or the framework's own config reads. */
  readonly readNames: ReadonlySet<string>;
  readonly pods: PodCount;
  readonly session: SessionDriver;
  readonly store: SessionStore;
  readonly redis: Endpoint;
  readonly database: Endpoint;
  readonly path: RequestPath;
  readonly survival: readonly SurvivalRow[];
  /** SESSION_LIFETIME as it is in effect, in minutes. */
  readonly sessionMinutes?: number;
  /** Whether a migration of the app makes the table that the `database` driver writes to. */
  readonly sessionTable: boolean;
  /** How surely the app uses sessions at all. */
  readonly usesSessions: Certainty | 'no';
  readonly keyAtStart: KeyAtStart;
  readonly hosts: HostContext;
}

/** A `.env` of an app that no manifest runs yet. */
export interface LocalEnv {
  readonly file: string;
  readonly values: ReadonlyMap<string, DotenvEntry>;
  /** Names in lower case that mean a server somewhere: Services of all stacks and of Compose files. */
  readonly knownHosts: ReadonlySet<string>;
}

/** What the objects of one stack mean. */
export interface StackModel {
  readonly stack: Stack;
  readonly index: StackIndex;
  readonly hints: OutsideHints;
  readonly workloads: readonly LaravelWorkload[];
  /** The `.env` files to compare with, while there is no workload. */
  readonly localEnv?: readonly LocalEnv[];
}

/** Everything that is known of a workspace folder. */
export interface WorkspaceModel {
  readonly stacks: readonly StackModel[];
  /** Those of the stacks that run Laravel. */
  readonly running: readonly StackModel[];
  /** Those of the stacks that do not build, or not wholly. */
  readonly troubled: readonly StackModel[];
  readonly apps: readonly LaravelApp[];
  readonly broken: readonly BrokenManifest[];
}
