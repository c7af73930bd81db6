import { createHmac } from 'node:crypto';
import { Agent, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

export interface BurstOptions {
  readonly url: URL;
  readonly secret: string;
  readonly perSecond: number;
  readonly forMs: number;
  /** Body of one delivery, from 0. */
  readonly bodyOf: (index: number) => string;
}

/** One delivery, from when it was to be sent; ms since the burst began. */
export interface Sent {
  readonly at: number;
  /** Until it was acknowledged with a 200, retries included. */
  readonly tookMs: number;
  readonly attempts: number;
}

const connections = 128;
/** Platforms wait for longer. Not all at once: every delivery has its own. */
const retryAfterMs = (index: number): number => 500 + ((index * 37) % 1_500);
const patienceMs = 60_000;
const tickMs = 2;

/**
 * Signed deliveries of TikTok at a steady rate, whatever the answers: what waits in line counts as
 * latency. What is not acknowledged is delivered again, signed anew, until it is. In order of index.
 */
export async function burst(options: BurstOptions): Promise<readonly Sent[]> {
  const { perSecond, forMs } = options;
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const total = Math.round((perSecond * forMs) / 1_000);
  const begun = performance.now();
  const sent: Promise<Sent>[] = [];
  while (sent.length < total) {
    const elapsedMs = performance.now() - begun;
    while (sent.length < total && (sent.length * 1_000) / perSecond <= elapsedMs) {
      sent.push(deliver(options, agent, sent.length, begun));
    }
    await sleep(tickMs);
  }
  try {
    return await Promise.all(sent);
  } finally {
    agent.destroy();
  }
}

async function deliver(
  { url, secret, perSecond, bodyOf }: BurstOptions,
  agent: Agent,
  index: number,
  begun: number,
): Promise<Sent> {
  const at = (index * 1_000) / perSecond;
  const body = bodyOf(index);
  for (let attempts = 1; ; attempts += 1) {
    const status = await post(agent, url, body, secret).catch(() => null);
    const tookMs = performance.now() - begun - at;
    if (status === 200) return { at, tookMs, attempts };
    if (status !== null && status < 500) throw new Error(`a delivery was answered with ${status}`);
    if (tookMs > patienceMs) throw new Error('a delivery was not acknowledged within a minute');
    await sleep(retryAfterMs(index));
  }
}

function post(agent: Agent, url: URL, body: string, secret: string): Promise<number> {
  const t = Math.floor(Date.now() / 1_000);
  const signature = createHmac('sha256', secret).update(`${t}.`).update(body).digest('hex');
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  const call = request(
    url,
    {
      method: 'POST',
      agent,
      timeout: 10_000,
      headers: {
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(body),
        'tiktok-signature': `t=${t},s=${signature}`,
      },
    },
    (answer) => {
      answer.resume();
      answer.once('end', () => resolve(answer.statusCode ?? 0));
      answer.once('error', reject);
    },
  );
  call.once('timeout', () => call.destroy(new Error('no answer')));
  call.once('error', reject);
  call.end(body);
  return promise;
}

/** The latency that this share of the deliveries had at the most. */
export function quantileMs(sent: readonly Sent[], share: number): number {
  const sorted = sent.map(({ tookMs }) => tookMs).toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}
