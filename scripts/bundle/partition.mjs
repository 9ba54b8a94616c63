// Which bundle of dist/ each module belongs to, and how a bundle reaches what is in another one. The server and the command
// line share the engine; what only some workspaces need is in bundles that the engine loads at the first call.
import { build } from 'esbuild';
import { readFileSync } from 'node:fs';
import path from 'node:path';

/** What each bundle begins with. What both reach is in `engine`. */
const ROOTS = {
  session: 'server/src/main/session.ts',
  'cli.main': 'server/src/main/commandLine.ts',
};

/**
 * The doors of the bundles that are loaded late: the functions through which the rest enters. They are called only where the
 * workspace has what they are for, and nothing else of those modules may be used from outside.
 */
const DOORS = {
  yaml: { 'server/src/formats/yaml/readWithPackage.ts': ['readWithPackage'] },
  php: {
    'server/src/formats/laravel/php/readProgram.ts': ['readProgram'],
    'server/src/formats/laravel/evaluate.ts': ['evaluateConfig'],
  },
  helm: {
    'server/src/build/helm/buildChart.ts': ['buildChart', 'localChart'],
    'server/src/build/helm/chartFiles.ts': ['globPattern'],
    'server/src/formats/helm/parseTemplate.ts': ['parseTemplate'],
  },
  kustomize: { 'server/src/build/kustomize/buildRoot.ts': ['buildRoot'] },
};

const LOADER = path.resolve('scripts/bundle/loader.cjs');

/**
 * The bundles beside the entries: for each its name, the text that it is built from and the plugin that leaves out what is
 * elsewhere. `entryPlugin` is for the entries, which load the roots by the loader. `options` are esbuild's for all of them.
 */
export async function partition(options) {
  const doors = new Map(
    Object.entries(DOORS).flatMap(([bundle, files]) =>
      Object.entries(files).map(([file, names]) => [path.resolve(file), { bundle, names }]),
    ),
  );
  for (const [file, { names }] of doors) checkDoor(file, names);
  const imports = await importsOf(options);
  const homes = homesOf(imports, doors);
  const shared = crossed(imports, homes);
  const exported = await exportsOf(shared, options);

  const isCommonJs = (file) => exported.get(file)?.[0] === 'default';

  const elsewhere = (bundle) => ({
    name: 'elsewhere',
    setup(esbuild) {
      onResolved(esbuild, (file) => {
        const home = homes.get(file);
        return home !== undefined && home !== bundle && shared.has(file);
      });
      esbuild.onLoad({ filter: /./, namespace: 'elsewhere' }, ({ path: file }) => {
        const there = `require(${JSON.stringify(`./${homes.get(file)}.js`)})[${JSON.stringify(keyOf(file))}]`;
        const door = doors.get(file);
        if (door) {
          return {
            contents: door.names
              .map((name) => `export function ${name}(...given) { return ${there}.${name}(...given); }`)
              .join('\n'),
          };
        }
        if (isCommonJs(file)) return { contents: `module.exports = ${there};` };
        const names = exported.get(file);
        return {
          contents: `const there = ${there};\n${names.map((name) => `export const ${name} = there.${name};`).join('\n')}`,
        };
      });
      esbuild.onResolve({ filter: /^\.\/[\w.-]+\.js$/ }, ({ path: name, namespace }) =>
        namespace === 'elsewhere' ? { path: name, external: true } : undefined,
      );
    },
  });

  const bundles = [...Object.keys(ROOTS), 'engine', ...Object.keys(DOORS)].map((name) => {
    const root = ROOTS[name];
    const own = [...shared.keys()].filter((file) => homes.get(file) === name);
    const lines = own.map((file, at) =>
      isCommonJs(file)
        ? `const m${at} = require(${JSON.stringify(file)});`
        : `import { ${exported.get(file).map((each) => `${each} as m${at}${each}`)} } from ${JSON.stringify(file)};
           const m${at} = { ${exported.get(file).map((each) => `${each}: m${at}${each}`)} };`,
    );
    const names = own.map((file, at) => `m${at} as ${JSON.stringify(keyOf(file))}`);
    const contents = [...lines, `export { ${names.join(', ')} };`].join('\n');
    const entry = root ? { entryPoints: [root] } : { stdin: { contents, resolveDir: process.cwd() } };
    return { name, entry, plugin: elsewhere(name) };
  });
  return { bundles, entryPlugin: entryPlugin() };
}

/** The roots are reached through the loader. */
function entryPlugin() {
  const roots = new Map(Object.entries(ROOTS).map(([name, file]) => [path.resolve(file), name]));
  return {
    name: 'roots',
    setup(esbuild) {
      onResolved(esbuild, (file) => roots.has(file));
      esbuild.onLoad({ filter: /./, namespace: 'elsewhere' }, ({ path: file }) => ({
        contents: `module.exports = require(${JSON.stringify(LOADER)}).load(__dirname, ${JSON.stringify(`${roots.get(file)}.js`)});`,
        resolveDir: process.cwd(),
      }));
    },
  };
}

/** Sends the files that `is` true of into the namespace `elsewhere`. */
function onResolved(esbuild, is) {
  esbuild.onResolve({ filter: /./ }, async ({ path: name, pluginData, kind, resolveDir, namespace }) => {
    if (pluginData?.resolved || kind === 'entry-point' || namespace !== 'file') return undefined;
    const { path: file, errors } = await esbuild.resolve(name, {
      kind,
      resolveDir,
      pluginData: { resolved: true },
    });
    return errors.length === 0 && is(file) ? { path: file, namespace: 'elsewhere' } : undefined;
  });
}

/** A door is called when its bundle is not loaded yet, so it can be a function only. */
function checkDoor(file, names) {
  const text = readFileSync(file, 'utf8');
  for (const name of names) {
    if (!text.includes(`export function ${name}(`)) throw new Error(`${file} exports no function ${name}.`);
  }
}

/** The files that each file imports, of all that the roots reach. */
async function importsOf(options) {
  const { metafile } = await build({
    ...options,
    entryPoints: Object.values(ROOTS),
    outdir: 'unwritten',
    write: false,
    metafile: true,
  });
  // What is read of package.json is a line: each bundle has its own.
  const files = Object.entries(metafile.inputs).filter(([file]) => !file.endsWith('.json'));
  return new Map(
    files.map(([file, { imports }]) => [
      path.resolve(file),
      imports.filter(({ external }) => !external).map((each) => path.resolve(each.path)),
    ]),
  );
}

function homesOf(imports, doors) {
  const reached = (starts, into = new Set()) => {
    const open = [...starts];
    for (let file = open.pop(); file !== undefined; file = open.pop()) {
      if (into.has(file)) continue;
      into.add(file);
      open.push(...imports.get(file).filter((each) => imports.has(each) && !doors.has(each)));
    }
    return into;
  };
  const homes = new Map();
  const settle = (name, files) => {
    for (const file of files) homes.set(file, homes.has(file) ? 'engine' : name);
  };
  for (const [name, root] of Object.entries(ROOTS)) settle(name, reached([path.resolve(root)]));
  const before = new Set(homes.keys());
  for (const name of Object.keys(DOORS)) {
    const starts = [...doors].filter(([, { bundle }]) => bundle === name).map(([file]) => file);
    for (const file of reached(starts)) {
      if (!before.has(file)) settle(name, [file]);
      else homes.set(file, 'engine');
    }
  }
  return homes;
}

/** The files that are imported from another bundle, with those who do so. */
function crossed(imports, homes) {
  const result = new Map();
  for (const [file, targets] of imports) {
    for (const target of targets) {
      const home = homes.get(target);
      if (home === undefined || home === homes.get(file)) continue;
      result.set(target, [...(result.get(target) ?? []), file]);
    }
  }
  return result;
}

/** The names that each file exports and that those who import it from elsewhere mention. */
async function exportsOf(shared, options) {
  const { metafile } = await build({
    ...options,
    entryPoints: [...shared.keys()],
    format: 'esm',
    bundle: false,
    outdir: 'unwritten',
    write: false,
    metafile: true,
    alias: undefined,
    external: undefined,
    plugins: undefined,
  });
  return new Map(
    Object.values(metafile.outputs).map(({ entryPoint, exports: names }) => {
      if (names.length > 1 && names.includes('default'))
        throw new Error(`${entryPoint} has a default export, which is not handed on.`);
      const file = path.resolve(entryPoint);
      const words = new Set(shared.get(file).flatMap((each) => readFileSync(each, 'utf8').match(/[\w$]+/g)));
      return [file, names.filter((each) => words.has(each) || each === 'default')];
    }),
  );
}

function keyOf(file) {
  return path.relative('.', file).replace(/^.*(server\/src|node_modules)\/|\.\w+$/g, '');
}
