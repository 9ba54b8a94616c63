import assert from 'node:assert/strict';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { runCommandLine } from '../cli/commandLine';

/**
 * Every command that a page of docs/ shows in a block of `console` is run, page by page from the top, in one copy of the
 * example for each page. A line `$ laravel-k8s …` is a command, and the lines below it are its output: `…` stands for
 * any text in a line, and alone for any lines. Without output, anything but wrong usage will do. `$ echo $?` shows the
 * exit code of the command before. A block whose path stands above it in a line of its own (`` `k8s/web.yaml` ``) is
 * written to the copy.
 */
const EXAMPLE = 'examples/1-as-the-tutorial-leaves-it';

type Step =
  | { readonly kind: 'write'; readonly file: string; readonly text: string }
  | {
      readonly kind: 'run';
      readonly command: string;
      readonly output: readonly string[];
      readonly line: number;
    };

for (const page of readdirSync('docs').filter((name) => name.endsWith('.md'))) {
  const steps = stepsOf(readFileSync(path.join('docs', page), 'utf8'));
  if (!steps.some(({ kind }) => kind === 'run')) continue;

  it(`docs/${page} shows what its commands do`, function () {
    this.timeout(60_000);
    const folder = mkdtempSync(path.join(tmpdir(), 'laravel-k8s-docs-'));
    cpSync(EXAMPLE, folder, { recursive: true });
    const home = process.cwd();
    process.chdir(folder);
    try {
      let code = 0;
      for (const step of steps) {
        if (step.kind === 'write') {
          mkdirSync(path.dirname(step.file), { recursive: true });
          writeFileSync(step.file, step.text);
          continue;
        }
        const about = `docs/${page}:${step.line}: ${step.command}`;
        if (step.command === 'echo $?') {
          assert.deepEqual(step.output, [String(code)], about);
          continue;
        }
        const [program, ...argv] = words(step.command);
        assert.equal(program, 'laravel-k8s', `${about}: no test can run this`);
        const outcome = runCommandLine(...argv);
        code = outcome.code;
        const output = `${outcome.out}${outcome.err}`;
        if (step.output.length === 0) assert.ok(code < 2, `${about}\n${output}`);
        else assert.match(output, pattern(step.output), about);
      }
    } finally {
      process.chdir(home);
      rmSync(folder, { recursive: true, force: true });
    }
  });
}

function stepsOf(text: string): Step[] {
  const steps: Step[] = [];
  const lines = text.split('\n');
  for (let at = 0; at < lines.length; at++) {
    const [, language] = /^```(\w*)/.exec(lines[at] ?? '') ?? [];
    if (language === undefined) continue;
    const end = lines.indexOf('```', at + 1);
    const body = lines.slice(at + 1, end);
    const file = /^`([^`]+)`:?$/.exec(lines.slice(0, at).findLast((line) => line !== '') ?? '')?.[1];
    if (language === 'console') steps.push(...commandsOf(body, at + 2));
    else if (file !== undefined) steps.push({ kind: 'write', file, text: `${body.join('\n')}\n` });
    at = end;
  }
  return steps;
}

function commandsOf(body: readonly string[], line: number): Step[] {
  const starts = body.flatMap((text, at) => (text.startsWith('$ ') ? [at] : []));
  return starts.map((start, order) => ({
    kind: 'run',
    command: body[start]?.slice(2) ?? '',
    output: body.slice(start + 1, starts[order + 1] ?? body.length).filter((text) => text !== ''),
    line: line + start,
  }));
}

/** The words of a command as a shell would part them; quotes alone are known. */
function words(command: string): string[] {
  return [...command.matchAll(/(?:[^\s'"]+|'[^']*'|"[^"]*")+/g)].map(([word]) =>
    word.replace(/'([^']*)'|"([^"]*)"/g, (_, single?: string, double?: string) => single ?? double ?? ''),
  );
}

/** The output that is expected; blank lines count nowhere. */
function pattern(expected: readonly string[]): RegExp {
  const lines = expected.map((text) =>
    text.trim() === '…'
      ? '(?:.*\\n)*?'
      : `\\s*${text
          .trimEnd()
          .split('…')
          .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
          .join('.*')}\\n+`,
  );
  return new RegExp(`^\\s*${lines.join('')}\\s*$`);
}
