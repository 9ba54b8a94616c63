/** The kind of an error and where it arose. Its message may quote what was read, so it is not shown. */
export function describeError(error: unknown): string {
  const { name, stack } = error instanceof Error ? error : new Error(String(error));
  const frames = (stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return [name, ...frames.slice(0, 4)].join('\n');
}
