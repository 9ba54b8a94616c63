import { volumeUnder } from '../model/sessionVolume';
import type { LaravelWorkload, StackModel } from '../model/stackModel';
import { setVariable, placeOfVariable } from './fixes/setVariable';
import { useRedis } from './fixes/useRedis';
import type { Report, Rule } from './rule';
import { podReasons, runsPods, subjectOf } from './words';

export const sessionDriverUnset: Rule = {
  id: 'session-driver-unset',
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
  const { role, pods, app, environment, container } = workload;
  if (role !== 'web' || app || pods.max === undefined || pods.max < 2 || workload.usesSessions === 'no')
    return undefined;
  const variable = environment.get('SESSION_DRIVER');
  if (variable.state !== 'unset' || !knowsEnvironment(workload)) return undefined;
  if (mayShareFiles(workload)) return undefined;
  return {
    at: container.nameAt ?? workload.object.name.at,
    message: `${runsPods(workload)}, and nothing sets SESSION_DRIVER. The image's default decides: "file" up to Laravel 10, "database" on SQLite from 11. Both keep sessions inside each pod, so visitors are logged out when a request reaches another one.`,
    certainty: variable.certainty === 'certain' ? 'certain' : 'likely',
    // A sticky hop keeps most visitors on their pod, whatever the default turns out to be.
    ...(workload.path.effective === true && { severity: 'information' as const }),
    related: podReasons(workload),
    fixes: () => [
      ...useRedis(workload),
      {
        title: `Set SESSION_DRIVER to "database" in ${placeOfVariable(workload, 'SESSION_DRIVER')}`,
        edits: setVariable(workload, 'SESSION_DRIVER', 'database'),
      },
    ],
    subject: subjectOf(workload),
  };
}

/** Whether a volume covers the directory of the sessions that other pods see too, or may see. */
function mayShareFiles({ hosts, object, container }: LaravelWorkload): boolean {
  const roots = container.workingDir === undefined ? [] : [container.workingDir];
  const { sharing } = volumeUnder(hosts.index, object, container, 'storage/framework/sessions', roots);
  return sharing === 'shared' || sharing === 'unknown';
}

/** Whether so much of Laravel's environment is visible that the driver's absence means something. */
function knowsEnvironment({ environment }: LaravelWorkload): boolean {
  const usual = [
    'APP_KEY',
    'APP_ENV',
    'DB_HOST',
    'DB_CONNECTION',
    'CACHE_DRIVER',
    'CACHE_STORE',
    'QUEUE_CONNECTION',
    'REDIS_HOST',
    'LOG_CHANNEL',
    'APP_URL',
    'APP_DEBUG',
  ];
  return usual.filter((name) => environment.get(name).chain.length > 0).length >= 2;
}
