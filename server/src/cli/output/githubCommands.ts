import type { Severity } from '../../rules/rule';
import { plainText } from '../plainText';
import { details } from './details';
import { summaryLine, worstFirst, type Report, type ReportedFinding } from './report';

const COMMANDS: Readonly<Record<Severity, string>> = {
  error: 'error',
  warning: 'warning',
  information: 'notice',
};

/**
 * Workflow commands of GitHub Actions, by which findings are shown beside the lines of a pull request. The worst come
 * first, for GitHub shows ten of each severity and step.
 */
export function githubCommands({ findings, summary }: Report): string {
  const lines = [...worstFirst(findings).map(command), summaryLine(summary)];
  return `${lines.join('\n')}\n`;
}

function command(finding: ReportedFinding): string {
  const { severity, path, line, endLine, column, endColumn, rule, message } = finding;
  const properties = {
    file: plainText(path),
    line,
    endLine,
    // GitHub takes columns only where the stretch is within one line.
    ...(line === endLine && { col: column, endColumn }),
    title: rule,
  };
  const written = Object.entries(properties).map(([key, value]) => `${key}=${escapeProperty(String(value))}`);
  const text = [plainText(message), ...details(finding).map((detail) => detail.text)].join('\n');
  return `::${COMMANDS[severity]} ${written.join(',')}::${escapeData(text)}`;
}

/** As the `escapeData` of GitHub's own toolkit (actions/toolkit, packages/core/src/command.ts). */
function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

/** As the `escapeProperty` of GitHub's own toolkit. */
function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
