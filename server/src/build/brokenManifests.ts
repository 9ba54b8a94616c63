import { flattenedService, type FlattenedService } from '../formats/kubernetes/flattenedService';
import type { Place } from '../text/place';
import { gathered, remembered } from './remembered';
import type { FileFact, WorkspaceFiles } from './workspaceFiles';

/** A document that was meant for Kubernetes and does not parse. */
export interface BrokenManifest {
  readonly at: Place;
  /** The whole document. */
  readonly documentAt: Place;
  /** The kind as it is written. */
  readonly kind: string;
  /** What the parser stumbled over, in plain words. */
  readonly message: string;
  readonly service?: FlattenedService;
}

/** The broken documents of all YAML files that are no templates. A document without `apiVersion` and `kind` is none of Kubernetes'. */
export function brokenManifests(
  files: WorkspaceFiles,
  templates: ReadonlySet<string>,
): readonly BrokenManifest[] {
  const broken = gathered(files, BROKEN);
  return remembered(files, 'broken manifests', [broken, templates], () =>
    [...broken].flatMap(([path, manifests]) => (templates.has(path) ? [] : manifests)),
  );
}

export const BROKEN: FileFact<readonly BrokenManifest[] | undefined> = {
  name: 'broken manifests',
  concerns: (path) => /\.ya?ml$/i.test(path),
  of(files, path) {
    const text = files.text(path);
    if (text === undefined || !/^kind\s*:/m.test(text) || !/^apiVersion\s*:/m.test(text)) return undefined;
    const file = files.yaml(path);
    if (!file || file.template !== undefined) return undefined;
    const found = file.documents.flatMap((document) => {
      const own = text.slice(document.at.span.start, document.at.span.end);
      const problem = document.problems.find((each) => each.severity === 'error');
      const kind = /^kind\s*:\s*["']?(\w+)/m.exec(own)?.[1];
      if (!problem || kind === undefined || !/^apiVersion\s*:/m.test(own)) return [];
      const service = flattenedService(own);
      return [
        {
          at: problem.at,
          documentAt: document.at,
          kind,
          message: problem.message,
          ...(service && { service }),
        },
      ];
    });
    return found.length === 0 ? undefined : found;
  },
};
