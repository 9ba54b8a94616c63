import { DEFAULT_SETTINGS, type Settings } from '../analysis/settings';

const SEVERITIES: ReadonlySet<unknown> = new Set(['off', 'information', 'warning', 'error']);

/** The settings of a client, whatever it sent: what has the wrong type counts as not set. */
export function readSettings(section: unknown): Settings {
  if (typeof section !== 'object' || section === null) return DEFAULT_SETTINGS;
  const given = section as Record<string, unknown>;
  return {
    rules: severities(given['rules']),
    exclude: texts(given['exclude']),
    externalServices: texts(given['externalServices']),
    externalSecrets: texts(given['externalSecrets']),
    externalConfigMaps: texts(given['externalConfigMaps']),
  };
}

function texts(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : [];
}

function severities(value: unknown): Settings['rules'] {
  if (typeof value !== 'object' || value === null) return {};
  const entries = Object.entries(value).filter(([, severity]) => SEVERITIES.has(severity));
  return Object.fromEntries(entries);
}
