/**
 * The `.env` files of a workspace that has Services and no workload of Laravel yet. They are often for a local machine, so
 * only what can hardly be meant otherwise is to be said of them.
 */
import { composeServices } from '../build/composeServices';
import type { LaravelApp } from '../build/laravelApps';
import type { WorkspaceFiles } from '../build/workspaceFiles';
import { parseDotenv } from '../formats/dotenv/parseDotenv';
import type { LocalEnv, StackModel } from './stackModel';

/** The same models, each with the `.env` files that its manifests are to be compared with. */
export function withLocalEnv(
  files: WorkspaceFiles,
  apps: readonly LaravelApp[],
  models: readonly StackModel[],
): readonly StackModel[] {
  if (apps.length === 0 || models.some(({ workloads }) => workloads.length > 0)) return models;
  const services = models.flatMap(({ index }) =>
    index
      .seenBy(files.reader)
      .all('service')
      .map(({ name }) => name.value.toLowerCase()),
  );
  if (models.length === 0) return models;
  const found = apps.flatMap(({ root }) => {
    const path = root === '' ? '.env' : `${root}/.env`;
    const text = files.text(path);
    const parsed = text === undefined ? undefined : parseDotenv(path, text);
    return parsed && !parsed.rejected ? [parsed] : [];
  });
  if (found.length === 0) return models;
  const knownHosts = new Set([...services, ...composeServices(files)]);
  const localEnv = found.map(({ file, values }): LocalEnv => ({ file, values, knownHosts }));
  return models.map((model) => ({ ...model, localEnv }));
}
