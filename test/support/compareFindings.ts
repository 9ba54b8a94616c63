import type { FixtureFinding } from './fixture';

/**
 * How the findings of a run differ from the expected ones, a sentence each; none when they agree one to one.
 * A finding agrees with an expectation at the same place, of the same rule and severity, whose words it contains.
 */
export function compareFindings(
  expected: readonly FixtureFinding[],
  actual: readonly FixtureFinding[],
): string[] {
  const left = [...actual];
  const differences: string[] = [];
  // The more words, the fewer findings agree: those expectations choose first.
  for (const wanted of [...expected].sort((a, b) => b.message.length - a.message.length)) {
    const match = left.findIndex((found) => agrees(wanted, found));
    if (match >= 0) left.splice(match, 1);
    else differences.push(`Expected, not found: ${describeFinding(wanted)}`);
  }
  return [...differences, ...left.map((found) => `Found, not expected: ${describeFinding(found)}`)];
}

function agrees(wanted: FixtureFinding, found: FixtureFinding): boolean {
  return (
    wanted.file === found.file &&
    wanted.line === found.line &&
    wanted.startColumn === found.startColumn &&
    wanted.endColumn === found.endColumn &&
    wanted.severity === found.severity &&
    wanted.rule === found.rule &&
    found.message.includes(wanted.message)
  );
}

function describeFinding({
  file,
  line,
  startColumn,
  endColumn,
  severity,
  rule,
  message,
}: FixtureFinding): string {
  return `${file}:${line + 1}:${startColumn + 1}-${endColumn + 1} ${severity} ${rule}: ${message}`;
}
