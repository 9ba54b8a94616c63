import { execFile } from 'node:child_process';
import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseYaml } from '../../../server/src/formats/yaml/parseYaml';
import type { YamlFile, YamlNode } from '../../../server/src/formats/yaml/tree';
import type { WorkspaceFiles } from '../../../server/src/build/workspaceFiles';

/** A workspace of these files. */
export function workspaceOf(files: ReadonlyMap<string, string>): WorkspaceFiles {
  const parsed = new Map<string, YamlFile>();
  return {
    paths: [...files.keys()],
    text: (file) => files.get(file),
    yaml: (file) => {
      const text = files.get(file);
      if (text === undefined) return undefined;
      const known = parsed.get(file) ?? parseYaml(file, text);
      parsed.set(file, known);
      return known;
    },
    objects: () => [],
    ignoredByGit: (file) => (files.get('.gitignore') ?? '').split('\n').includes(file),
  };
}

/** What a tree means, without places: plain JavaScript values. Keys that map to nothing are kept as null. */
export function dataOf(node: YamlNode): unknown {
  switch (node.kind) {
    case 'scalar':
      return node.value;
    case 'sequence':
      return node.items.map(dataOf);
    case 'map':
      return Object.fromEntries(node.pairs.map((pair) => [pair.key.text, dataOf(pair.value)]));
  }
}

/** What the real kubectl makes of a kustomization: its objects in its order, or its reason not to build. */
export type Outcome = { objects: unknown[] } | { error: string };

export class RealKustomize {
  private constructor(
    private readonly kubectl: string,
    readonly folder: string,
  ) {}

  /** Writes the files to a folder of their own, which `dispose` removes. */
  static over(kubectl: string, files: ReadonlyMap<string, string>): RealKustomize {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'kustomize-case-'));
    for (const [file, text] of files) {
      mkdirSync(path.join(folder, path.dirname(file)), { recursive: true });
      writeFileSync(path.join(folder, file), text);
    }
    return new RealKustomize(kubectl, folder);
  }

  build(root: string): Promise<Outcome> {
    return buildFolder(this.kubectl, path.join(this.folder, root));
  }

  dispose(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

export function buildFolder(kubectl: string, folder: string): Promise<Outcome> {
  return new Promise((resolve) => {
    const options = { timeout: 30_000, maxBuffer: 64 * 1024 * 1024 };
    execFile(kubectl, ['kustomize', folder], options, (error, stdout, stderr) => {
      if (error) resolve({ error: stderr.replaceAll(folder, '').trim() });
      else resolve({ objects: objectsIn(stdout) });
    });
  });
}

function objectsIn(stream: string): unknown[] {
  return parseYaml('output', stream).documents.flatMap(({ root }) => (root ? [dataOf(root)] : []));
}

/** Runs jobs a few at a time. */
export async function inPool<T, R>(
  items: readonly T[],
  size: number,
  job: (item: T) => Promise<R>,
): Promise<R[]> {
  const results: R[] = [];
  let next = 0;
  const worker = async () => {
    for (let i = next++; i < items.length; i = next++) results[i] = await job(items[i] as T);
  };
  await Promise.all(Array.from({ length: size }, worker));
  return results;
}
