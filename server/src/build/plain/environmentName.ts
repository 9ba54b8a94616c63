/** The words that name an environment or a cluster in a directory's or file's name, each with the one it stands for. */
const WORDS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    production: ['prod', 'production', 'prd', 'live'],
    staging: ['staging', 'stage', 'stg'],
    development: ['dev', 'develop', 'development'],
    testing: ['testing', 'qa', 'uat', 'sit', 'preprod', 'acceptance', 'acc'],
    preview: ['preview', 'review', 'sandbox', 'demo'],
    local: ['local', 'minikube', 'kind', 'k3d', 'microk8s', 'localhost'],
    aws: ['aws', 'eks'],
    google: ['gcp', 'gke'],
    azure: ['azure', 'aks'],
    digitalocean: ['digitalocean', 'doks'],
    ovh: ['ovh', 'ovhcloud'],
    linode: ['linode', 'lke'],
    hetzner: ['hetzner'],
    scaleway: ['scaleway'],
    openshift: ['openshift', 'okd'],
  }).flatMap(([name, words]) => words.map((word) => [word, name] as const)),
);

/**
 * The environment that a path belongs to by its names, the innermost one that is named: `k8s/prod/app.yaml` and
 * `k8s/app-prod.yaml` are both `production`. A file's own name counts before its directories.
 */
export function environmentName(path: string): string | undefined {
  const parts = path.split('/');
  for (const part of parts.reverse()) {
    for (const token of part.toLowerCase().split(/[-_.\s]+/)) {
      const name = WORDS.get(token);
      if (name !== undefined) return name;
    }
  }
  return undefined;
}
