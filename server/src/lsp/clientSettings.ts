import { DEFAULT_SETTINGS, LEVELS, type Level, type Settings } from '../analysis/settings';

/** The settings of a client, whatever it sent: what has the wrong type counts as not set. */
export function readSettings(section: unknown): Settings {
  if (typeof section !== 'object' || section === null) return DEFAULT_SETTINGS;
  const given = section as Record<string, unknown>;
  return {
    rules: severities(given['rules']),
    overrides: maps(given['overrides']).map(({ files, rules }) => ({
      files: texts(files),
      rules: severities(rules),
    })),
    exclude: texts(given['exclude']),
    externalServices: texts(given['externalServices']),
    externalSecrets: texts(given['externalSecrets']),
    externalConfigMaps: texts(given['externalConfigMaps']),
    environments: list(given['environments']).flatMap(environment),
    apps: texts(given['apps']),
  };
}

function environment(value: unknown): Settings['environments'] {
  if (typeof value === 'string') return [{ text: value }];
  return maps([value]).flatMap(({ chart, values, release, namespace }) =>
    typeof chart !== 'string'
      ? []
      : [
          {
            text: chart,
            values: texts(values),
            ...(typeof release === 'string' && { release }),
            ...(typeof namespace === 'string' && { namespace }),
          },
        ],
  );
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function texts(value: unknown): string[] {
  return list(value).filter((item): item is string => typeof item === 'string');
}

function maps(value: unknown): Record<string, unknown>[] {
  return list(value).filter(
    (item): item is Record<string, unknown> => typeof item === 'object' && item !== null,
  );
}

function severities(value: unknown): Settings['rules'] {
  if (typeof value !== 'object' || value === null) return {};
  const entries = Object.entries(value).filter((entry): entry is [string, Level] =>
    LEVELS.some((level) => level === entry[1]),
  );
  return Object.fromEntries(entries);
}
