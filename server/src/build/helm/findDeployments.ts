/** Collects what the workspace shows of installations, and finds the charts and files that are meant. */
import { pathLayout } from '../pathLayout';
import { factOf, gathered, remembered } from '../remembered';
import type { FileFact, WorkspaceFiles } from '../workspaceFiles';
import { directoryOf, type Chart } from './charts';
import { declaredDeployments, mayDeclareDeployment } from './declaredDeployments';
import type { Deployment, ValuesLayer, WrittenDeployment, WrittenLayer } from './deployments';
import { hasVariable, helmCommands } from './helmCommands';
import { globTest } from './helmIgnore';
import { workspaceVariables } from './workspaceVariables';

export interface FoundDeployments {
  readonly deployments: readonly Deployment[];
  /** Values files of charts that are not in the workspace. */
  readonly foreignValues: ReadonlySet<string>;
  /** The files in which something was found. */
  readonly reads: ReadonlySet<string>;
}

const commandFiles =
  /(^|\/)(?:(?:GNU)?[Mm]akefile|[Jj]ustfile|Jenkinsfile[^/]*|Taskfile\.ya?ml|\.gitlab-ci[^/]*\.ya?ml|bitbucket-pipelines\.yml|azure-pipelines[^/]*\.ya?ml|cloudbuild[^/]*\.ya?ml|\.drone\.ya?ml|deploy[^/.]*|[^/]+\.(?:sh|bash|mk|ps1))$|^\.(?:github|gitlab|circleci|woodpecker)\/.*\.ya?ml$/;

const variableFiles =
  /(^|\/)(?:\.github|\.gitlab|\.circleci|ci|deploy(?:ment)?)\/[^ ]*\.env$|\.(?:sh|mk)$|(^|\/)Makefile$/;

/** The same result as long as the workspace shows the same. */
export function findDeployments(files: WorkspaceFiles, charts: readonly Chart[]): FoundDeployments {
  return remembered(files, 'deployments', [charts], (tracked) => {
    const found = deploymentsOf(tracked, charts);
    const print = JSON.stringify([found.deployments, [...found.foreignValues], [...found.reads]]);
    return remembered(tracked, 'deployments as they are', [print], () => found);
  });
}

export const MAY_DECLARE: FileFact<true | undefined> = {
  name: 'may declare a deployment',
  concerns: (path) => /\.ya?ml(\.gotmpl)?$/.test(path),
  of(files, path) {
    const text = files.text(path);
    return text !== undefined && mayDeclareDeployment(path, text) ? true : undefined;
  },
};

const MENTIONS_HELM: FileFact<boolean> = {
  name: 'mentions helm',
  of: (files, path) => files.text(path)?.includes('helm') ?? false,
};

const IS_THERE: FileFact<boolean> = {
  name: 'is there',
  of: (files, path) => files.text(path) !== undefined,
};

function isCommandFile(path: string): boolean {
  return commandFiles.test(path);
}

function isVariableFile(path: string): boolean {
  return variableFiles.test(path);
}

function deploymentsOf(files: WorkspaceFiles, charts: readonly Chart[]): FoundDeployments {
  const reads = new Set<string>();
  const written: WrittenDeployment[] = [];
  const layout = pathLayout(files.paths);
  const scripts = layout.chosen(isCommandFile).filter((path) => factOf(files, path, MENTIONS_HELM));
  const sources = [...scripts, ...layout.chosen(isVariableFile)];
  const variable = workspaceVariables(files, [...new Set(sources)]);
  for (const path of scripts) {
    written.push(...helmCommands(path, files.text(path) ?? '', (name) => variable(path, name)));
  }
  for (const path of gathered(files, MAY_DECLARE).keys()) {
    for (const document of files.yaml(path)?.documents ?? []) {
      written.push(...declaredDeployments(path, document.root));
    }
  }
  const foreignValues = new Set<string>();
  const deployments = written.flatMap((each): Deployment[] => {
    const chart = chartOf(each, charts);
    if (chart === 'foreign') {
      for (const layer of each.layers) {
        if (layer.kind !== 'file') continue;
        for (const path of pathsOf(layer.written, [each.from, ''], files)) foreignValues.add(path);
      }
      return [];
    }
    if (!chart) return [];
    reads.add(each.file);
    const bases = each.valuesFrom === 'chart' ? [chart.directory, ''] : [each.from, '', chart.directory];
    return alternatives(each.layers, bases, files).map((layers) => ({
      chart: chart.directory,
      release: each.release,
      namespace: each.namespace,
      layers,
      file: each.file,
    }));
  });
  return { deployments, foreignValues, reads };
}

/** The chart that a reference means; `foreign` for one in a repository of charts. */
function chartOf(deployment: WrittenDeployment, charts: readonly Chart[]): Chart | 'foreign' | undefined {
  const { chart, from } = deployment;
  if (/^(oci|https?):\/\//.test(chart) || chart.endsWith('.tgz')) return 'foreign';
  for (const base of [from, '', directoryOf(deployment.file)]) {
    const path = resolved(base, chart);
    const found = path === undefined ? undefined : charts.find((each) => each.directory === path);
    if (found) return found;
  }
  if (hasVariable(chart)) {
    const [only] = charts;
    const fixed = chart
      .replace(/\$\{\{.*?\}\}|\$\{[^}]*\}|\$\([^)]*\)|\$\w+|\{\{.*?\}\}/g, '*')
      .replace(/^\.\//, '');
    const matching = charts.filter(
      (each) => globTest(fixed)(each.directory) || each.directory.endsWith(fixed.replace(/^\*/, '')),
    );
    if (matching.length === 1) return matching[0];
    return charts.length === 1 ? only : undefined;
  }
  const tail = chart.replace(/^(\.{1,2}\/)+/, '').replace(/\/$/, '');
  const ending = charts.filter((each) => each.directory === tail || each.directory.endsWith(`/${tail}`));
  if (ending.length === 1 && (chart.startsWith('.') || chart.startsWith('/') || tail.includes('/')))
    return ending[0];
  return /^[\w-]+\/[\w-]+$/.test(chart) ? 'foreign' : undefined;
}

/** The layers with their files; a name with a variable stands for every file that fits it. */
function alternatives(
  layers: readonly WrittenLayer[],
  bases: readonly string[],
  files: WorkspaceFiles,
): ValuesLayer[][] {
  let all: ValuesLayer[][] = [[]];
  for (const layer of layers) {
    if (layer.kind !== 'file') {
      all = all.map((each) => [...each, layer]);
      continue;
    }
    const paths = pathsOf(layer.written, bases, files);
    const choices: ValuesLayer[] =
      paths.length > 0
        ? paths.slice(0, 20).map((path) => ({ kind: 'file', path }))
        : [{ kind: 'absent', name: layer.written }];
    all = all.flatMap((each) => choices.map((choice) => [...each, choice])).slice(0, 40);
  }
  return all;
}

function pathsOf(written: string, bases: readonly string[], files: WorkspaceFiles): string[] {
  // Argo CD: `$values/…` is a path from the root of another source, most often this repository.
  const fromRoot = /^\$\w+\/(.*)$/.exec(written)?.[1];
  for (const base of fromRoot === undefined ? bases : ['', ...bases]) {
    const path = resolved(base, base === '' && fromRoot !== undefined ? fromRoot : written);
    if (path === undefined) continue;
    if (!hasVariable(path)) {
      if (factOf(files, path, IS_THERE)) return [path];
      continue;
    }
    const test = globTest(path.replace(/\$\{\{.*?\}\}|\$\{[^}]*\}|\$\([^)]*\)|\$\w+|\{\{.*?\}\}/g, '*'));
    const found = files.paths.filter((each) => test(each));
    if (found.length > 0) return found;
  }
  return [];
}

/** A path from a base, or undefined when it leaves the workspace. */
function resolved(base: string, path: string): string | undefined {
  const parts = path.startsWith('/') || base === '' ? [] : base.split('/');
  for (const part of path.split('/')) {
    if (part === '..') {
      if (parts.length === 0) return undefined;
      parts.pop();
    } else if (part !== '' && part !== '.') parts.push(part);
  }
  return parts.join('/');
}
