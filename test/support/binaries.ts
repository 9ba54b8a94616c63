import { existsSync } from 'node:fs';
import path from 'node:path';

/**
 * The real kubectl (kustomize 5.7.1), against which the differential tests compare, or undefined when
 * `node scripts/fetchBinaries.mjs` has not fetched it: then those tests are skipped, and say so.
 * Throws instead when LARAVEL_K8S_REQUIRE_SHARED=1, so that a run that must be complete cannot skip in silence.
 */
export function kubectl(): string | undefined {
  return binary('kubectl');
}

/** The real helm 4.1; otherwise as `kubectl`. */
export function helm(): string | undefined {
  return binary('helm');
}

function binary(name: string): string | undefined {
  const file = path.resolve('.cache', 'kubectl', name);
  if (existsSync(file)) return file;
  const remedy = `${name} is not in .cache/kubectl: run "node scripts/fetchBinaries.mjs".`;
  if (process.env.LARAVEL_K8S_REQUIRE_SHARED === '1') throw new Error(remedy);
  if (!announced.has(name)) console.warn(`  Skipped: tests against the real ${name}. ${remedy}`);
  announced.add(name);
  return undefined;
}

const announced = new Set<string>();
