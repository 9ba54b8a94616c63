import type { Hop } from '../model/requestPath';
import { isPodLocal } from '../model/sessionStore';
import type { LaravelWorkload, StackModel } from '../model/stackModel';
import type { EditRequest } from '../text/editRequest';
import type { Place } from '../text/place';
import { LONGEST_TIMEOUT, sessionSeconds } from './fixes/addAffinity';
import { useRedis } from './fixes/useRedis';
import type { Fix, Report, Rule } from './rule';

export const affinityTimeoutShorterThanSession: Rule = {
  id: 'affinity-timeout-shorter-than-session',
  scope: 'workload',
  severity: 'warning',
  *check(stack: StackModel) {
    for (const workload of stack.workloads) {
      const { role, store, pods, path, sessionMinutes } = workload;
      if (role !== 'web' || !isPodLocal(store) || pods.max === undefined || pods.max < 2) continue;
      if (sessionMinutes === undefined) continue;
      for (const hop of path.hops) {
        const report = hop.sticky === true ? checkHop(workload, hop) : undefined;
        if (report) yield report;
      }
    }
  },
};

interface Limit {
  readonly seconds: number;
  readonly at: Place;
  readonly what: string;
  /** The edit for another number of seconds. */
  readonly set: (seconds: number) => EditRequest[];
  readonly longest: number;
}

function checkHop(workload: LaravelWorkload, hop: Hop): Report | undefined {
  const limit = hop.honoursClientIp === true ? clientIpLimit(hop) : cookieLimit(hop);
  const needed = sessionSeconds(workload);
  if (!limit || !Number.isFinite(limit.seconds) || limit.seconds <= 0 || limit.seconds >= needed)
    return undefined;
  const beyond = needed > limit.longest;
  const lost = `Then the next request may reach another pod, and the visitor is logged out.`;
  const help = beyond ? ` ClientIP takes no more than ${LONGEST_TIMEOUT} seconds, so no number helps.` : '';
  return {
    at: limit.at,
    message: `${limit.what} for ${limit.seconds} seconds, but a session lives for ${needed} (SESSION_LIFETIME=${workload.sessionMinutes ?? ''}). ${lost}${help}`,
    certainty: hop.certainty === 'certain' && workload.session.certainty === 'certain' ? 'certain' : 'likely',
    related: lifetimeAt(workload),
    fixes: () => fixes(workload, limit, needed, beyond),
    subject: `${hop.object.kind}/${hop.object.namespace?.value ?? ''}/${hop.object.name.value} time-out`,
  };
}

function fixes(workload: LaravelWorkload, limit: Limit, needed: number, beyond: boolean): Fix[] {
  const edits = beyond ? [] : limit.set(needed);
  const longer: Fix[] =
    edits.length === 0 ? [] : [{ title: `Keep visitors for ${needed} seconds`, edits, preferred: true }];
  return [...longer, ...useRedis(workload)];
}

function lifetimeAt({ environment }: LaravelWorkload): { at: Place; message: string }[] {
  const at = environment.get('SESSION_LIFETIME').chain[0]?.at;
  return at ? [{ at, message: 'SESSION_LIFETIME is set here.' }] : [];
}

/** What applies where a Service gives no time-out (kubernetes.md §3). */
const CLIENT_IP_DEFAULT = 10_800;

function clientIpLimit({ service }: Hop): Limit | undefined {
  const { sessionAffinity, affinityTimeout } = service.details;
  const { specAt, name } = service;
  const at = affinityTimeout?.at ?? sessionAffinity?.at;
  if (!at || affinityTimeout?.unknown !== undefined) return undefined;
  return {
    seconds: affinityTimeout?.value ?? CLIENT_IP_DEFAULT,
    at,
    what: `Service "${name.value}" keeps a client on its pod${affinityTimeout ? '' : ', by default,'}`,
    set: (seconds) => {
      if (affinityTimeout) return [{ kind: 'replace-text', at: affinityTimeout.at, text: String(seconds) }];
      const value = { clientIP: { timeoutSeconds: seconds } };
      return specAt ? [{ kind: 'set-pair', map: specAt, key: 'sessionAffinityConfig', value }] : [];
    },
    longest: LONGEST_TIMEOUT,
  };
}

/** The annotations that give an affinity cookie its age, by controller, and on which of the two objects they stand. */
const AGES = [
  { controller: 'ingress-nginx', on: 'object', key: 'nginx.ingress.kubernetes.io/session-cookie-max-age' },
  { controller: 'traefik', on: 'service', key: 'traefik.ingress.kubernetes.io/service.sticky.cookie.maxage' },
] as const;

const ALB = 'alb.ingress.kubernetes.io/target-group-attributes';
const ALB_DURATION = /(stickiness\.(?:lb_cookie|app_cookie)\.duration_seconds=)(\d+)/;

function cookieLimit(hop: Hop): Limit | undefined {
  for (const { controller, on, key } of AGES) {
    const field = hop.controller === controller ? hop[on].annotations.get(key) : undefined;
    if (!field || field.unknown !== undefined) continue;
    return {
      seconds: Number(field.value),
      at: field.at,
      what: `${key} keeps a visitor on their pod`,
      set: (seconds) => [{ kind: 'replace-scalar', at: field.at, value: String(seconds) }],
      longest: Infinity,
    };
  }
  const attributes = hop.controller === 'alb' ? hop.object.annotations.get(ALB) : undefined;
  const duration = ALB_DURATION.exec(attributes?.value ?? '')?.[2];
  if (!attributes || attributes.unknown !== undefined || duration === undefined) return undefined;
  return {
    seconds: Number(duration),
    at: attributes.at,
    what: 'The load balancer keeps a visitor on their pod',
    set: (seconds) => [
      {
        kind: 'replace-scalar',
        at: attributes.at,
        value: attributes.value.replace(ALB_DURATION, `$1${seconds}`),
      },
    ],
    longest: Infinity,
  };
}
