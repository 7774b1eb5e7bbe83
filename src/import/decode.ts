import { pipeline, Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { UnreadableArticle } from './text';

/** Bytes that are looked at to tell format and characters. */
const HEAD = 16_384;

/** A file as text, piece by piece, and how it begins. */
export interface Opened {
  head: string;
  chunks: AsyncIterable<string>;
}

/**
 * Unpacks and decodes a file as it comes: gzip by its first bytes, characters by what the file declares,
 * else UTF-8.
 *
 * @param isPlain whether it is text that declares nothing, and so must be right
 */
export async function openText(
  bytes: AsyncIterable<Buffer>,
  isPlain: (head: string) => boolean,
): Promise<Opened> {
  const packed = await peek(bytes, 2);
  const isPacked = packed.head[0] === 0x1f && packed.head[1] === 0x8b;
  const { head, all } = await peek(isPacked ? unpacked(packed.all) : packed.all, HEAD);
  const charset = charsetOf(head);
  const text = new TextDecoder(charset).decode(head.subarray(0, HEAD), { stream: true });
  const decoder = new TextDecoder(charset, { fatal: charset === 'utf-8' && isPlain(text) });
  return { head: text, chunks: decoded(all, decoder) };
}

async function* decoded(
  bytes: AsyncIterable<Buffer>,
  decoder: InstanceType<typeof TextDecoder>,
): AsyncGenerator<string> {
  try {
    for await (const chunk of bytes) yield decoder.decode(chunk, { stream: true });
    yield decoder.decode();
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new UnreadableArticle('It is not text in UTF-8.', { cause: error });
  }
}

function unpacked(bytes: AsyncIterable<Buffer>): AsyncIterable<Buffer> {
  // What goes wrong is thrown to who reads the stream.
  return pipeline(Readable.from(bytes, { objectMode: false }), createGunzip(), () => undefined);
}

async function peek(
  bytes: AsyncIterable<Buffer>,
  wanted: number,
): Promise<{ head: Buffer; all: AsyncIterable<Buffer> }> {
  const reader = bytes[Symbol.asyncIterator]();
  const chunks: Buffer[] = [];
  for (let size = 0; size < wanted;) {
    const next = await reader.next();
    if (next.done === true) break;
    chunks.push(next.value);
    size += next.value.length;
  }
  const head = Buffer.concat(chunks);
  const all = async function* (): AsyncGenerator<Buffer> {
    yield head;
    yield* { [Symbol.asyncIterator]: () => reader };
  };
  return { head, all: all() };
}

function charsetOf(head: Buffer): string {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
  const text = head.subarray(0, 2000).toString('latin1');
  const declared =
    /^\s*<\?xml[^>]*encoding\s*=\s*["']([\w-]+)["']/i.exec(text) ??
    /^\s*<[^]*<meta[^>]+charset\s*=\s*["']?([\w-]+)/i.exec(text);
  const label = declared?.[1] ?? 'utf-8';
  try {
    return new TextDecoder(label).encoding;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return 'utf-8';
  }
}
