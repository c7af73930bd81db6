import { randomInt } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { callLoopback } from '../webhooks/loopback-call.ts';

export interface Intent {
  readonly mode: 'subscribe' | 'unsubscribe';
  readonly callback: URL;
  readonly topic: string;
  readonly leaseSeconds: number;
}

export interface VerifyOptions {
  readonly attempts: number;
  readonly backoffMs: number;
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

/**
 * Asks the subscriber whether it was them (WebSub, section 5.3). Null: it was; else why not. Another
 * answer than the challenge, and 404, is a no; a subscriber that fails is asked again.
 */
export async function verifyIntent(intent: Intent, options: VerifyOptions): Promise<string | null> {
  const { attempts, backoffMs, timeoutMs, signal } = options;
  const challenge = `${randomInt(10 ** 10, 2 ** 47)}${randomInt(10 ** 5, 10 ** 6)}`;
  const url = questionOf(intent, challenge);
  let problem = 'was never asked';
  for (let attempt = 1; attempt <= attempts; attempt += 1) {
    try {
      if (attempt > 1) await sleep(backoffMs * 2 ** (attempt - 2), undefined, { signal });
      const call = { method: 'GET', url, headers: {}, body: null, cutAfter: null } as const;
      const { status, body } = await callLoopback({ ...call, timeoutMs, signal });
      if (status >= 200 && status < 300) {
        return body === challenge ? null : 'answered with another challenge';
      }
      problem = `answered ${status}`;
      if (status < 500) return problem;
    } catch (error) {
      problem = `no answer: ${error instanceof Error ? error.message : 'unknown'}`;
      if (signal.aborted) return problem;
    }
  }
  return problem;
}

function questionOf({ mode, callback, topic, leaseSeconds }: Intent, challenge: string): URL {
  const url = new URL(callback);
  url.searchParams.set('hub.mode', mode);
  url.searchParams.set('hub.topic', topic);
  url.searchParams.set('hub.challenge', challenge);
  if (mode === 'subscribe') url.searchParams.set('hub.lease_seconds', String(leaseSeconds));
  return url;
}
