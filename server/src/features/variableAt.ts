import type { Analysis } from '../analysis/analyse';
import type { Environment, Variable } from '../model/environment';
import type { LaravelWorkload } from '../model/stackModel';
import { parseDotenv } from '../formats/dotenv/parseDotenv';
import type { Place } from '../text/place';

/** A variable of the environment that stands at some place, and the workloads that have it. */
export interface VariableAt {
  readonly name: string;
  /** The text that names it or gives it a value. */
  readonly at: Place;
  /** Whether the place is (part of) its value. */
  readonly inValue: boolean;
  readonly uses: readonly VariableUse[];
}

export interface VariableUse {
  readonly stack: string;
  readonly workload: LaravelWorkload;
  readonly variable: Variable;
}

/**
 * The variable at an offset, wherever it stands: the key or value of a ConfigMap, an `env` entry, a values file, an env
 * file, `env('…')` in PHP. Undefined where there is none.
 */
export function variableAt(analysis: Analysis, file: string, offset: number): VariableAt | undefined {
  const found =
    inEnvironments(analysis, file, offset) ??
    inPhp(analysis, file, offset) ??
    inEnvFile(analysis, file, offset);
  return found && { ...found, uses: usesOf(analysis, found.name, file) };
}

type Found = Omit<VariableAt, 'uses'>;

function holds(at: Place | undefined, file: string, offset: number): boolean {
  return at !== undefined && at.file === file && at.span.start <= offset && offset <= at.span.end;
}

function workloads(analysis: Analysis) {
  return analysis.model.stacks.flatMap(({ stack, workloads: all }) =>
    all.map((workload) => ({ stack: stack.name, workload })),
  );
}

function inEnvironments(analysis: Analysis, file: string, offset: number): Found | undefined {
  const seen = new Set<Environment>();
  for (const { workload } of workloads(analysis)) {
    const { environment } = workload;
    if (seen.has(environment)) continue;
    seen.add(environment);
    for (const name of environment.names) {
      for (const { at, keyAt, source } of environment.get(name).chain) {
        if (source === 'service-link' || source === 'image') continue;
        if (holds(keyAt, file, offset)) return { name, at: keyAt as Place, inValue: false };
        if (holds(at, file, offset)) return { name, at, inValue: true };
      }
    }
  }
  return undefined;
}

function inPhp(analysis: Analysis, file: string, offset: number): Found | undefined {
  if (!file.endsWith('.php')) return undefined;
  for (const app of analysis.model.apps) {
    for (const config of app.config.values()) {
      if (config.file !== file) continue;
      // The innermost call counts: env('A', env('B')).
      const call = config.envCalls.findLast((each) => holds(each.callAt, file, offset));
      if (call) return { name: call.name, at: call.at, inValue: !holds(call.at, file, offset) };
    }
  }
  return undefined;
}

function inEnvFile(analysis: Analysis, file: string, offset: number): Found | undefined {
  if (!/(^|\/)\.env($|\.)|\.env$/.test(file)) return undefined;
  const entry = parseDotenv(file, analysis.files.text(file) ?? '').entries.find((each) =>
    holds(each.lineAt, file, offset),
  );
  if (!entry) return undefined;
  return holds(entry.valueAt, file, offset) && !holds(entry.nameAt, file, offset)
    ? { name: entry.name, at: entry.valueAt, inValue: true }
    : { name: entry.name, at: entry.nameAt, inValue: false };
}

/** Workloads that know the name; for a place in an app's own files only those that run this app. */
function usesOf(analysis: Analysis, name: string, file: string): VariableUse[] {
  return workloads(analysis).flatMap(({ stack, workload }) => {
    const { app } = workload;
    if (app && file.endsWith('.php') && !app.reads.has(file)) return [];
    const variable = workload.environment.get(name);
    const known = variable.chain.length > 0 || workload.readNames.has(name) || variable.state === 'unknown';
    return known ? [{ stack, workload, variable }] : [];
  });
}
