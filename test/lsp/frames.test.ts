import assert from 'node:assert/strict';
import { frame, initialize, rawClient, request } from './rawClient';
import { killServers } from './serverProcess';

/** Bytes that are no message of the protocol, each followed by messages that are. */
const nonsense: readonly { readonly name: string; readonly bytes: string | Buffer }[] = [
  { name: 'a header without a length', bytes: frame('{"jsonrpc":"2.0"}', 'Content-Type: x') },
  { name: 'a length that is no number', bytes: frame('{}', 'Content-Length: many') },
  { name: 'a negative length', bytes: frame('{}', 'Content-Length: -5') },
  { name: 'a length that no message has', bytes: frame('{}', 'Content-Length: 99999999999') },
  { name: 'a length with something behind it', bytes: frame('{}', 'Content-Length: 2 bytes') },
  { name: 'a header without a colon', bytes: 'hello\r\n\r\n' },
  { name: 'a body that is longer than announced', bytes: frame('{"a":1}'.repeat(3), 'Content-Length: 7') },
  { name: 'no length at all for 20 kB', bytes: `${'x'.repeat(20_000)}\r\n` },
  { name: 'bytes that are no text', bytes: Buffer.from([0, 255, 254, 10, 13, 10, 200]) },
  { name: 'a body that is not JSON', bytes: frame('{nope') },
  { name: 'a body that is not UTF-8', bytes: Buffer.from('Content-Length: 3\r\n\r\n"\xff"', 'latin1') },
  { name: 'an empty body', bytes: frame('') },
  {
    name: 'JSON that is no message',
    bytes: [7, null, [], 'x', {}, { method: 7 }].map((v) => frame(v)).join(''),
  },
  {
    name: 'an answer to a question that was never asked',
    bytes: frame({ jsonrpc: '2.0', id: 7, result: 1 }),
  },
  { name: 'a batch', bytes: frame([{ jsonrpc: '2.0', id: 8, method: 'shutdown' }]) },
  { name: 'JSON 20,000 levels deep', bytes: frame('['.repeat(20_000)) },
];

describe('A server that reads nonsense', function () {
  afterEach(killServers);

  for (const { name, bytes } of nonsense) {
    it(`understands what comes after it: ${name}`, async () => {
      const client = rawClient();
      client.send(bytes, initialize(1), bytes, request(2, 'shutdown'));
      assert.ok((await client.answer(1)).result);
      assert.equal((await client.answer(2)).result, null);
      assert.doesNotMatch(client.errors(), /nope|\bat /, 'It quotes what it read, or fell over.');
    });
  }

  it('reads lower-case headers, further headers, and messages that come byte by byte', async () => {
    const client = rawClient();
    const text = initialize(1).replace('Content-Length', 'content-type: application/json\r\ncontent-length');
    for (const byte of Buffer.from(`${text}${request(2, 'shutdown')}`)) client.send(Buffer.from([byte]));
    assert.ok((await client.answer(1)).result);
    assert.equal((await client.answer(2)).result, null);
  });

  it('waits for a message that is not there as a whole, and ends with its client', async () => {
    const client = rawClient();
    client.send(initialize(1));
    await client.answer(1);
    client.send(request(2, 'shutdown').slice(0, -1));
    client.process.stdin.end();
    assert.equal(await client.ended, 1);
  });
});
