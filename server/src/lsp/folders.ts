import { URI } from 'vscode-uri';
import type { Settings } from '../analysis/settings';
import type { FolderListing, WorkspaceHost } from '../analysis/workspaceHost';
import { pathInFolder } from './convert';
import { FolderSession } from './folderSession';

/** The workspace folders of a client. A document belongs to the innermost one that holds it. */
export class Folders {
  private readonly sessions = new Map<string, FolderSession>();
  private readonly hosts = new Map<FolderSession, WorkspaceHost>();

  constructor(private readonly open: (folder: string, exclude: readonly string[]) => WorkspaceHost) {}

  all(): FolderSession[] {
    return [...this.sessions.values()];
  }

  /** Folders that are not on a disk are left out: their files cannot be read. */
  add(uri: string, name: string): void {
    if (this.sessions.has(uri) || URI.parse(uri).scheme !== 'file') return;
    const session: FolderSession = new FolderSession(uri, name, {
      list: () => this.hostOf(session).list(),
      read: (path) => this.hostOf(session).read(path),
      walk: () => walk(this.hostOf(session)),
    });
    this.sessions.set(uri, session);
  }

  remove(uri: string): FolderSession | undefined {
    const session = this.sessions.get(uri);
    this.sessions.delete(uri);
    if (session) this.hosts.delete(session);
    return session;
  }

  configure(session: FolderSession, settings: Settings): void {
    this.hosts.delete(session);
    session.files.invalidateList();
    session.configure(settings);
  }

  find(uri: string): { folder: FolderSession; file: string } | undefined {
    let best: { folder: FolderSession; file: string } | undefined;
    for (const folder of this.sessions.values()) {
      const file = pathInFolder(folder.uri, uri);
      if (file !== undefined && (!best || file.length < best.file.length)) best = { folder, file };
    }
    return best;
  }

  private hostOf(session: FolderSession): WorkspaceHost {
    let host = this.hosts.get(session);
    if (!host) {
      host = this.open(URI.parse(session.uri).fsPath, session.settings.exclude);
      this.hosts.set(session, host);
    }
    return host;
  }
}

function* walk(host: WorkspaceHost): Generator<void, FolderListing> {
  return host.walk ? yield* host.walk() : host.list();
}
