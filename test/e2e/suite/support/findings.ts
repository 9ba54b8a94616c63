import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { until, workspaceFile } from './editor';

/** The rules that the extension has found broken in a file, in the order of their places. */
export function rulesIn(path: string): string[] {
  return vscode.languages
    .getDiagnostics(workspaceFile(path))
    .filter(({ source }) => source === 'laravel-k8s')
    .sort((a, b) => a.range.start.compareTo(b.range.start))
    .map(ruleOf);
}

/** Waits until exactly these rules are broken in a file. */
export async function untilRules(path: string, rules: readonly string[]): Promise<void> {
  const wanted = [...rules].sort().join();
  try {
    await until(`${path} has [${wanted}]`, () => rulesIn(path).sort().join() === wanted, [
      vscode.languages.onDidChangeDiagnostics,
    ]);
  } catch (error) {
    throw new Error(`${(error as Error).message} It has [${rulesIn(path).join()}].`, { cause: error });
  }
}

export function diagnosticOf(path: string, rule: string): vscode.Diagnostic {
  const found = vscode.languages.getDiagnostics(workspaceFile(path)).find((each) => ruleOf(each) === rule);
  assert.ok(found, `${path} has no ${rule}`);
  return found;
}

/** The quick fixes that are offered for a finding. */
export async function fixesFor(path: string, rule: string): Promise<vscode.CodeAction[]> {
  return await vscode.commands.executeCommand<vscode.CodeAction[]>(
    'vscode.executeCodeActionProvider',
    workspaceFile(path),
    diagnosticOf(path, rule).range,
    vscode.CodeActionKind.QuickFix.value,
  );
}

/** Applies the quick fix whose title matches, as choosing it from the menu does. */
export async function applyFix(path: string, rule: string, title: RegExp): Promise<void> {
  const fixes = await fixesFor(path, rule);
  const fix = fixes.find((each) => title.test(each.title));
  assert.ok(fix, `no title matches ${title}: ${fixes.map((each) => each.title).join(' | ')}`);
  if (fix.edit) assert.ok(await vscode.workspace.applyEdit(fix.edit));
  if (fix.command)
    await vscode.commands.executeCommand(fix.command.command, ...(fix.command.arguments ?? []));
}

function ruleOf({ code }: vscode.Diagnostic): string {
  return String(typeof code === 'object' ? code.value : code);
}
