import { resolveHost } from '../model/hostResolution';
import { isPlaceholder } from '../text/placeholder';
import type { ObjectOf } from '../model/stackIndex';
import type { LaravelWorkload, StackModel } from '../model/stackModel';
import { nearestName } from './configNames';
import type { Fix, Report, Rule } from './rule';
import { list } from './words';

export const ingressBackendMissing: Rule = {
  id: 'ingress-backend-missing',
  severity: 'warning',
  *check(stack: StackModel) {
    const web = stack.workloads.filter(({ role }) => role === 'web');
    const [first] = web;
    if (!first) return;
    const routed = new Set(web.flatMap(({ path }) => path.hops.map(({ object }) => object)));
    for (const route of [...stack.index.all('ingress'), ...stack.index.all('route')]) {
      if (!routed.has(route) && !mustBeOurs(stack, web, routed.size > 0, route)) continue;
      for (const backend of route.details.backends) {
        const report = checkBackend(stack, first, route, backend);
        if (report) yield report;
      }
    }
  },
};

type Router = ObjectOf<'ingress'> | ObjectOf<'route'>;
type Backend = Router['details']['backends'][number];

/** An Ingress that leads nowhere is the app's own when the app has no other, and no other web workload is in the stack. */
function mustBeOurs(
  { index }: StackModel,
  web: readonly LaravelWorkload[],
  hasWay: boolean,
  route: Router,
): boolean {
  if (hasWay) return false;
  const isKnown = (service: string): boolean =>
    index.named('service', service, '').some(({ name }) => name.value === service);
  if (route.details.backends.some(({ service }) => isKnown(service.value))) {
    // It serves something else of the stack; that the app has a share in it is seen by the directory alone.
    return route.details.backends.some(({ service }) =>
      web.some(({ object }) => object.name.value === service.value),
    );
  }
  return web.some(
    ({ path, object }) => path.services.length > 0 && sameDirectory(object.at.file, route.at.file),
  );
}

function sameDirectory(a: string, b: string): boolean {
  const directory = (path: string): string => path.slice(0, path.lastIndexOf('/') + 1);
  return directory(a) === directory(b);
}

function checkBackend(
  { index }: StackModel,
  workload: LaravelWorkload,
  route: Router,
  { service, port, portAt, namespace }: Backend,
): Report | undefined {
  const name = service.value;
  if (service.unknown !== undefined || isPlaceholder(name) || !/^[a-z0-9][a-z0-9.-]*$/i.test(name))
    return undefined;
  if (port === 'use-annotation' || name.startsWith('cm-acme-http-solver')) return undefined;
  const own = namespace ?? route.namespace?.value;
  if (namespace !== undefined && namespace !== route.namespace?.value) return undefined;
  const found = index.find('service', name, own, route.at.file);
  const owner = `${route.kind} "${route.name.value}"`;
  if (found) {
    const { ports, externalName } = found.details;
    if (
      port === undefined ||
      externalName ||
      ports.length === 0 ||
      ports.some((each) => Number.isNaN(each.port))
    )
      return undefined;
    if (isPlaceholder(String(port))) return undefined;
    if (ports.some((each) => each.port === port || each.name === port)) return undefined;
    // Copies of one Service may have other ports.
    if (index.named('service', name, route.at.file).length > 1) return undefined;
    const shown = ports.map((each) =>
      each.name === undefined ? String(each.port) : `${each.port} (${each.name})`,
    );
    return {
      at: portAt ?? service.at,
      message: `${owner} sends requests to port ${port} of Service "${name}", which has only ${list(shown)}. Requests there never reach a pod.`,
      certainty: 'certain',
      related: [{ at: found.name.at, message: `Service "${name}" is defined here.` }],
      fixes: () =>
        portAt && ports.length === 1 && typeof port === 'number'
          ? [portFix(portAt, String(ports[0]?.port ?? ''))]
          : [],
    };
  }
  const resolution = resolveHost(workload.hosts, name, undefined);
  if (resolution.resolves !== 'no' || resolution.why === 'host-network') return undefined;
  if (resolution.why === 'other-namespace') return undefined;
  const services = index.all('service').map((each) => each.name.value);
  const web = workload.path.services.map((each) => each.name.value);
  const nearest = nearestName(name, services) ?? (web.length === 1 ? web[0] : undefined);
  return {
    at: service.at,
    message: `${owner} sends requests to Service "${name}", which is not defined here. Requests there end with "503 Service Temporarily Unavailable" or "404 Not Found".`,
    certainty: 'certain',
    fixes: () => (nearest === undefined ? [] : serviceFix(service.at, nearest, index, portAt, port)),
  };
}

/** With the Service the port may have to change as well. */
function serviceFix(
  at: Report['at'],
  name: string,
  index: StackModel['index'],
  portAt: Report['at'] | undefined,
  port: number | string | undefined,
): readonly Fix[] {
  const ports = index.named('service', name, at.file)[0]?.details.ports ?? [];
  const fits = port === undefined || ports.some((each) => each.port === port || each.name === port);
  const only = ports.length === 1 && typeof port === 'number' ? ports[0]?.port : undefined;
  if (!fits && (only === undefined || !portAt)) return [];
  return [
    {
      title: `Send requests to Service "${name}"`,
      edits: [
        { kind: 'replace-scalar', at, value: name },
        ...(!fits && portAt ? [{ kind: 'replace-text' as const, at: portAt, text: String(only) }] : []),
      ],
    },
  ];
}

function portFix(at: Report['at'], port: string): Fix {
  return {
    title: `Send requests to port ${port}`,
    edits: [{ kind: 'replace-text', at, text: port }],
    preferred: true,
  };
}
