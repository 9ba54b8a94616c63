import { readFileSync } from 'node:fs';
import type { EvaluationContext } from '../../../server/src/formats/laravel/evaluate';
import { loadConfig, type LaravelConfig } from '../../../server/src/formats/laravel/laravelConfig';
import { parseConfigFile, type ConfigFile } from '../../../server/src/formats/laravel/parseConfigFile';

/** The versions of Laravel whose config files are rebuilt in skeletons/, with what `frameworkMajor` they have. */
export const skeletonVersions: Readonly<Record<string, number>> = {
  '5.8': 5.8,
  '7.x': 7,
  '10.x': 10,
  '12.x': 12,
};

export function skeletonFiles(version: string): ReadonlyMap<string, ConfigFile> {
  const names = ['session', 'cache', 'database'];
  const files =
    parsed.get(version) ??
    new Map(names.map((name) => [name, parseConfigFile(`config/${name}.php`, skeletonText(version, name))]));
  parsed.set(version, files);
  return files;
}

const parsed = new Map<string, ReadonlyMap<string, ConfigFile>>();

export function skeletonText(version: string, name: string): string {
  return readFileSync(`test/formats/laravel/skeletons/${version}/${name}.php`, 'utf8');
}

/** The config of a fresh app of that version. */
export function skeletonConfig(version: string, context: EvaluationContext): LaravelConfig {
  return loadConfig(
    { files: skeletonFiles(version), frameworkMajor: skeletonVersions[version] ?? 12 },
    context,
  );
}
