/** The requests of our own that the extension's commands send. */
import type { Connection, WorkspaceEdit } from 'vscode-languageserver/node';
import { sessionReport } from '../features/sessionReport';
import { summarise } from '../analysis/summary';
import { redisSetups } from '../features/redisSetups';
import { workspaceEdit, type ActionContext } from './codeActions';
import type { PlaceConverter } from './convert';
import type { Folders } from './folders';
import type { FolderSession } from './folderSession';

interface RequestContext {
  readonly folders: Folders;
  readonly contextOf: (folder: FolderSession, converter: PlaceConverter) => ActionContext;
  readonly guarded: <T>(what: string, work: () => T) => Promise<T>;
  /** Reads everything anew and publishes what changed. */
  readonly reread: () => void;
}

interface RedisSetup {
  readonly label: string;
  readonly detail: string;
  readonly edit: WorkspaceEdit;
}

export function registerRequests(connection: Connection, context: RequestContext): void {
  const { folders, guarded } = context;

  connection.onRequest('laravelK8s/sessionReport', () =>
    guarded('session report', () => ({
      markdown: folders
        .all()
        .map((folder) => {
          const converter = folder.places;
          return sessionReport(folder.analysis(), folder.name, (at) => converter.link(at));
        })
        .join('\n'),
    })),
  );

  connection.onRequest('laravelK8s/checkWorkspace', () =>
    guarded('check', () => {
      context.reread();
      const counts = { errors: 0, warnings: 0, information: 0, stacks: 0 };
      for (const folder of folders.all()) {
        const { findings, counts: own, model } = folder.analysis();
        const summary = summarise(findings, own);
        counts.errors += summary.errors;
        counts.warnings += summary.warnings;
        counts.information += summary.information;
        counts.stacks += model.stacks.filter(({ workloads }) => workloads.length > 0).length;
      }
      return counts;
    }),
  );

  connection.onRequest('laravelK8s/setUpRedis', (parameters: unknown) =>
    guarded('set up Redis', (): { setups: readonly RedisSetup[]; reason?: string } => {
      const { uri } = (parameters ?? {}) as { uri?: string };
      const own = uri === undefined ? undefined : folders.find(uri)?.folder;
      const all = folders.all();
      const ordered = own ? [own, ...all.filter((folder) => folder !== own)] : all;
      const setups = ordered.flatMap((folder): RedisSetup[] => {
        const converter = folder.places;
        const actions = context.contextOf(folder, converter);
        return redisSetups(folder.analysis()).map(({ label, detail, change }) => ({
          label,
          detail,
          edit: workspaceEdit(actions, change, label, undefined, true),
        }));
      });
      return setups.length > 0 ? { setups } : { setups, reason: reasonFor(all) };
    }),
  );
}

function reasonFor(folders: readonly FolderSession[]): string {
  const web = folders.flatMap((folder) =>
    folder.analysis().model.stacks.flatMap(({ workloads }) => workloads.filter(({ role }) => role === 'web')),
  );
  if (web.length === 0) return 'No Laravel web workload was found in this workspace.';
  return 'Every Laravel web workload of this workspace keeps its sessions in Redis already.';
}
