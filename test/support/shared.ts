import { existsSync } from 'node:fs';
import path from 'node:path';

/**
 * The folder beside the project with material to test against that is not part of it: labelled real applications,
 * oracles. Undefined where there is none, as in most clones: such tests are skipped, and this says so once.
 * Throws instead when LARAVEL_K8S_REQUIRE_SHARED=1, so that a run that must be complete cannot skip in silence.
 */
export function sharedFolder(): string | undefined {
  const folder = path.resolve('..', 'shared');
  if (existsSync(folder)) return folder;
  if (process.env.LARAVEL_K8S_REQUIRE_SHARED === '1') throw new Error(`There is no folder ${folder}.`);
  if (!announced) console.warn('  Skipped: tests against ../shared, which is not there.');
  announced = true;
  return undefined;
}

let announced = false;
