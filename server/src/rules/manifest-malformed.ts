import type { WorkspaceModel } from '../model/stackModel';
import type { Report, Rule } from './rule';
import { list } from './words';

export const manifestMalformed: Rule = {
  id: 'manifest-malformed',
  severity: 'error',
  scope: 'workspace',
  *checkWorkspace(workspace: WorkspaceModel) {
    const laravel = workspace.apps.length > 0 || workspace.running.length > 0;
    if (!laravel) return;
    for (const broken of workspace.broken) {
      const { service } = broken;
      if (!ON_THE_WAY.has(broken.kind)) continue;
      const report: Report = service
        ? {
            at: broken.at,
            message: `Service "${service.name}" lost its lines ${list(service.lost.map((line) => `"${line}:"`))}, as pages do that flatten what is copied from them. kubectl refuses the file.`,
            certainty: 'certain',
            fixes: () => [
              {
                title: `Rebuild Service "${service.name}"`,
                edits: [{ kind: 'replace-text', at: broken.documentAt, text: service.rebuilt }],
                preferred: true,
                safe: true,
              },
            ],
          }
        : {
            at: broken.at,
            message: `${sentence(broken.message)} kubectl refuses the file, so none of its objects reach the cluster.`,
            certainty: 'certain',
          };
      yield report;
    }
  },
};

/** Kinds on the way of a visitor's request or of the environment; a one-off Job that does not parse harms no session. */
const ON_THE_WAY: ReadonlySet<string> = new Set([
  'Deployment',
  'StatefulSet',
  'DaemonSet',
  'Rollout',
  'Pod',
  'Service',
  'Ingress',
  'HTTPRoute',
  'IngressRoute',
  'ConfigMap',
  'Secret',
  'HorizontalPodAutoscaler',
  'PersistentVolumeClaim',
  'List',
]);

function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
