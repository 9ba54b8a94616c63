import type { Message } from 'vscode-languageserver/node';

/** Longer messages are not read, in bytes: no text that an editor can hold is as long, and no string in memory either. */
const LONGEST = 256 * 1024 * 1024;

/** A header is a line or two; what goes on for longer is none. */
const LONGEST_HEADER = 4096;

const END_OF_HEADER = '\r\n\r\n';
const LENGTH = 'content-length:';

/**
 * Reads the messages of a stream of bytes. Whatever is no message is passed over up to the next header that can be read,
 * with one complaint, which quotes nothing.
 *
 * It takes the place of the reader of vscode-jsonrpc 10: given a header without a length, or with one that is no number,
 * that one keeps the message's body for the beginning of the next header and understands nothing any more, so that the
 * client waits for good; a negative length does the same; and a message that is JSON but no object is quoted in the log.
 */
export class FrameReader {
  private chunks: Buffer[] = [];
  private available = 0;
  /** The length of the body that comes next; undefined while its header is awaited. */
  private awaited: number | undefined;
  private callback: ((message: Message) => void) | undefined;

  constructor(
    private readonly input: NodeJS.ReadableStream,
    private readonly complain: (text: string) => void,
  ) {}

  listen(callback: (message: Message) => void): void {
    this.callback = callback;
    this.input.on('data', (chunk: Buffer) => {
      this.chunks.push(chunk);
      this.available += chunk.length;
      while (this.step());
    });
  }

  /** Takes one header or one body; false when more bytes have to come first. */
  private step(): boolean {
    if (this.awaited === undefined) return this.takeHeader();
    if (this.available < this.awaited) return false;
    const body = this.take(this.awaited);
    this.awaited = undefined;
    this.deliver(body);
    return true;
  }

  private takeHeader(): boolean {
    if (this.available === 0) return false;
    const buffer = this.join();
    const end = buffer.indexOf(END_OF_HEADER);
    if (end < 0 && buffer.length <= LONGEST_HEADER) return false;
    const length = end < 0 ? undefined : lengthIn(buffer.toString('latin1', 0, end));
    if (length === undefined) {
      this.complain('A message without a usable Content-Length was passed over.');
      return this.passOver(buffer);
    }
    this.take(end + END_OF_HEADER.length);
    this.awaited = length;
    return true;
  }

  /** Goes on at the next header, or waits for one. */
  private passOver(buffer: Buffer): boolean {
    const next = buffer.toString('latin1').toLowerCase().indexOf(LENGTH, 1);
    // The last bytes may be the first ones of a header.
    this.take(next > 0 ? next : Math.max(1, buffer.length - LENGTH.length));
    return next > 0;
  }

  private deliver(body: Buffer): void {
    let message: unknown;
    try {
      message = JSON.parse(body.toString('utf8'));
    } catch {
      this.complain('A message that is not JSON was passed over.');
      return;
    }
    if (isMessage(message)) this.callback?.(message);
    else this.complain('A message that is neither a request, a notification nor a response was passed over.');
  }

  private join(): Buffer {
    const [first] = this.chunks;
    const joined = this.chunks.length === 1 && first ? first : Buffer.concat(this.chunks, this.available);
    this.chunks = [joined];
    return joined;
  }

  private take(count: number): Buffer {
    const buffer = this.join();
    this.chunks = count < buffer.length ? [buffer.subarray(count)] : [];
    this.available = buffer.length - count;
    return buffer.subarray(0, count);
  }
}

function lengthIn(header: string): number | undefined {
  const lines = header.split('\r\n');
  if (!lines.every((line) => /^[A-Za-z-]+:/.test(line))) return undefined;
  const given = lines.find((line) => line.toLowerCase().startsWith(LENGTH))?.slice(LENGTH.length) ?? '';
  const length = /^\s*\d{1,12}\s*$/.test(given) ? Number(given) : Infinity;
  return length <= LONGEST ? length : undefined;
}

/**
 * What decides is whether there is somebody to hand it to: a method to call, or a request that it answers. A cancellation
 * that names no request would bring down vscode-jsonrpc, and the process with it.
 */
export function isMessage(value: unknown): value is Message {
  if (typeof value !== 'object' || value === null) return false;
  const { method, id, params } = value as {
    method?: unknown;
    id?: unknown;
    params?: { id?: unknown } | null;
  };
  if (method === '$/cancelRequest') return isId(params?.id);
  return method === undefined ? isId(id) : typeof method === 'string';
}

function isId(value: unknown): boolean {
  return typeof value === 'number' || typeof value === 'string';
}
