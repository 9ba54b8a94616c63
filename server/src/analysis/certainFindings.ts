import { manifestMalformed } from '../rules/manifest-malformed';
import { analyse } from './analyse';
import type { FileStore } from './fileStore';
import type { Finding } from './finding';
import type { Settings } from './settings';
import { SETTINGS_FILES } from './settingsFile';
import type { WorkspaceHost } from './workspaceHost';

/**
 * What can be said of a file as soon as the folder is listed, long before its other files are read, because none of them can
 * take it back: that kubectl refuses it. Nothing of parts of charts, and where settings choose among environments.
 */
export function certainFindings(files: FileStore, file: string, settings: Settings): readonly Finding[] {
  if (!files.isListed || !/\.ya?ml$/i.test(file)) return [];
  if (!files.yaml(file)?.documents.some(({ problems }) => problems.length > 0)) return [];
  const { paths } = files;
  const folders = file.split('/').map((_, index, parts) => parts.slice(0, index).join('/'));
  const charts = folders.map((folder) => (folder === '' ? 'Chart.yaml' : `${folder}/Chart.yaml`));
  const signs = paths.filter((path) => /(^|\/)(artisan|composer\.json)$/.test(path));
  if (signs.length === 0 || charts.some((chart) => paths.includes(chart))) return [];
  const few = [...new Set([file, ...SETTINGS_FILES, ...signs])].filter((path) => paths.includes(path)).sort();
  const host: WorkspaceHost = {
    list: () => ({ paths: few, ignored: new Set(), notices: [] }),
    read: (path) => {
      const text = few.includes(path) ? files.text(path) : undefined;
      return text === undefined ? {} : { text };
    },
  };
  const { findings, settings: own } = analyse(host, settings);
  if (own.environments.length > 0 || own.apps.length > 0) return [];
  return findings.filter(({ rule, at }) => rule === manifestMalformed.id && at.file === file);
}
