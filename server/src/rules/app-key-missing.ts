import { suppliesKey } from '../model/suppliesKey';
import type { LaravelWorkload, StackModel } from '../model/stackModel';
import { referToSecret } from './fixes/referToSecret';
import type { Fix, Report, Rule } from './rule';
import { subjectOf, workloadName } from './words';

export const appKeyMissing: Rule = {
  id: 'app-key-missing',
  scope: 'workload',
  severity: 'warning',
  *check(stack: StackModel) {
    for (const workload of stack.workloads) {
      const report = checkWorkload(stack, workload);
      if (report) yield report;
    }
  },
};

function checkWorkload(stack: StackModel, workload: LaravelWorkload): Report | undefined {
  const { role, container, image, object, environment } = workload;
  if (role !== 'web' || workload.usesSessions === 'unknown') return undefined;
  const supply = suppliesKey(workload);
  if (supply.state === 'maybe' || supply.state === 'yes') return undefined;
  // A chart's empty value is filled in when it is installed.
  if (supply.at && stack.stack.kind === 'helm') return undefined;
  const baked =
    environment.hiddenDotenv !== undefined
      ? ` Only a .env that happens to lie beside the Dockerfile when the image is built could bring it.`
      : '';
  const cause = supply.at
    ? `The APP_KEY of ${workloadName(workload)} is empty.`
    : `Nothing gives ${workloadName(workload)} an APP_KEY: no variable, no Secret.${baked}`;
  return {
    at: supply.at ?? container.envAt ?? container.envFromAt ?? container.nameAt ?? object.name.at,
    message: `${cause} Pages then fail with "No application encryption key has been specified."`,
    certainty:
      image?.certainty === 'certain' && environment.hiddenDotenv === undefined ? 'certain' : 'likely',
    fixes: () => [secretFix(workload)],
    subject: subjectOf(workload, 'APP_KEY'),
  };
}

/** The key itself is for people to make: the new Secret holds a text that says so. */
function secretFix(workload: LaravelWorkload): Fix {
  const { object, hosts } = workload;
  const holder = hosts.index.all('secret').find(({ details, namespace }) => {
    const same = (namespace?.value ?? '') === (object.namespace?.value ?? '');
    return same && details.data.has('APP_KEY') && details.data.get('APP_KEY')?.value !== '';
  });
  const secret = holder?.name.value ?? `${object.name.value}-app-key`;
  const reference = referToSecret(workload, 'APP_KEY', { name: secret, key: 'APP_KEY' });
  if (holder) return { title: `Take APP_KEY from Secret "${secret}"`, edits: reference, preferred: true };
  const { file } = object.at;
  const directory = file.includes('/') ? file.slice(0, file.lastIndexOf('/') + 1) : '';
  return {
    title: `Take APP_KEY from a new Secret "${secret}" (its value is for you to fill in)`,
    edits: [
      ...reference,
      {
        kind: 'create-file',
        file: `${directory}${secret}.yaml`,
        text: manifest(secret, object.namespace?.value),
      },
    ],
  };
}

function manifest(name: string, namespace: string | undefined): string {
  return `apiVersion: v1
kind: Secret
metadata:
  name: ${name}${namespace === undefined ? '' : `\n  namespace: ${namespace}`}
type: Opaque
stringData:
  # The output of: php artisan key:generate --show
  APP_KEY: REPLACE_ME
`;
}
