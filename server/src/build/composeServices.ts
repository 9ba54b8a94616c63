import { child, items, pairs, scalar } from '../formats/yaml/tree';
import type { WorkspaceFiles } from './workspaceFiles';

const COMPOSE = /(^|\/)(docker-)?compose([.-][\w.-]+)?\.ya?ml$/i;

/** The names by which containers of the workspace's Compose files find each other: services, their aliases and host names. */
export function composeServices(files: WorkspaceFiles): ReadonlySet<string> {
  const names = new Set<string>();
  const add = (name: string | undefined): void => {
    if (name !== undefined) names.add(name.toLowerCase());
  };
  for (const path of files.paths) {
    if (!COMPOSE.test(path) || /(^|\/)(vendor|node_modules)\//.test(path)) continue;
    for (const { root } of files.yaml(path)?.documents ?? []) {
      for (const { key, value } of pairs(child(root, 'services'))) {
        add(key.text);
        add(scalar(child(value, 'container_name'))?.text);
        add(scalar(child(value, 'hostname'))?.text);
        for (const network of pairs(child(value, 'networks'))) {
          for (const alias of items(child(network.value, 'aliases'))) add(scalar(alias)?.text);
        }
      }
    }
  }
  return names;
}
