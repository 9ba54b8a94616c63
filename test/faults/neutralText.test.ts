import assert from 'node:assert/strict';
import type { CodeAction, Diagnostic, Hover } from 'vscode-languageserver/node';
import { startClient, type Client } from '../lsp/client';
import { faultyShop } from '../cli/commandLine';

/** What names and paths may hold, to make a reader see, click or run something else. */
const evil: Readonly<Record<string, string>> = {
  'a change of direction': 'web\u202egnp.exe\u2066x\u2069\u061c',
  'control characters': 'web\u001b[31m\u0007\u009b1m\r\nweb\u2028web',
  'a link': 'web](command:workbench.action.quit) [x',
  'a link in angle brackets': '<command:workbench.action.quit>',
  'an image': '![x](https://example.invalid/x.png)',
  HTML: '<img src=x onerror=alert(1)><script>x</script>&lt;b&gt;',
  'the end of code': '`` web ``` <b>x</b>',
  'a table and a heading': 'a | b\n\n# Heading\n\n---\n\n| x |',
};

const FILE = 'k8s/web.yaml';

function shopOf(name: string, file: string): Map<string, string> {
  const quoted = JSON.stringify(name).replace(
    /[\u007f-\u009f]/g,
    (odd) => `\\x${odd.charCodeAt(0).toString(16)}`,
  );
  const web = (faultyShop[FILE] ?? '')
    .replace('name: web\nspec:\n  replicas', `name: ${quoted}\nspec:\n  replicas`)
    .replace(
      '          env:\n',
      `          env:\n            - { name: REDIS_HOST, value: ${quoted} }\n            - { name: SESSION_CONNECTION, value: ${quoted} }\n            - { name: CACHE_STORE, value: redis }\n`,
    );
  const files = new Map(Object.entries(faultyShop));
  files.delete(FILE);
  return files.set(file, web).set('config/database.php', DATABASE);
}

const DATABASE =
  "<?php return ['redis' => ['client' => 'phpredis', 'default' => ['host' => env('REDIS_HOST', '127.0.0.1')]]];\n";

/** Plain text: shown as it stands, on one line. */
function assertPlain(text: string): void {
  assert.doesNotMatch(text, /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/);
}

/** Markdown that says no more than its own markup: once code and escapes are out, nothing of the name is active. */
function assertNeutral(markdown: string, links: RegExp): void {
  assert.doesNotMatch(
    markdown,
    /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/,
  );
  const bare = markdown
    .replace(/\\[\\`*_{}[\]()#+!|<>~&]/g, '')
    .replace(/(?<!`)(`+)(?!`)[^\n]*?(?<!`)\1(?!`)/g, '');
  assert.doesNotMatch(bare, /<|!\[|^#+ Heading|&lt;/m, bare);
  for (const [, address = ''] of bare.matchAll(/\]\(([^)]*)\)/g)) assert.match(address, links);
}

describe('Names that want to be more than text', () => {
  let client: Client;
  afterEach(() => client.stop());

  for (const [what, name] of Object.entries(evil)) {
    it(`are text in findings, fixes, hovers and the report: ${what}`, async () => {
      // In a path there is no slash; all else may be.
      const file = `k8s/${name.replaceAll('/', '')}.yaml`;
      client = await startClient(shopOf(name, file));
      const { uri, diagnostics } = await client.first(
        (params) => params.diagnostics.length > 0 && /yaml$/.test(params.uri),
      );
      assert.ok(diagnostics.some(({ code }) => code === 'stateful-driver-with-replicas'));
      for (const { message, relatedInformation } of diagnostics) {
        assertPlain(message as string);
        for (const related of relatedInformation ?? []) assertPlain(related.message);
      }
      await checkActions(uri, diagnostics);
      await checkHovers(uri, diagnostics);
      const { markdown } = await client.connection.sendRequest<{ markdown: string }>(
        'laravelK8s/sessionReport',
        {},
      );
      assertNeutral(markdown, /^file:\/\/\/shop\/[^)]*#L\d+$/);
      assert.ok(!markdown.split('\n').some((line) => line.startsWith('# Heading')));
    });
  }

  async function checkActions(uri: string, diagnostics: readonly Diagnostic[]): Promise<void> {
    for (const { range } of diagnostics) {
      const actions: CodeAction[] = await client.connection.sendRequest('textDocument/codeAction', {
        textDocument: { uri },
        range,
        context: { diagnostics: [] },
      });
      assert.ok(actions.length > 0);
      for (const { title, edit } of actions) {
        assertPlain(title);
        for (const { label, description } of Object.values(edit?.changeAnnotations ?? {})) {
          assertPlain(label);
          assertPlain(description ?? '');
        }
      }
    }
  }

  async function checkHovers(uri: string, diagnostics: readonly Diagnostic[]): Promise<void> {
    for (const { range } of diagnostics) {
      const hover: Hover | null = await client.connection.sendRequest('textDocument/hover', {
        textDocument: { uri },
        position: range.start,
      });
      if (hover) assertNeutral((hover.contents as { value: string }).value, /^file:\/\/\/shop\/[^)]*#L\d+$/);
    }
  }
});
