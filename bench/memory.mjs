import path from 'node:path';
import { LanguageClient } from './languageClient.mjs';

/**
 * Types into files of a folder, each time another text than ever before, closes and opens them now and then, and says how
 * much larger the server has become: `heap`, what it holds on to after a garbage collection, and `resident`, what the system
 * gave it, both in MB. Some edits go before, until all that is kept for a while is there.
 */
export async function growth(script, folder, files, edits) {
  const client = new LanguageClient(script, ['--stdio'], {
    node: ['--expose-gc', '--require', path.resolve('bench/tellsHeap.cjs')],
  });
  await client.initialize(folder);
  const documents = files.map((file) => client.open(folder, file));
  await Promise.all(documents.map(({ published }) => published));
  let count = 0;
  const type = async (times) => {
    for (let each = 0; each < times; each++, count++) {
      const index = count % documents.length;
      if (count % 200 === index) {
        client.close(documents[index]);
        documents[index] = client.open(folder, files[index]);
        await documents[index].published;
      }
      const { text } = documents[index];
      await client.write(documents[index], text.replace('edited here', `edited here ${count}`));
    }
  };
  await type(Math.max(1000, edits / 5));
  const before = { heap: await client.heap(), resident: client.resident() };
  await type(edits);
  const after = { heap: await client.heap(), resident: client.resident() };
  await client.stop();
  return { before, after, heap: after.heap - before.heap, resident: after.resident - before.resident };
}
