import * as vscode from 'vscode';
import { addToSetting } from './addToSetting';
import { checkWorkspace } from './checkWorkspace';
import type { LanguageServer } from './languageServer';
import { showRuleCommand, type RulePages } from './rulePages';
import type { SessionReport } from './sessionReport';
import { setUpRedis } from './setUpRedis';

/** Registers the commands of package.json, and `addToSetting` and `showRule`, which quick fixes and links call. */
export function registerCommands(
  server: LanguageServer,
  report: SessionReport,
  rulePages: RulePages,
): vscode.Disposable[] {
  const commands: Record<string, (...parameters: unknown[]) => unknown> = {
    'laravelK8s.restart': () => server.restart(),
    'laravelK8s.showOutput': () => server.showOutput(),
    'laravelK8s.checkWorkspace': () => whileRunning(server, () => checkWorkspace(server)),
    'laravelK8s.setUpRedis': () => whileRunning(server, () => setUpRedis(server)),
    'laravelK8s.showSessionReport': () => whileRunning(server, () => report.show()),
    'laravelK8s.addToSetting': (setting, value) => addToSetting(setting, value),
    [showRuleCommand]: (rule) => rulePages.show(rule),
  };
  return Object.entries(commands).map(([id, run]) => vscode.commands.registerCommand(id, run));
}

/** A command that needs the server says so when there is none, and how to get it back. */
async function whileRunning(server: LanguageServer, run: () => Promise<void>): Promise<void> {
  if (server.runs) return await run();
  const restart = 'Restart Server';
  const choice = await vscode.window.showWarningMessage('The Laravel K8s server does not run.', restart);
  if (choice !== restart) return;
  await server.restart();
  if (server.runs) await run();
}
