/** The values files beside a chart, each of which makes an environment. */
import { pathLayout } from '../pathLayout';
import { factOf } from '../remembered';
import type { FileFact, WorkspaceFiles } from '../workspaceFiles';
import { directoryOf, pathIn, type Chart } from './charts';

const anywhereNear = [
  /^values[-_.][^/]+\.ya?ml$/,
  /^[^/]+[-_.]values\.ya?ml$/,
  /^values\/[^/]+\.ya?ml$/,
  /^(?:environments?|envs?)\/[^/]+\.ya?ml$/,
  /^(?:environments?|envs?|values)\/[^/]+\/values\.ya?ml$/,
];

/** Files that show how values are written rather than what is deployed, and those that only tests of the chart use. */
const examples = /(?:^|[-_./])(?:examples?|samples?|templates?|tpl|dist|schema)(?:[-_.]|$)/i;

/** Paths of the environments' values files, in a stable order. */
export function environmentFiles(chart: Chart, files: WorkspaceFiles, siblings: readonly Chart[]): string[] {
  const own = chart.files.filter((path) => anywhereNear.some((pattern) => pattern.test(path)));
  const found = own.map((path) => pathIn(chart, path));
  // Files beside the chart's own folder are its own only when no other chart lies there.
  if (chart.directory.includes('/') || chart.directory !== '') {
    const parent = directoryOf(chart.directory);
    const alone = !siblings.some((other) => other !== chart && directoryOf(other.directory) === parent);
    const prefix = parent === '' ? '' : `${parent}/`;
    if (alone) {
      for (const path of pathLayout(files.paths).below(parent)) {
        if (path.startsWith(`${chart.directory}/`)) continue;
        const relative = path.slice(prefix.length);
        if (anywhereNear.some((pattern) => pattern.test(relative)) && isValues(files, path)) found.push(path);
      }
    }
  }
  return [...new Set(found)]
    .filter((path) => !examples.test(path.slice(directoryOf(path).length)) && isValues(files, path))
    .sort();
}

/** Whether a file is a map of values rather than an object of Kubernetes or a kustomization. */
export function isValues(files: WorkspaceFiles, path: string): boolean {
  return factOf(files, path, IS_VALUES);
}

const IS_VALUES: FileFact<boolean> = {
  name: 'is values',
  of(files, path) {
    const documents = files.yaml(path)?.documents ?? [];
    const root = documents[0]?.root;
    if (documents.length > 1 || (root && root.kind !== 'map')) return false;
    const keys = new Set(root?.kind === 'map' ? root.pairs.map((pair) => pair.key.text) : []);
    return !(keys.has('apiVersion') && keys.has('kind'));
  },
};
