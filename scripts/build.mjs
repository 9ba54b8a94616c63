// Builds dist/ (the bundles that ship) and, with --tests, out/ (one JavaScript file for each source file, for mocha).
// CommonJS throughout: an ES module bundle dies on the dynamic requires of vscode-languageserver.
import { build } from 'esbuild';
import { existsSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';

const shared = { platform: 'node', target: 'node20', format: 'cjs', sourcemap: true, logLevel: 'warning' };

const entries = {
  cli: 'server/src/main/cli.ts',
  server: 'server/src/main/server.ts',
  extension: 'client/src/extension.ts',
};
for (const [name, entry] of Object.entries(entries)) {
  if (!existsSync(entry)) continue;
  await build({
    ...shared,
    entryPoints: [entry],
    outfile: `dist/${name}.js`,
    bundle: true,
    minify: true,
    keepNames: false,
    sourcemap: false,
    external: ['vscode'],
    banner: name === 'cli' ? { js: '#!/usr/bin/env node' } : {},
    loader: { '.md': 'text' },
    alias: { yaml: path.resolve('node_modules/yaml/browser/index.js') },
  });
}

if (process.argv.includes('--tests')) {
  rmSync('out', { recursive: true, force: true });
  const sources = ['server/src', 'client/src', 'test']
    .filter((folder) => existsSync(folder))
    .flatMap((folder) =>
      readdirSync(folder, { recursive: true, encoding: 'utf8' })
        .filter((file) => file.endsWith('.ts') && !file.endsWith('.d.ts'))
        .map((file) => path.join(folder, file)),
    );
  await build({ ...shared, entryPoints: sources, outdir: 'out', outbase: '.', bundle: false });
}
