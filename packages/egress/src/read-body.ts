import { UpstreamContractBroken } from '@viral-scan/contracts';
import type { Dispatcher } from 'undici';

/** The whole body; past `maxBytes` the connection is dropped and the contract broken. */
export async function readBody(
  call: string,
  answer: Dispatcher.ResponseData,
  maxBytes: number,
): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  try {
    if (Number(answer.headers['content-length'] ?? 0) > maxBytes) throw tooLarge(call, maxBytes);
    for await (const chunk of answer.body) {
      bytes += chunk.length;
      if (bytes > maxBytes) throw tooLarge(call, maxBytes);
      chunks.push(chunk);
    }
  } finally {
    if (!answer.body.readableEnded) discard(answer);
  }
  return Buffer.concat(chunks);
}

const readOnBytes = 65_536;

/** Reads a short body on, which keeps the connection; how it ends is no matter. Answers an empty one. */
export async function dropBody(answer: Dispatcher.ResponseData): Promise<Buffer> {
  const bytes = Number(answer.headers['content-length'] ?? Number.POSITIVE_INFINITY);
  try {
    if (bytes <= readOnBytes) await answer.body.arrayBuffer();
  } catch {
    // Its status was there before.
  }
  if (!answer.body.readableEnded) discard(answer);
  return Buffer.alloc(0);
}

/** Gives a body up unread, together with its connection. */
export function discard({ body }: Dispatcher.ResponseData): void {
  // Destroying raises an abort error that nobody waits for.
  body.on('error', () => {});
  body.destroy();
}

const tooLarge = (call: string, maxBytes: number): UpstreamContractBroken =>
  new UpstreamContractBroken(`${call}: the answer is larger than ${maxBytes} bytes`);
