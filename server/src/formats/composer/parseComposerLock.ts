import { place } from '../../text/place';
import type { ComposerLock, LockedPackage } from './composerFile';
import { readJsonObject } from './readJsonObject';

/**
 * Reads a `composer.lock`. These are long (half a megabyte is common) and nobody types in them, so they go through
 * JSON.parse, and places are looked up in the text only when asked for. Never throws; a broken file has no packages.
 */
export function parseComposerLock(file: string, text: string): ComposerLock {
  const { value, problems } = readJsonObject(file, text);
  const packages = new Map<string, LockedPackage>();
  for (const locked of [
    ...readSection(value?.['packages-dev'], true),
    ...readSection(value?.packages, false),
  ]) {
    packages.set(locked.name, locked);
  }
  return {
    file,
    packages,
    problems,
    at(name) {
      if (!packages.has(name.toLowerCase())) return undefined;
      const escaped = name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replaceAll('/', '\\\\?/');
      const match = new RegExp(`("name"\\s*:\\s*)"${escaped}"`, 'i').exec(text);
      if (match === null) return undefined;
      const end = match.index + match[0].length;
      return place(file, match.index + (match[1]?.length ?? 0), end);
    },
  };
}

function readSection(section: unknown, dev: boolean): LockedPackage[] {
  if (!Array.isArray(section)) return [];
  const packages: LockedPackage[] = [];
  for (const item of section as unknown[]) {
    if (typeof item !== 'object' || item === null) continue;
    const { name, version } = item as Record<string, unknown>;
    if (typeof name !== 'string' || typeof version !== 'string') continue;
    packages.push({ name: name.toLowerCase(), version, dev });
  }
  return packages;
}
