import { BROKEN } from './brokenManifests';
import { MAY_DECLARE } from './helm/findDeployments';
import { LINKS } from './kustomize/kustomizationLinks';
import { HINTS } from './outsideHints';
import { IDS } from './plain/plainStacks';
import type { FileFact } from './workspaceFiles';

/** What the build asks of each file, for who wants to have it in advance. */
export const FILE_FACTS: readonly FileFact<unknown>[] = [IDS, BROKEN, HINTS, MAY_DECLARE, LINKS];
