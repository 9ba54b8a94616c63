import assert from 'node:assert/strict';
import { carryOut } from '../../server/src/analysis/carryOut';
import { FileStore } from '../../server/src/analysis/fileStore';
import type { EditRequest } from '../../server/src/text/editRequest';
import { place, type Place } from '../../server/src/text/place';
import { applyChange } from '../support/applyChange';
import { memoryHost } from '../support/memoryHost';

type Requests = (at: (needle: string, file?: string) => Place) => readonly EditRequest[];

/** The files after a fix that asks for these edits. `at` is the place of words in a file, the first one by default. */
function after(
  files: Readonly<Record<string, string>>,
  requests: Requests,
): Record<string, string> | undefined {
  const texts = new Map(Object.entries(files));
  const first = Object.keys(files)[0] ?? '';
  const at = (needle: string, file = first): Place => {
    const start = (files[file] ?? '').indexOf(needle);
    if (start < 0) throw new Error(`"${needle}" is not in ${file}.`);
    return place(file, start, start + needle.length);
  };
  const change = carryOut({ title: 'Mend', edits: requests(at) }, new FileStore(memoryHost(texts)));
  return change && Object.fromEntries(applyChange(texts, change));
}

/** One YAML file after these edits; the lines given are joined. */
function yaml(lines: readonly string[], requests: Requests, lineBreak = '\n'): string[] | undefined {
  const text = lines.map((line) => line + lineBreak).join('');
  return after({ 'a.yaml': text }, requests)?.['a.yaml']?.split(lineBreak).slice(0, -1);
}

describe('carrying out: replace-scalar', () => {
  const replaced = (line: string, needle: string, value: string) =>
    yaml([line], (at) => [{ kind: 'replace-scalar', at: at(needle), value }])?.[0];

  it('keeps quotes and comments', () => {
    assert.equal(replaced('a: file # why', 'file', 'redis'), 'a: redis # why');
    assert.equal(replaced('a: "file"', '"file"', 'redis'), 'a: "redis"');
    assert.equal(replaced("a: 'file'", "'file'", "it's"), "a: 'it''s'");
  });

  it('quotes what would be something else', () => {
    assert.equal(replaced('a: file', 'file', '6379'), 'a: "6379"');
    assert.equal(replaced('a: file', 'file', 'yes: no'), 'a: "yes: no"');
  });

  it('mends keys as well as values, in brackets, too', () => {
    assert.equal(
      replaced('{ CACHE_DRIVER: redis }', 'CACHE_DRIVER', 'CACHE_STORE'),
      '{ CACHE_STORE: redis }',
    );
  });

  it('is plain text in files that are no YAML, and inside a scalar', () => {
    const files = { '.env': 'A=file\n' };
    assert.deepEqual(
      after(files, (at) => [{ kind: 'replace-scalar', at: at('file'), value: 'redis' }]),
      {
        '.env': 'A=redis\n',
      },
    );
    assert.equal(replaced('- "A=file"', 'file', 'redis'), '- "A=redis"');
  });
});

describe('carrying out: set-pair', () => {
  it('adds a pair, and replaces one that is there', () => {
    const set =
      (key: string): Requests =>
      (at) => [{ kind: 'set-pair', map: at('A: 1\n  B: "2" # two'.slice(0, 13)), key, value: 'x' }];
    assert.deepEqual(yaml(['data:', '  A: 1', '  B: "2" # two', 'end: true'], set('C')), [
      'data:',
      '  A: 1',
      '  B: "2" # two',
      '  C: x',
      'end: true',
    ]);
    assert.deepEqual(yaml(['data:', '  A: 1', '  B: "2" # two'], set('B')), [
      'data:',
      '  A: 1',
      '  B: "x" # two',
    ]);
  });

  it('writes numbers, booleans, lists and maps as such', () => {
    const value = {
      text: '6379',
      number: 6379,
      flag: false,
      list: ['a', { b: 'c', d: [1] }],
      map: { e: 'f' },
    };
    assert.deepEqual(
      yaml(['spec:', '  a: b'], (at) => [{ kind: 'set-pair', map: at('a: b'), key: 'new', value }]),
      [
        'spec:',
        '  a: b',
        '  new:',
        '    text: "6379"',
        '    number: 6379',
        '    flag: false',
        '    list:',
        '      - a',
        '      - b: c',
        '        d:',
        '          - 1',
        '    map:',
        '      e: f',
      ],
    );
  });

  it('replaces a whole map', () => {
    const lines = ['spec:', '  selector: # which', '    app: a', '    tier: b', '  ports: []'];
    const requests: Requests = (at) => [
      { kind: 'set-pair', map: at(lines.slice(1).join('\n').trim()), key: 'selector', value: { app: 'c' } },
    ];
    assert.deepEqual(yaml(lines, requests), ['spec:', '  selector: # which', '    app: c', '  ports: []']);
  });

  it('stays in brackets, and opens empty ones', () => {
    const set =
      (map: string): Requests =>
      (at) => [{ kind: 'set-pair', map: at(map), key: 'B', value: 'x' }];
    assert.deepEqual(yaml(['data: { A: 1 }'], set('{ A: 1 }')), ['data: { A: 1, B: x }']);
    assert.deepEqual(yaml(['data: {} # none'], set('{}')), ['data: # none', '  B: x']);
  });

  it('may be asked for several times, also of one empty map', () => {
    const several =
      (map: string): Requests =>
      (at) =>
        ['B', 'C', 'D'].map((key) => ({ kind: 'set-pair', map: at(map), key, value: key.toLowerCase() }));
    assert.deepEqual(yaml(['data: {}', 'end: true'], several('{}')), [
      'data:',
      '  B: b',
      '  C: c',
      '  D: d',
      'end: true',
    ]);
    assert.deepEqual(yaml(['data: { A: a }'], several('{ A: a }')), ['data: { A: a, B: b, C: c, D: d }']);
    assert.deepEqual(yaml(['data:', '  A: a', 'end: true'], several('A: a')), [
      'data:',
      '  A: a',
      '  B: b',
      '  C: c',
      '  D: d',
      'end: true',
    ]);
  });

  it('finds the map of a later document', () => {
    const lines = ['data: { A: 1 }', '---', 'data:', '  A: 2'];
    assert.deepEqual(
      yaml(lines, (at) => [{ kind: 'set-pair', map: at('A: 2'), key: 'B', value: 'x' }]),
      [...lines, '  B: x'],
    );
  });

  it('keeps Windows line ends', () => {
    const value = { c: 'd' };
    assert.deepEqual(
      yaml(['spec:', '  a: b'], (at) => [{ kind: 'set-pair', map: at('a: b'), key: 'new', value }], '\r\n'),
      ['spec:', '  a: b', '  new:', '    c: d'],
    );
  });

  it('writes literals where a kustomization generates the map', () => {
    const generator = (lines: readonly string[], map: string) =>
      after({ 'k8s/kustomization.yaml': lines.join('\n') + '\n' }, (at) => [
        { kind: 'set-pair', map: at(map), key: 'B', value: 'x' },
        { kind: 'set-pair', map: at(map), key: 'C', value: 'true' },
      ])?.['k8s/kustomization.yaml'];
    assert.equal(
      generator(['configMapGenerator:', '  - name: env', '    literals:', '      - B=old'], 'name: env'),
      'configMapGenerator:\n  - name: env\n    literals:\n      - B=x\n      - C=true\n',
    );
    assert.equal(
      generator(['configMapGenerator:', '  - name: env', '    envs: [app.env]'], 'name: env'),
      'configMapGenerator:\n  - name: env\n    envs: [app.env]\n    literals:\n      - B=x\n      - C=true\n',
    );
  });
});

describe('carrying out: append-item', () => {
  const item = { name: 'B', value: 'x' };

  it('adds to a list in lines or in brackets', () => {
    assert.deepEqual(
      yaml(['env:', '  - name: A', '    value: a # one', 'end: true'], (at) => [
        { kind: 'append-item', sequence: at('- name: A\n    value: a'), item },
      ]),
      ['env:', '  - name: A', '    value: a # one', '  - name: B', '    value: x', 'end: true'],
    );
    assert.deepEqual(
      yaml(['resources: [a.yaml]'], (at) => [
        { kind: 'append-item', sequence: at('[a.yaml]'), item: 'b.yaml' },
      ]),
      ['resources: [a.yaml, b.yaml]'],
    );
    assert.deepEqual(
      yaml(['env: []'], (at) => [{ kind: 'append-item', sequence: at('[]'), item }]),
      ['env:', '  - name: B', '    value: x'],
    );
  });

  it('may be asked for several times', () => {
    const requests: Requests = (at) =>
      ['B', 'C'].map((name) => ({ kind: 'append-item', sequence: at('- A'), item: name }));
    assert.deepEqual(yaml(['list:', '- A', 'end: true'], requests), [
      'list:',
      '- A',
      '- B',
      '- C',
      'end: true',
    ]);
  });
});

describe('carrying out: the other kinds', () => {
  it('remove-pair takes out a pair with all that it holds', () => {
    const lines = ['data:', '  A: 1', '  B:', '    c: d', '  E: 2'];
    assert.deepEqual(
      yaml(lines, (at) => [{ kind: 'remove-pair', value: at('c: d') }]),
      ['data:', '  A: 1', '  E: 2'],
    );
    assert.deepEqual(
      yaml(lines, (at) => [{ kind: 'remove-pair', value: at('1') }]),
      ['data:', '  B:', '    c: d', '  E: 2'],
    );
  });

  it('set-variable writes into an env file', () => {
    const files = { '.env': 'A=1\r\nB="two"\r\n' };
    const set =
      (name: string, value: string): Requests =>
      () => [{ kind: 'set-variable', file: '.env', name, value }];
    assert.deepEqual(after(files, set('B', 'x')), { '.env': 'A=1\r\nB="x"\r\n' });
    assert.deepEqual(after(files, set('C', 'y')), { '.env': 'A=1\r\nB="two"\r\nC=y\r\n' });
  });

  it('replace-text and wrap-text change a stretch, with the line breaks of the file', () => {
    const files = { 'a.php': "<?php\r\nreturn ['driver' => 'file'];\r\n" };
    assert.deepEqual(
      after(files, (at) => [{ kind: 'wrap-text', at: at("'file'"), before: "env('X', ", after: ')' }]),
      { 'a.php': "<?php\r\nreturn ['driver' => env('X', 'file')];\r\n" },
    );
    assert.deepEqual(
      after(files, (at) => [{ kind: 'replace-text', at: at("'file'"), text: 'a\nb' }]),
      {
        'a.php': "<?php\r\nreturn ['driver' => a\r\nb];\r\n",
      },
    );
  });

  it('create-file makes a file, under another name when there is one', () => {
    const create: Requests = () => [{ kind: 'create-file', file: 'k8s/redis.yaml', text: 'a: b\n' }];
    assert.deepEqual(after({ 'x.yaml': '' }, create), { 'x.yaml': '', 'k8s/redis.yaml': 'a: b\n' });
    const taken = { 'k8s/redis.yaml': 'old: true\n', 'k8s/redis-2.yaml': 'old: true\n' };
    assert.deepEqual(after(taken, create), { ...taken, 'k8s/redis-3.yaml': 'a: b\n' });
  });

  it('create-file lists the file where its neighbours are listed', () => {
    const create: Requests = () => [{ kind: 'create-file', file: 'base/app/redis.yaml', text: 'a: b\n' }];
    const listed = (files: Readonly<Record<string, string>>, name: string) => after(files, create)?.[name];
    const app = { 'base/app/web.yaml': 'a: b\n' };
    assert.equal(
      listed({ ...app, 'base/kustomization.yml': 'resources:\n- app/web.yaml\n' }, 'base/kustomization.yml'),
      'resources:\n- app/web.yaml\n- app/redis.yaml\n',
    );
    assert.equal(
      listed(
        { ...app, 'base/app/kustomization.yaml': 'resources: [./web.yaml]\n' },
        'base/app/kustomization.yaml',
      ),
      'resources: [./web.yaml, redis.yaml]\n',
    );
    const other = 'resources: [other.yaml, "https://example.com/app/x.yaml"]\n';
    assert.equal(listed({ ...app, 'base/kustomization.yaml': other }, 'base/kustomization.yaml'), other);
  });

  it('gives up when a place is gone, and changes nothing at all', () => {
    const gone = place('a.yaml', 400, 404);
    assert.equal(
      after({ 'a.yaml': 'a: b\n' }, () => [{ kind: 'set-pair', map: gone, key: 'x', value: 'y' }]),
      undefined,
    );
    assert.equal(
      after({ 'a.yaml': 'a: b\n' }, () => [{ kind: 'append-item', sequence: gone, item: 'y' }]),
      undefined,
    );
    assert.equal(
      after({ 'a.yaml': 'a: b\n' }, () => [{ kind: 'remove-pair', value: gone }]),
      undefined,
    );
    const elsewhere = place('b.yaml', 0, 1);
    assert.equal(
      after({ 'a.yaml': 'a: b\n' }, () => [{ kind: 'replace-text', at: elsewhere, text: 'x' }]),
      undefined,
    );
  });

  it('makes edits of several kinds and files in one go', () => {
    const files = { 'env.yaml': 'data: {}\n', 'web.yaml': 'env:\n  - name: A\n', '.env': '' };
    const requests: Requests = (at) => [
      { kind: 'set-pair', map: at('{}'), key: 'A', value: '1' },
      { kind: 'append-item', sequence: at('- name: A', 'web.yaml'), item: { name: 'B' } },
      { kind: 'set-variable', file: '.env', name: 'A', value: '1' },
      { kind: 'set-pair', map: at('{}'), key: 'B', value: '2' },
    ];
    assert.deepEqual(after(files, requests), {
      'env.yaml': 'data:\n  A: "1"\n  B: "2"\n',
      'web.yaml': 'env:\n  - name: A\n  - name: B\n',
      '.env': 'A=1\n',
    });
  });
});
