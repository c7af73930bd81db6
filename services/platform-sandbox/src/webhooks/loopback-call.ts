import { request } from 'node:http';

/** Messages of a platform are small, and so are the answers to them. */
const mostAnswerBytes = 64 * 1_024;

export interface LoopbackCall {
  readonly method: 'GET' | 'POST';
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array | null;
  /** So many bytes of the body are sent, then the connection closes; null: all. */
  readonly cutAfter: number | null;
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

export interface LoopbackAnswer {
  readonly status: number;
  /** The first 64 KiB. */
  readonly body: string;
}

/**
 * The address of a callback: plain HTTP on this very machine, for the sandbox plays with nobody else.
 * @throws RangeError that names `field`
 */
export function loopbackUrl(text: string, field: string): URL {
  const url = URL.parse(text);
  const isHere =
    url !== null &&
    url.protocol === 'http:' &&
    url.username === '' &&
    url.password === '' &&
    /^(localhost|\[::1\]|127(\.\d{1,3}){3})$/.test(url.hostname);
  if (!isHere) throw new RangeError(`${field}: must be an http address on loopback`);
  return url;
}

/** Rejects with an `Error` when there is no whole answer. Redirects are answers, too. */
export function callLoopback(call: LoopbackCall): Promise<LoopbackAnswer> {
  const { method, url, headers, body, cutAfter, timeoutMs, signal } = call;
  return new Promise((resolve, reject) => {
    const length = body === null ? {} : { 'content-length': body.length };
    const outgoing = request(url, {
      method,
      // A connection kept for later may be closed by the time it is used.
      agent: false,
      headers: { ...headers, ...length },
      signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
    });
    let isAnswered = false;
    outgoing.on('response', (incoming) => {
      isAnswered = true;
      const chunks: Buffer[] = [];
      let size = 0;
      incoming.on('data', (chunk: Buffer) => {
        if (size < mostAnswerBytes) chunks.push(chunk);
        size += chunk.length;
      });
      incoming.on('error', reject);
      incoming.on('end', () => {
        const text = Buffer.concat(chunks).subarray(0, mostAnswerBytes).toString();
        resolve({ status: incoming.statusCode ?? 0, body: text });
      });
    });
    // Who answers before a long body was read may close the connection: the answer counts.
    outgoing.on('error', (error) => {
      if (!isAnswered) reject(error);
    });
    if (body === null || cutAfter === null) {
      outgoing.end(body ?? undefined);
      return;
    }
    outgoing.write(body.subarray(0, cutAfter), () => outgoing.destroy(new Error('cut off')));
  });
}
