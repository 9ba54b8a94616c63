/**
 * What `.laravel-k8s.yaml` may hold. The reader of the file and its JSON schema are both made from this, so that an editor
 * completes what the reader takes.
 */

export type Shape =
  /** A map of rules to their severities. */
  | { readonly kind: 'rules' }
  | { readonly kind: 'text'; readonly what: string }
  | { readonly kind: 'list'; readonly what: string; readonly of: Shape }
  | { readonly kind: 'map'; readonly keys: Readonly<Record<string, ShapeKey>> }
  /** A text, or a map that says more. */
  | { readonly kind: 'either'; readonly text: Shape; readonly map: Shape };

export interface ShapeKey {
  /** A sentence or two in Markdown, for completion and hovers. */
  readonly doc: string;
  readonly shape: Shape;
  readonly required?: boolean;
}

const names = (what: string): Shape => ({
  kind: 'list',
  what: `names of ${what}`,
  of: { kind: 'text', what: `the name of a ${what.slice(0, -1)}` },
});
const globs: Shape = { kind: 'list', what: 'globs', of: { kind: 'text', what: 'a glob' } };

export const SETTINGS_SHAPE: Shape = {
  kind: 'map',
  keys: {
    rules: {
      doc: 'How severe each rule is, or `off`. A rule that is not named keeps its own severity.',
      shape: { kind: 'rules' },
    },
    overrides: {
      doc: 'Other severities for some files. The last entry that speaks of a file and a rule counts.',
      shape: {
        kind: 'list',
        what: 'overrides',
        of: {
          kind: 'map',
          keys: {
            files: {
              doc: 'Which files, as globs in the syntax of .gitignore.',
              shape: globs,
              required: true,
            },
            rules: {
              doc: 'How severe each rule is in these files.',
              shape: { kind: 'rules' },
              required: true,
            },
          },
        },
      },
    },
    exclude: {
      doc: 'Files that are not looked at, as globs in the syntax of .gitignore.',
      shape: globs,
    },
    external: {
      doc: 'What exists in the cluster although nothing in this repository makes it.',
      shape: {
        kind: 'map',
        keys: {
          services: {
            doc: 'Services and hosts: `redis`, or `redis.shared` for the Service `redis` in the namespace `shared`. They count as resolvable.',
            shape: names('Services'),
          },
          secrets: {
            doc: 'Secrets. What they hold counts as unknown, not as missing.',
            shape: names('Secrets'),
          },
          configMaps: {
            doc: 'ConfigMaps. What they hold counts as unknown, not as missing.',
            shape: names('ConfigMaps'),
          },
        },
      },
    },
    environments: {
      doc: 'Which stacks are judged; all others are left alone. An entry is a path (an overlay, a values file of a chart, a directory of manifests, a glob; `!` in front leaves out), the name of a stack as `laravel-k8s inspect` shows it, or a chart with its values files.',
      shape: {
        kind: 'list',
        what: 'environments',
        of: {
          kind: 'either',
          text: { kind: 'text', what: 'a path' },
          map: {
            kind: 'map',
            keys: {
              chart: {
                doc: 'The directory of the chart.',
                shape: { kind: 'text', what: 'a directory' },
                required: true,
              },
              values: {
                doc: 'The values files that are laid over `values.yaml`, the last one on top, as paths in this folder.',
                shape: { kind: 'list', what: 'paths', of: { kind: 'text', what: 'a path' } },
                required: true,
              },
              release: { doc: 'The name of the release.', shape: { kind: 'text', what: 'a name' } },
              namespace: { doc: 'The namespace of the release.', shape: { kind: 'text', what: 'a name' } },
            },
          },
        },
      },
    },
    apps: {
      doc: 'Which directories are Laravel apps, by path or glob. Only these are; a directory that is named need not look like one. Without this, folders with `artisan` or a composer.json that requires `laravel/framework` are.',
      shape: { kind: 'list', what: 'directories', of: { kind: 'text', what: 'a directory' } },
    },
  },
};
