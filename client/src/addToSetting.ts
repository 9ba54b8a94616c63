import * as vscode from 'vscode';

/** The settings that a quick fix may write: nothing else can be changed by calling the command. */
const lists = ['externalServices', 'externalSecrets', 'externalConfigMaps', 'exclude'] as const;
const severities = ['off', 'information', 'warning', 'error'];

/**
 * Writes one more value into a setting of the workspace, on behalf of a quick fix such as "exists outside this
 * repository". `setting` is the part after `laravelK8s.`; `value` is a name or glob for the lists, and
 * `{rule, severity}` for `rules`. Anything else is ignored, since any extension may call a command.
 */
export async function addToSetting(setting: unknown, value: unknown): Promise<void> {
  const configuration = vscode.workspace.getConfiguration('laravelK8s');
  const target = vscode.workspace.workspaceFolders
    ? vscode.ConfigurationTarget.Workspace
    : vscode.ConfigurationTarget.Global;
  const list = lists.find((name) => name === setting);
  if (list && typeof value === 'string') {
    const before = configuration.get<string[]>(list, []);
    if (!before.includes(value)) await configuration.update(list, [...before, value], target);
  } else if (setting === 'rules' && isRuleSeverity(value)) {
    const before = configuration.get<Record<string, string>>('rules', {});
    await configuration.update('rules', { ...before, [value.rule]: value.severity }, target);
  }
}

function isRuleSeverity(value: unknown): value is { rule: string; severity: string } {
  if (typeof value !== 'object' || value === null) return false;
  const { rule, severity } = value as { rule?: unknown; severity?: unknown };
  return typeof rule === 'string' && typeof severity === 'string' && severities.includes(severity);
}
