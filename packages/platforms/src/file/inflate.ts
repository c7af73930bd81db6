import { pipeline, Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { UnreadableFile } from '@viral-scan/contracts';

/**
 * The bytes of the file, unpacked when it is gzip (known by its magic bytes, not by a name). Ends
 * with `UnreadableFile` past `maxBytes` of unpacked bytes or where the gzip data is damaged. A
 * failure of the source itself (a lost connection) passes through unchanged.
 */
export async function* inflate(
  source: AsyncIterable<Uint8Array>,
  maxBytes: number,
): AsyncGenerator<Buffer> {
  const { head, whole } = await peek(source, 2);
  const isGzip = head[0] === 0x1f && head[1] === 0x8b;
  let bytes = 0;
  for await (const chunk of isGzip ? gunzip(whole) : whole) {
    bytes += chunk.length;
    if (bytes > maxBytes) {
      throw new UnreadableFile(`the file holds more than ${maxBytes} bytes when unpacked`);
    }
    yield chunk;
  }
}

/** Reads until `length` bytes are known, without losing them. */
export async function peek(
  source: AsyncIterable<Uint8Array>,
  length: number,
): Promise<{ head: Buffer; whole: AsyncIterable<Buffer> }> {
  const iterator = source[Symbol.asyncIterator]();
  let head = Buffer.alloc(0);
  while (head.length < length) {
    const next = await iterator.next();
    if (next.done === true) break;
    head = Buffer.concat([head, next.value]);
  }
  async function* whole(): AsyncGenerator<Buffer> {
    try {
      yield head;
      for (let next = await iterator.next(); next.done !== true; next = await iterator.next()) {
        yield Buffer.from(next.value.buffer, next.value.byteOffset, next.value.byteLength);
      }
    } finally {
      await iterator.return?.();
    }
  }
  return { head, whole: whole() };
}

async function* gunzip(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let sourceFailure: { readonly cause: unknown } | undefined;
  async function* watched(): AsyncGenerator<Buffer> {
    try {
      yield* source;
    } catch (cause) {
      sourceFailure = { cause };
      throw cause;
    }
  }
  const unpacked = pipeline(Readable.from(watched()), createGunzip(), () => {
    // The failure reaches the reader of the unpacked stream below.
  });
  try {
    for await (const chunk of unpacked) yield chunk as Buffer;
  } catch (cause) {
    if (sourceFailure !== undefined) throw sourceFailure.cause;
    throw new UnreadableFile('the gzip data is damaged or ends too early', null, { cause });
  } finally {
    unpacked.destroy();
  }
}
