import type { Container } from '../formats/kubernetes/facts';
import { scanShell } from '../formats/shell/scanShell';
import type { ProcessKind } from '../formats/shell/shellScan';
import type { Environment } from './environment';
import type { Role } from './stackModel';

const ROLES: Readonly<Partial<Record<ProcessKind, Role>>> = {
  fpm: 'web',
  apache: 'web',
  nginx: 'web',
  caddy: 'web',
  frankenphp: 'web',
  octane: 'web',
  serve: 'web',
  roadrunner: 'web',
  unit: 'web',
  queue: 'worker',
  horizon: 'worker',
  reverb: 'worker',
  pulse: 'worker',
  nightwatch: 'worker',
  ssr: 'worker',
  artisan: 'worker',
  scheduler: 'scheduler',
  cron: 'scheduler',
  migration: 'migration',
};

/** The variables by which images that can play several parts are told which one. */
const ROLE_VARIABLES = ['CONTAINER_ROLE', 'CONTAINER_MODE', 'APP_ROLE', 'LARAVEL_ROLE', 'ROLE', 'RUN_MODE'];

export interface RoleInput {
  readonly container: Container;
  readonly environment: Environment;
  readonly runsToCompletion: boolean;
  /** Whether a Service sends requests to the pods. */
  readonly serviced: boolean;
  /** The process that the image starts by itself, where that is visible. */
  readonly imageProcess: ProcessKind | undefined;
  readonly name: string;
}

/** What part a Laravel workload plays; sessions matter to `web` only (rules.md, "Web"). */
export function roleOf(input: RoleInput): Role {
  const own = commandRole(input.container);
  if (input.runsToCompletion)
    return own === 'scheduler' ? 'scheduler' : own === 'worker' ? 'worker' : 'migration';
  if (own !== undefined) return own;
  const told = toldRole(input.environment);
  if (told !== undefined) return told;
  const image = input.imageProcess && ROLES[input.imageProcess];
  if (input.serviced || servesHttp(input.container))
    return image !== undefined && image !== 'web' ? image : webUnlessSocket(input);
  const named = namedRole(`${input.name} ${input.container.name}`);
  if (named !== undefined) return named;
  return image ?? 'unknown';
}

/** What the command and arguments of the container end in; undefined when they leave it to the image. */
function commandRole({ command, args }: Container): Role | undefined {
  const words = [...command, ...args].map((word) => word.value);
  if (words.length === 0) return undefined;
  const finals = scanShell(words).finals;
  const roles = new Set(finals.flatMap((process) => ROLES[process.kind] ?? []));
  if (roles.has('web')) return 'web';
  const [role] = roles;
  if (role !== undefined) return role;
  if (finals.some((process) => process.kind === 'supervisor')) return namedRole(words.join(' '));
  return undefined;
}

function toldRole(environment: Environment): Role | undefined {
  for (const name of ROLE_VARIABLES) {
    const variable = environment.get(name);
    if (variable.state !== 'set' || variable.secret) continue;
    const role = namedRole(variable.value);
    if (role !== undefined) return role;
    if (/^(app|web|http|octane|fpm|server)$/i.test(variable.value)) return 'web';
  }
  return undefined;
}

function namedRole(text: string): Role | undefined {
  if (/sched|cron/i.test(text)) return 'scheduler';
  if (/queue|worker|horizon|reverb|websocket|soketi|echo|pulse|consumer|listener|\bjobs?\b/i.test(text))
    return 'worker';
  if (/migrat/i.test(text)) return 'migration';
  return undefined;
}

function servesHttp(container: Container): boolean {
  return (
    container.httpProbes.length > 0 ||
    container.ports.some(
      ({ port, name }) =>
        HTTP_PORTS.has(port) || /^(http|https|web|fpm|php|php-fpm|fastcgi)$/i.test(name ?? ''),
    )
  );
}

const HTTP_PORTS: ReadonlySet<number> = new Set([80, 443, 3000, 5000, 8000, 8080, 8081, 8443, 8888, 9000]);

/** A Service in front of Reverb or Horizon's dashboard does not make them a web application. */
function webUnlessSocket({ name, container }: RoleInput): Role {
  return /reverb|websocket|soketi|horizon|queue|worker/i.test(`${name} ${container.name}`) &&
    !/web/i.test(name)
    ? 'worker'
    : 'web';
}
