import { spawnSync } from 'node:child_process';
import { realpathSync } from 'node:fs';
import path from 'node:path';

const GUARD = path.join(__dirname, 'guard.js');

/** The folder of the bundles that ship; LARAVEL_K8S_DIST names another one. */
export const DIST = path.resolve(process.env.LARAVEL_K8S_DIST ?? 'dist');

/** What Node needs to run a program under the guard, which may read its own files and these folders. */
export function underGuard(...folders: readonly string[]): { options: string[]; env: NodeJS.ProcessEnv } {
  const allowed = [DIST, ...folders].map((folder) => realpathSync(folder));
  return {
    options: ['--require', GUARD],
    env: { ...process.env, NODE_OPTIONS: '', GUARDED_FOLDERS: allowed.join(path.delimiter) },
  };
}

export interface GuardedRun {
  readonly status: number | null;
  readonly out: string;
  readonly err: string;
  /** What the guard refused. */
  readonly refused: readonly string[];
}

/** Runs a program under the guard, with `cwd` as its working directory. */
export function runGuarded(argv: readonly string[], folders: readonly string[], cwd?: string): GuardedRun {
  const { options, env } = underGuard(...folders);
  const { status, stdout, stderr } = spawnSync(process.execPath, [...options, ...argv], {
    encoding: 'utf8',
    env,
    maxBuffer: 256 * 1024 * 1024,
    ...(cwd !== undefined && { cwd }),
  });
  return { status, out: stdout, err: stderr, refused: refusals(stderr) };
}

export function refusals(errors: string): string[] {
  return errors.split('\n').filter((line) => line.startsWith('guard: '));
}
