import {
  CodeActionKind,
  TextDocumentEdit,
  type AnnotatedTextEdit,
  type ChangeAnnotation,
  type CodeAction,
  type CreateFile,
  type Diagnostic,
  type TextEdit as LspEdit,
  type WorkspaceEdit,
} from 'vscode-languageserver/node';
import type { WorkspaceChange } from '../analysis/carryOut';
import type { Finding } from '../analysis/finding';
import { settingsFileOf } from '../analysis/settingsFile';
import { quickFixes, safeFixes, suppressLine } from '../features/quickFixes';
import { settingsEdits } from '../features/settingsEdits';
import type { TextEdit } from '../text/edit';
import { plainText } from '../text/plainText';
import { fileUri, type PlaceConverter } from './convert';
import type { FolderSession } from './folderSession';
import { FIX_ALL } from './initializeResult';

export interface ActionContext {
  readonly folder: FolderSession;
  readonly converter: PlaceConverter;
  readonly versionOf: (uri: string) => number | null;
  /** Whether the client knows annotations, and with them a preview that asks for confirmation. */
  readonly annotations: boolean;
  /** Whether the client has the extension's own commands. */
  readonly commands: boolean;
}

/** Whether an action of `kind` is wanted, given the kinds that were asked for. */
export function isWanted(kind: string, only: readonly string[] | undefined): boolean {
  return !only || only.some((asked) => kind === asked || kind.startsWith(`${asked}.`));
}

/** Everything that can be done about one finding: what mends it, and then what silences it, the least first. */
export function actionsFor(context: ActionContext, finding: Finding, diagnostic: Diagnostic): CodeAction[] {
  const { folder } = context;
  const analysis = folder.analysis();
  const actions: CodeAction[] = quickFixes(analysis, finding).map(({ title, preferred, change }) => ({
    title: plainText(title),
    kind: CodeActionKind.QuickFix,
    diagnostics: [diagnostic],
    ...(preferred && { isPreferred: true }),
    edit: workspaceEdit(context, change, title, finding.at.file),
  }));
  const silence = suppressLine(analysis, finding);
  if (silence) {
    actions.push({
      title: `Silence ${finding.rule} on this line`,
      kind: CodeActionKind.QuickFix,
      diagnostics: [diagnostic],
      edit: workspaceEdit(context, { edits: [silence], creations: [] }, 'Silence', finding.at.file),
    });
  }
  return [...actions, ...settingActions(context, finding, diagnostic)];
}

/** A folder with a settings file keeps its settings there; in one without, our own extension writes those of VS Code. */
function settingActions(context: ActionContext, finding: Finding, diagnostic: Diagnostic): CodeAction[] {
  const { commands, folder } = context;
  const action = (title: string, command: string, ...args: unknown[]): CodeAction => ({
    title: plainText(title),
    kind: CodeActionKind.QuickFix,
    diagnostics: [diagnostic],
    command: { title: plainText(title), command, arguments: args },
  });
  const actions: CodeAction[] = [];
  if (!commands || settingsFileOf(folder.files) !== undefined) {
    for (const { title, change } of settingsEdits(folder.analysis(), finding, !commands)) {
      actions.push({
        title,
        kind: CodeActionKind.QuickFix,
        diagnostics: [diagnostic],
        edit: workspaceEdit(context, change, title, finding.at.file),
      });
    }
  } else {
    if (finding.missing) {
      const { kind, name } = finding.missing;
      const title = `"${name}" exists outside this repository`;
      actions.push(action(title, 'laravelK8s.addToSetting', `external${kind}s`, name));
    }
    actions.push(
      action(`Switch ${finding.rule} off in this workspace`, 'laravelK8s.addToSetting', 'rules', {
        rule: finding.rule,
        severity: 'off',
      }),
    );
  }
  if (commands) actions.push(action(`Explain ${finding.rule}`, 'laravelK8s.showRule', finding.rule));
  return actions;
}

/** All safe fixes of a file in one action; undefined when there are none. */
export function fixAll(context: ActionContext, file: string): CodeAction | undefined {
  const edits = safeFixes(context.folder.analysis(), file);
  if (edits.length === 0) return undefined;
  const title = 'Apply all safe Laravel K8s fixes';
  return { title, kind: FIX_ALL, edit: workspaceEdit(context, { edits, creations: [] }, title, file) };
}

/**
 * A change as the protocol's WorkspaceEdit: versioned, and in several files annotated, so that the client shows it before
 * it is applied. `mainFile` is the one that the user looks at.
 */
export function workspaceEdit(
  context: ActionContext,
  change: WorkspaceChange,
  title: string,
  mainFile: string | undefined,
  confirmAll = false,
): WorkspaceEdit {
  const { folder, converter, versionOf, annotations } = context;
  const byFile = new Map<string, TextEdit[]>();
  for (const edit of change.edits) byFile.set(edit.file, [...(byFile.get(edit.file) ?? []), edit]);
  const several = byFile.size + change.creations.length > 1;
  const changeAnnotations: Record<string, ChangeAnnotation> = {};
  const annotate = (file: string, created: boolean): string | undefined => {
    if (!annotations || (!several && !created && !confirmAll)) return undefined;
    const id = `${created ? 'create' : 'change'} ${file}`;
    changeAnnotations[id] = {
      label: plainText(created ? `Create ${file}` : `Change ${file}`),
      description: plainText(title),
      needsConfirmation: confirmAll || created || file !== mainFile,
    };
    return id;
  };
  const documentChanges: (TextDocumentEdit | CreateFile)[] = [];
  for (const { file, text } of change.creations) {
    const uri = fileUri(folder.uri, file);
    const id = annotate(file, true);
    const whole = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };
    documentChanges.push(
      {
        kind: 'create',
        uri,
        options: { ignoreIfExists: false, overwrite: false },
        ...(id !== undefined && { annotationId: id }),
      },
      TextDocumentEdit.create({ uri, version: null }, [withAnnotation({ range: whole, newText: text }, id)]),
    );
  }
  for (const [file, edits] of byFile) {
    const uri = converter.uri(file);
    const id = annotate(file, false);
    const converted = edits.map((edit) =>
      withAnnotation({ range: converter.range(file, edit.span), newText: edit.newText }, id),
    );
    documentChanges.push(TextDocumentEdit.create({ uri, version: versionOf(uri) }, converted));
  }
  return { documentChanges, ...(Object.keys(changeAnnotations).length > 0 && { changeAnnotations }) };
}

function withAnnotation(edit: LspEdit, id: string | undefined): LspEdit | AnnotatedTextEdit {
  return id === undefined ? edit : { ...edit, annotationId: id };
}
