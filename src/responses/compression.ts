import { brotliCompressSync, gzipSync, type BrotliOptions, type ZlibOptions } from 'node:zlib';
import compress from '@fastify/compress';
import type { FastifyInstance } from 'fastify';

/** Bytes of a body below which compressing it gains nothing. */
const SMALLEST = 1024;
/** Bytes of a body that is compressed at once; a larger one is in another thread, and each time anew. */
const LARGEST_AT_ONCE = 262_144;

/** Compresses what this scope sends, as far as the client takes it. What it receives is left as it is. */
export async function addCompression(scope: FastifyInstance): Promise<void> {
  await scope.register(compress, {
    globalDecompression: false,
    encodings: ['br', 'gzip'],
    threshold: SMALLEST,
    syncThreshold: LARGEST_AT_ONCE,
    zlib: {
      brotliCompressSync: once<BrotliOptions>(brotliCompressSync),
      gzipSync: once<ZlibOptions>(gzipSync),
    },
  });
}

/** Compresses one Buffer once, however often it is sent: the result lives as long as it does. */
function once<O>(work: (body: Buffer, options?: O) => Buffer): typeof work {
  const done = new WeakMap<Buffer, Buffer>();
  return (body, options) => {
    const compressed = done.get(body) ?? work(body, options);
    done.set(body, compressed);
    return compressed;
  };
}
