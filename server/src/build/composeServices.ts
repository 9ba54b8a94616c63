import { child, items, pairs, scalar } from '../formats/yaml/tree';
import { pathLayout } from './pathLayout';
import { factOf, remembered, sameList } from './remembered';
import type { FileFact, WorkspaceFiles } from './workspaceFiles';

/** The names by which containers of the workspace's Compose files find each other: services, their aliases and host names. */
export function composeServices(files: WorkspaceFiles): ReadonlySet<string> {
  const paths = sameList(files, 'files of compose services', pathLayout(files.paths).chosen(isCompose));
  return remembered(
    files,
    'compose services',
    [paths],
    (tracked) => new Set(paths.flatMap((path) => factOf(tracked, path, NAMES))),
  );
}

function isCompose(path: string): boolean {
  return (
    /(^|\/)(docker-)?compose([.-][\w.-]+)?\.ya?ml$/i.test(path) && !/(^|\/)(vendor|node_modules)\//.test(path)
  );
}

const NAMES: FileFact<readonly string[]> = {
  name: 'compose services',
  of(files, path) {
    const names = new Set<string>();
    const add = (name: string | undefined): void => {
      if (name !== undefined) names.add(name.toLowerCase());
    };
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
    return [...names];
  },
};
