import { suppliesKey } from '../model/suppliesKey';
import type { LaravelWorkload, StackModel } from '../model/stackModel';
import { visitedHosts } from '../model/visitedHosts';
import type { Report, Rule } from './rule';
import { subjectOf, workloadName } from './words';

export const appKeyDiffers: Rule = {
  id: 'app-key-differs',
  severity: 'warning',
  *check(stack: StackModel) {
    const seen: LaravelWorkload[] = [];
    for (const workload of stack.workloads) {
      if (workload.role !== 'web' || !workload.app || !hasKey(workload)) continue;
      const other = seen.find((each) => sameApp(each, workload) && differs(each, workload));
      if (other) yield report(workload, other);
      const neighbour = seen.find((each) => !sameApp(each, workload) && sharesHost(each, workload));
      if (neighbour && differs(neighbour, workload)) yield clash(workload, neighbour);
      seen.push(workload);
    }
  },
};

function hasKey(workload: LaravelWorkload): boolean {
  return (
    suppliesKey(workload).state === 'yes' && workload.environment.get('APP_PREVIOUS_KEYS').state === 'unset'
  );
}

/** Two definitions of one object are alternatives, and never run side by side. */
function differs(one: LaravelWorkload, other: LaravelWorkload): boolean {
  if (subjectOf(one) === subjectOf(other)) return false;
  if (one.object.namespace?.value !== other.object.namespace?.value) return false;
  const [a, b] = [one.environment.get('APP_KEY'), other.environment.get('APP_KEY')];
  return a.certainty === 'certain' && b.certainty === 'certain' && a.value !== b.value;
}

function sameApp(one: LaravelWorkload, other: LaravelWorkload): boolean {
  return one.app?.root === other.app?.root;
}

/** Whether visitors reach both under one name, so that their cookies meet in the browser. */
function sharesHost(one: LaravelWorkload, other: LaravelWorkload): boolean {
  const hosts = new Set(visitedHosts(one)?.map(({ value }) => value.toLowerCase()));
  return visitedHosts(other)?.some(({ value }) => hosts.has(value.toLowerCase())) ?? false;
}

/** Apps may well have keys of their own; only the cookie XSRF-TOKEN has the same name in all of them. */
function clash(workload: LaravelWorkload, other: LaravelWorkload): Report {
  const host = visitedHosts(workload)?.[0]?.value ?? 'one host';
  const own = workload.environment.get('APP_KEY').chain[0];
  return {
    at: own?.at ?? workload.object.name.at,
    severity: 'information',
    message: `${workloadName(workload)} and ${workloadName(other)} are two apps under "${host}" with APP_KEYs of their own. Laravel calls its cookie XSRF-TOKEN in every app, so each overwrites the other's and cannot decrypt it: requests from scripts of the app that was opened first end with "419 Page Expired". A host for each app keeps them apart.`,
    certainty: 'likely',
    subject: subjectOf(workload, 'XSRF-TOKEN'),
  };
}

function report(workload: LaravelWorkload, other: LaravelWorkload): Report {
  const own = workload.environment.get('APP_KEY').chain[0];
  const others = other.environment.get('APP_KEY').chain[0];
  return {
    at: own?.at ?? workload.object.name.at,
    message: `${workloadName(workload)} and ${workloadName(other)} run one app with different APP_KEYs. Neither can read the other's cookies: visitors who reach both are logged out, and forms fail with "419 Page Expired".`,
    certainty: 'certain',
    related: others ? [{ at: others.at, message: `The APP_KEY of ${workloadName(other)} is here.` }] : [],
    subject: subjectOf(workload, 'APP_KEY'),
  };
}
