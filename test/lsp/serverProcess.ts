/** The real server as a process of its own, spoken to over its standard input and output. */
import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import path from 'node:path';

/** The bundle that ships; LARAVEL_K8S_DIST names another folder with one. */
export const SERVER = path.resolve(process.env.LARAVEL_K8S_DIST ?? 'dist', 'server.js');

export interface ServerProcess {
  readonly process: ChildProcessWithoutNullStreams;
  /** What it complained of so far, on its standard error. */
  errors(): string;
  /** The exit code, once it has ended; the signal's name when it was killed. */
  readonly ended: Promise<number | string>;
}

const running = new Set<ChildProcessWithoutNullStreams>();

export function spawnServer(
  nodeOptions: readonly string[] = [],
  env: NodeJS.ProcessEnv = process.env,
): ServerProcess {
  const child = spawn(process.execPath, [...nodeOptions, SERVER, '--stdio'], { stdio: 'pipe', env });
  running.add(child);
  let errors = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text));
  // What is written to a server that has ended already is nobody's loss.
  child.stdin.on('error', () => undefined);
  const ended = new Promise<number | string>((resolve) => {
    child.on('exit', (code, signal) => {
      running.delete(child);
      resolve(code ?? signal ?? 'gone');
    });
  });
  return { process: child, errors: () => errors, ended };
}

/** Ends whatever servers a test left behind. */
export function killServers(): void {
  for (const child of running) child.kill('SIGKILL');
}
