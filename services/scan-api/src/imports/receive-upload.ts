import type { IncomingMessage } from 'node:http';
import { bodyTooLarge, tooSlow } from '../problems/fastify-problems.ts';
import { HttpProblem } from '../problems/http-problem.ts';

/** @throws HttpProblem 413 for an upload that is too large by its own account */
export function refuseAnnouncedSize(request: IncomingMessage, maxBytes: number): void {
  if (Number(request.headers['content-length']) > maxBytes) {
    throw new HttpProblem(bodyTooLarge(maxBytes));
  }
}

/**
 * The body chunk by chunk, read only as fast as it is consumed. Ends with 413 past `maxBytes`,
 * with 408 past `timeoutMs`, and with node's own error when the caller goes away. The connection
 * stays open for the answer.
 */
export async function* receiveUpload(
  request: IncomingMessage,
  { maxBytes, timeoutMs }: { readonly maxBytes: number; readonly timeoutMs: number },
): AsyncGenerator<Uint8Array> {
  // One waiter at a time: racing each chunk against one long-lived promise would keep them all.
  let giveUp: (reason: HttpProblem) => void = () => undefined;
  let isLate = false;
  const timer = setTimeout(() => {
    isLate = true;
    giveUp(new HttpProblem(tooSlow));
  }, timeoutMs);
  const chunks: AsyncIterator<Uint8Array> = request.iterator({ destroyOnReturn: false });
  let bytes = 0;
  try {
    for (;;) {
      if (isLate) throw new HttpProblem(tooSlow);
      const next = await new Promise<IteratorResult<Uint8Array>>((resolve, reject) => {
        giveUp = reject;
        chunks.next().then(resolve, reject);
      });
      if (next.done === true) return;
      bytes += next.value.byteLength;
      if (bytes > maxBytes) throw new HttpProblem(bodyTooLarge(maxBytes));
      yield next.value;
    }
  } finally {
    clearTimeout(timer);
    // Not awaited: it queues behind a chunk that may never come.
    chunks.return?.().catch(() => undefined);
  }
}
