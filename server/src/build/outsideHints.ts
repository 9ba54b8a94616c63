/**
 * What scripts, pipelines, infrastructure code and notes of the workspace say is made in the cluster by other means than
 * manifests. Nothing is run: the lines are only read. Where such a line is seen, a missing object is no fault.
 */
import { gathered, remembered } from './remembered';
import type { FileFact, WorkspaceFiles } from './workspaceFiles';

export interface ChartRelease {
  readonly name: string;
  /** The chart's own name, without its repository: `redis` of `bitnami/redis`. */
  readonly chart: string;
  readonly namespace?: string;
}

export interface OutsideHints {
  readonly releases: readonly ChartRelease[];
  readonly secrets: ReadonlySet<string>;
  readonly configMaps: ReadonlySet<string>;
  readonly services: ReadonlySet<string>;
  /** `Secret/x`, `ConfigMap/x`: what any file of the workspace defines, in whichever stack, examples and templates included. */
  readonly defined: ReadonlySet<string>;
  /** Set when names are computed, so that any Secret, ConfigMap or Service may be made. */
  readonly anySecret: boolean;
  readonly anyConfigMap: boolean;
  /** A step replaces `${X}` in manifests before they are applied. */
  readonly substitutes: boolean;
}

const SCANNED =
  /(^|\/)(makefile|gnumakefile|justfile|jenkinsfile|procfile|taskfile\.ya?ml|skaffold\.ya?ml|helmfile[^/]*\.ya?ml(\.gotmpl)?|\.gitlab-ci[^/]*\.ya?ml|bitbucket-pipelines\.ya?ml|azure-pipelines[^/]*\.ya?ml|cloudbuild[^/]*\.ya?ml|buildspec[^/]*\.ya?ml|\.travis\.ya?ml|\.drone\.ya?ml)$|(^|\/)\.(github\/workflows|circleci|gitlab|woodpecker)\/.*\.ya?ml$|\.(sh|bash|zsh|ps1|bat|mk|md|tf|rb|py)$/i;

/** No more than this of a file is looked at, in UTF-16 units: scripts are short, and dumps are not scripts. */
const LONGEST = 300_000;

export function outsideHints(files: WorkspaceFiles): OutsideHints {
  const found = gathered(files, HINTS);
  return remembered(files, 'outside hints', [found], () => {
    const hints = [...found.values()];
    return {
      releases: hints.flatMap(({ releases }) => releases),
      secrets: new Set(hints.flatMap(({ secrets }) => secrets)),
      configMaps: new Set(hints.flatMap(({ configMaps }) => configMaps)),
      services: new Set(hints.flatMap(({ services }) => services)),
      defined: new Set(hints.flatMap(({ defined }) => defined)),
      anySecret: hints.some(({ anySecret }) => anySecret),
      anyConfigMap: hints.some(({ anyConfigMap }) => anyConfigMap),
      substitutes: hints.some(({ substitutes }) => substitutes),
    };
  });
}

interface HintsOfFile {
  readonly releases: ChartRelease[];
  readonly secrets: string[];
  readonly configMaps: string[];
  readonly services: string[];
  readonly defined: readonly string[];
  anySecret: boolean;
  anyConfigMap: boolean;
  substitutes: boolean;
}

/** What one file hints at; nothing for most. */
export const HINTS: FileFact<HintsOfFile | undefined> = {
  name: 'outside hints',
  concerns: (path) => DEFINES.test(path) || isScanned(path),
  of(files, path) {
    const whole = files.text(path);
    if (whole === undefined) return undefined;
    const defined = DEFINES.test(path) ? definedObjects(path, whole) : [];
    const scanned = isScanned(path);
    if (!scanned && defined.length === 0) return undefined;
    const hints: HintsOfFile = {
      releases: [],
      secrets: [],
      configMaps: [],
      services: [],
      defined,
      anySecret: false,
      anyConfigMap: false,
      substitutes: false,
    };
    if (scanned) scan(path, whole.slice(0, LONGEST), hints);
    return hints;
  },
};

function isScanned(path: string): boolean {
  return SCANNED.test(path) && !/(^|\/)(vendor|node_modules)\//.test(path);
}

function scan(path: string, text: string, hints: HintsOfFile): void {
  // Continuation lines belong to the command that they continue.
  const joined = text.replace(/[\\`]\r?\n\s*/g, ' ');
  if (/\.tf$/i.test(path)) {
    readTerraform(joined, hints);
    return;
  }
  if (/\benvsubst\b|\bsed\s+(-[a-z]+\s+)*['"]?s[|/#,@]|\byq\s|\bkustomize\s+edit\b/.test(joined))
    hints.substitutes = true;
  hints.releases.push(...helmInstalls(joined));
  for (const [kind, name] of createdObjects(joined)) {
    const computed = /[$<{]/.test(name);
    if (kind === 'secret') computed ? (hints.anySecret = true) : hints.secrets.push(name);
    else computed ? (hints.anyConfigMap = true) : hints.configMaps.push(name);
  }
  for (const match of joined.matchAll(/\bkubectl\s+expose\s+[^\n]*?--name[= ]([\w.-]+)/g)) {
    if (match[1] !== undefined) hints.services.push(match[1]);
  }
}

const DEFINES = /\.(ya?ml|json)(\.[\w.-]+)?$|\.(tpl|tmpl|j2|dist|example|sample|gotmpl)$/i;

/** Secrets and ConfigMaps of a manifest, a template or a generator, by the look of their lines. */
function definedObjects(path: string, text: string): string[] {
  if (text.length > LONGEST) return [];
  const found = [...text.matchAll(DEFINITION)].map(
    ([, kind, name]) => `${(kind ?? '').endsWith('ConfigMap') ? 'ConfigMap' : 'Secret'}/${name ?? ''}`,
  );
  if (!/kustomization\.ya?ml$/i.test(path)) return found;
  const generated = [...text.matchAll(/^\s*(?:-\s+)?name:\s*["']?([^\s"'#]+)/gm)].map(
    ([, name]) => name ?? '',
  );
  return [...found, ...generated.flatMap((name) => [`Secret/${name}`, `ConfigMap/${name}`])];
}

const DEFINITION =
  /\bkind["']?:\s*["']?((?:Sealed|External|Sops)?Secret|ConfigMap)\b["']?[\s\S]{0,300}?\bname["']?:\s*["']?([^\s"',]+)/g;

function helmInstalls(text: string): ChartRelease[] {
  const found: ChartRelease[] = [];
  for (const match of text.matchAll(/\bhelm\s+(?:upgrade|install)\b([^\n;&|]*)/g)) {
    const words = (match[1] ?? '')
      .trim()
      .split(/\s+/)
      .filter((word) => word !== '');
    const positional: string[] = [];
    let namespace: string | undefined;
    for (let i = 0; i < words.length; i++) {
      const word = words[i] ?? '';
      if (word === '-n' || word === '--namespace') namespace = words[++i];
      else if (word.startsWith('--namespace=')) namespace = word.slice(12);
      else if (VALUELESS_FLAGS.has(word) || (word.startsWith('-') && word.includes('='))) continue;
      else if (word.startsWith('-')) i++;
      else positional.push(word.replace(/^['"]|['"]$/g, ''));
    }
    const [name, chart] = positional.length === 1 ? [undefined, positional[0]] : positional;
    if (chart === undefined) continue;
    const chartName = chart.replace(/\/+$/, '').split('/').at(-1) ?? chart;
    found.push({ name: name ?? chartName, chart: chartName, ...(namespace !== undefined && { namespace }) });
  }
  return found;
}

const VALUELESS_FLAGS: ReadonlySet<string> = new Set([
  '--install',
  '-i',
  '--wait',
  '--atomic',
  '--create-namespace',
  '--debug',
  '--dry-run',
  '--reuse-values',
  '--reset-values',
  '--generate-name',
  '-g',
  '--force',
  '--cleanup-on-fail',
  '--dependency-update',
  '--devel',
  '--wait-for-jobs',
  '--no-hooks',
  '--skip-crds',
]);

function createdObjects(text: string): [kind: 'secret' | 'configmap', name: string][] {
  const found: [kind: 'secret' | 'configmap', name: string][] = [];
  const create =
    /\b(?:kubectl|oc|k)\b[^\n;|]*?\bcreate\s+(?:-[^\s]+\s+)*(secret\s+(?:generic|tls|docker-registry)|configmap|cm)\s+(?:-[^\s]+\s+)*(["']?)([^\s"']+)\2/g;
  for (const match of text.matchAll(create)) {
    if (match[1] === undefined || match[3] === undefined) continue;
    found.push([match[1].startsWith('secret') ? 'secret' : 'configmap', match[3]]);
  }
  // A manifest that a script writes by itself: its name stands below its kind.
  for (const match of text.matchAll(
    /\bkind:\s*(Secret|ConfigMap)\b[\s\S]{0,120}?\bname:\s*["']?([^\s"']+)/g,
  )) {
    if (match[1] === undefined || match[2] === undefined) continue;
    found.push([match[1] === 'Secret' ? 'secret' : 'configmap', match[2]]);
  }
  return found;
}

function readTerraform(text: string, into: HintsOfFile): void {
  const resource = /\bresource\s+"(helm_release|kubernetes_[a-z0-9_]+)"\s+"[^"]*"\s*\{([\s\S]{0,600})/g;
  for (const match of text.matchAll(resource)) {
    const name = /\bname\s*=\s*"([^"]+)"/.exec(match[2] ?? '')?.[1];
    if (name === undefined) continue;
    const type = match[1] ?? '';
    if (type === 'helm_release') {
      const chart = /\bchart\s*=\s*"([^"]+)"/.exec(match[2] ?? '')?.[1] ?? name;
      into.releases.push({ name, chart: chart.split('/').at(-1) ?? chart });
    } else if (type.startsWith('kubernetes_secret')) into.secrets.push(name);
    else if (type.startsWith('kubernetes_config_map')) into.configMaps.push(name);
    else if (type.startsWith('kubernetes_service') && !type.includes('account')) into.services.push(name);
  }
}
