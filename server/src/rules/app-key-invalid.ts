import { faultOfKey, type KeyFault } from '../model/keyFault';
import type { LaravelWorkload, StackModel } from '../model/stackModel';
import { placeKey } from '../text/place';
import { setVariable } from './fixes/setVariable';
import type { Fix, Report, Rule } from './rule';
import { workloadName } from './words';

export const appKeyInvalid: Rule = {
  id: 'app-key-invalid',
  scope: 'workload',
  severity: 'error',
  *check(stack: StackModel) {
    for (const workload of stack.workloads) {
      const report = checkWorkload(workload);
      if (report) yield report;
    }
  },
};

function checkWorkload(workload: LaravelWorkload): Report | undefined {
  if (workload.role === 'migration' || workload.role === 'unknown') return undefined;
  const key = workload.environment.get('APP_KEY');
  const [winner] = key.chain;
  if (key.state !== 'set' || !winner || key.certainty === 'unknown') return undefined;
  const fault = faultOfKey(key.value);
  if (!fault) return undefined;
  return {
    at: winner.at,
    message: `The APP_KEY of ${workloadName(workload)} ${WORDS[fault.kind](fault)}. Pages fail with "Unsupported cipher or incorrect key length."`,
    certainty: key.certainty === 'certain' ? 'certain' : 'likely',
    related: key.chain
      .slice(1, 2)
      .map(({ at, what }) => ({ at, message: `${workloadName(workload)}: ${what}.` })),
    fixes: () => fixes(workload, fault),
    // One key is wrong once, however many workloads take it. Where it stands is to be asked when it is needed.
    get subject() {
      return `APP_KEY ${placeKey(winner.at)}`;
    },
  };
}

const WORDS: Readonly<Record<KeyFault['kind'], (fault: KeyFault) => string>> = {
  'encoded-twice': () => 'is encoded in base64 once too often, so Laravel gets no key out of it',
  'no-prefix': () => 'lacks "base64:" in front, so Laravel takes the encoded text for the key itself',
  length: ({ bytes }) => `has ${bytes ?? 0} bytes, and a key has 32 (16 for AES-128)`,
};

function fixes(workload: LaravelWorkload, { kind, mended }: KeyFault): readonly Fix[] {
  if (mended === undefined) return [];
  const title = kind === 'no-prefix' ? 'Put "base64:" in front of APP_KEY' : 'Decode APP_KEY once';
  return [{ title, edits: setVariable(workload, 'APP_KEY', mended), preferred: true, safe: true }];
}
