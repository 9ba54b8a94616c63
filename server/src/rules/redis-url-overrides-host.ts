import { resolveHost } from '../model/hostResolution';
import type { EndpointUrl, LaravelWorkload, StackModel } from '../model/stackModel';
import type { Variable } from '../model/environment';
import { talksToStores } from './endpointReports';
import { placeOfVariable, setVariable } from './fixes/setVariable';
import type { Fix, Report, Rule } from './rule';
import { subjectOf, workloadName } from './words';

export const redisUrlOverridesHost: Rule = {
  id: 'redis-url-overrides-host',
  scope: 'workload',
  severity: 'warning',
  *check(stack: StackModel) {
    for (const workload of stack.workloads) {
      const report = checkWorkload(workload);
      if (report) yield report;
    }
  },
};

function checkWorkload(workload: LaravelWorkload): Report | undefined {
  const { redis, environment, hosts } = workload;
  const { url } = redis;
  if (!talksToStores(workload) || redis.usedBy.length === 0) return undefined;
  if (!url || url.malformed || url.host === undefined || !url.variable || !url.at) return undefined;
  const host = environment.get('REDIS_HOST');
  const at = host.chain[0]?.at;
  if (!at || host.state !== 'set' || host.value === '' || isMeant(host, url)) return undefined;
  if (workload.app && !workload.readNames.has('REDIS_HOST')) return undefined;
  const [own, other] = [resolveHost(hosts, host.value, undefined), resolveHost(hosts, url.host, undefined)];
  if (bare(host.value) === bare(url.host) || own.resolves === 'unknown') return undefined;
  if (own.resolves === 'yes' && other.resolves === 'yes' && own.service === other.service) return undefined;
  return {
    at,
    message: `REDIS_HOST has no effect: ${url.variable.name} is set too and names another server, which ${workloadName(workload)} uses instead.`,
    certainty: redis.certainty === 'certain' ? 'certain' : 'likely',
    related: [{ at: url.at, message: `${url.variable.name} comes from here.` }],
    unnecessary: true,
    fixes: () => fixes(workload, host, url),
    subject: subjectOf(workload, 'REDIS_HOST'),
  };
}

/** What the pod says over what its image says is meant so. */
function isMeant(host: Variable, { variable }: EndpointUrl): boolean {
  const inImage = (each: Variable | undefined): boolean => {
    const source = each?.chain[0]?.source;
    return source === 'dotenv' || source === 'image';
  };
  return inImage(host) && !inImage(variable);
}

function bare(host: string): string {
  return host
    .trim()
    .toLowerCase()
    .replace(/^[a-z]+:\/\//, '')
    .replace(/:\d+$/, '')
    .replace(/\.$/, '');
}

function fixes(workload: LaravelWorkload, host: Variable, url: EndpointUrl): Fix[] {
  const winner = host.chain[0];
  const remove: Fix[] =
    host.chain.length === 1 && (winner?.source === 'config-map' || winner?.source === 'secret')
      ? [{ title: 'Remove REDIS_HOST', edits: [{ kind: 'remove-pair', value: winner.at }], preferred: true }]
      : [];
  if (url.variable?.secret === true || url.host === undefined) return remove;
  return [
    ...remove,
    {
      title: `Set REDIS_HOST to "${url.host}" as well, in ${placeOfVariable(workload, 'REDIS_HOST')}`,
      edits: setVariable(workload, 'REDIS_HOST', url.host),
    },
  ];
}
