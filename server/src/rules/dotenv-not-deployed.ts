import type { LaravelWorkload, StackModel } from '../model/stackModel';
import { placeOfVariable, setVariable } from './fixes/setVariable';
import type { Report, Rule } from './rule';
import { subjectOf, workloadName } from './words';

export const dotenvNotDeployed: Rule = {
  id: 'dotenv-not-deployed',
  scope: 'workload',
  severity: 'information',
  *check(stack: StackModel) {
    for (const workload of stack.workloads) {
      const report = checkWorkload(workload);
      if (report) yield report;
    }
  },
};

function checkWorkload(workload: LaravelWorkload): Report | undefined {
  const { role, app, environment, session, image } = workload;
  if (role !== 'web' || !app || !image || workload.usesSessions === 'no') return undefined;
  if (environment.dotenv || environment.hiddenDotenv !== undefined) return undefined;
  if (environment.get('SESSION_DRIVER').state !== 'unset' || session.certainty === 'unknown')
    return undefined;
  const path = app.root === '' ? '.env' : `${app.root}/.env`;
  const entry = app.envFiles.find(({ file }) => file.file === path)?.file.values.get('SESSION_DRIVER');
  const wanted = entry?.value;
  if (!entry || wanted === undefined || !SHARED.has(wanted) || wanted === session.driver) return undefined;
  if (!workload.readNames.has('SESSION_DRIVER')) return undefined;
  return {
    at: entry.valueAt,
    message: `.env says SESSION_DRIVER=${wanted}, and nothing carries this file into the pods of ${workloadName(workload)}. They use the default, "${session.driver}".`,
    certainty: 'certain',
    related: session.chain.map(({ at, what }) => ({ at, message: `${workloadName(workload)}: ${what}.` })),
    fixes: () => [
      {
        title: `Set SESSION_DRIVER to "${wanted}" in ${placeOfVariable(workload, 'SESSION_DRIVER')}`,
        edits: setVariable(workload, 'SESSION_DRIVER', wanted),
        preferred: true,
      },
    ],
    subject: subjectOf(workload, 'dotenv'),
  };
}

const SHARED: ReadonlySet<string> = new Set(['redis', 'database', 'memcached', 'dynamodb', 'cookie']);
