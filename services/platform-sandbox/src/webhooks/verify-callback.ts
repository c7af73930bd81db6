import { randomInt } from 'node:crypto';
import { callLoopback } from './loopback-call.ts';

/**
 * Meta's question before it sends anything to an address: whether it knows the token, and echoes.
 * Null: it did; else why not.
 */
export async function verifyCallback(
  address: URL,
  verifyToken: string,
  call: { readonly timeoutMs: number; readonly signal: AbortSignal },
): Promise<string | null> {
  const challenge = String(randomInt(1_000_000_000, 2_000_000_000));
  const url = new URL(address);
  url.searchParams.set('hub.mode', 'subscribe');
  url.searchParams.set('hub.challenge', challenge);
  url.searchParams.set('hub.verify_token', verifyToken);
  try {
    const { status, body } = await callLoopback({
      method: 'GET',
      url,
      headers: {},
      body: null,
      cutAfter: null,
      ...call,
    });
    if (status !== 200) return `the address answered the challenge with ${status}`;
    return body === challenge ? null : 'the address did not echo the challenge';
  } catch (error) {
    return `the address did not answer: ${error instanceof Error ? error.message : 'no answer'}`;
  }
}
