import {
  DiagnosticSeverity,
  DiagnosticTag,
  type Diagnostic,
  type Location,
  type Range,
} from 'vscode-languageserver/node';
import { URI } from 'vscode-uri';
import type { Finding } from '../analysis/finding';
import { escapeMarkdown } from '../features/markdown';
import type { WorkspaceFiles } from '../build/workspaceFiles';
import type { Severity } from '../rules/rule';
import { LineIndex } from '../text/lineIndex';
import { plainText } from '../text/plainText';
import type { Place, Span } from '../text/place';

const SEVERITIES: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
};

/** Turns places of one folder into what the protocol wants. Lines are counted once for each text of a file. */
export class PlaceConverter {
  private readonly indexes = new Map<string, { readonly text: string; readonly index: LineIndex }>();

  constructor(
    private readonly folder: string,
    private readonly files: WorkspaceFiles,
  ) {}

  uri(file: string): string {
    return fileUri(this.folder, file);
  }

  index(file: string): LineIndex {
    const text = this.files.text(file) ?? '';
    let known = this.indexes.get(file);
    if (known?.text !== text) this.indexes.set(file, (known = { text, index: new LineIndex(text) }));
    return known.index;
  }

  range(file: string, { start, end }: Span): Range {
    const index = this.index(file);
    const from = index.position(start);
    const to = index.position(end);
    return {
      start: { line: from.line, character: from.column },
      end: { line: to.line, character: to.column },
    };
  }

  location(at: Place): Location {
    return { uri: this.uri(at.file), range: this.range(at.file, at.span) };
  }

  /** A Markdown link to the line of a place. */
  link(at: Place): string {
    const { line } = this.index(at.file).position(at.span.start);
    // A parenthesis in the address would end the link.
    const address = this.uri(at.file).replaceAll('(', '%28').replaceAll(')', '%29');
    return `[${escapeMarkdown(`${at.file}:${line + 1}`)}](${address}#L${line + 1})`;
  }

  diagnostic(
    finding: Finding,
    pageOf: (rule: string) => string | undefined,
    relatedInformation: boolean,
  ): Diagnostic {
    const page = pageOf(finding.rule);
    const stacks = finding.stacks.length > 1 ? ` (in ${finding.stacks.join(', ')})` : '';
    return {
      range: this.range(finding.at.file, finding.at.span),
      severity: SEVERITIES[finding.severity],
      code: finding.rule,
      ...(page !== undefined && { codeDescription: { href: page } }),
      source: 'laravel-k8s',
      message: plainText(finding.message + stacks),
      ...(finding.unnecessary && { tags: [DiagnosticTag.Unnecessary] }),
      ...(relatedInformation &&
        finding.related.length > 0 && {
          relatedInformation: finding.related.map(({ at, message }) => ({
            location: this.location(at),
            message: plainText(message),
          })),
        }),
    };
  }
}

/** The URI of a file of a folder. */
export function fileUri(folder: string, file: string): string {
  return `${folder}/${file.split('/').map(encodeURIComponent).join('/')}`;
}

/** A URI as we compare them: VS Code writes `%3A` where others write `:`. */
export function normalUri(uri: string): string {
  return URI.parse(uri).toString().replace(/\/+$/, '');
}

/** The path of a URI inside a folder; undefined when it lies elsewhere. */
export function pathInFolder(folder: string, uri: string): string | undefined {
  const root = URI.parse(folder);
  const target = URI.parse(uri);
  if (root.scheme !== target.scheme || root.authority !== target.authority) return undefined;
  const base = root.path.replace(/\/+$/, '');
  return target.path.startsWith(`${base}/`) ? target.path.slice(base.length + 1) : undefined;
}
