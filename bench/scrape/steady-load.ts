import { Agent, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

export interface Call {
  /** For the table. */
  readonly kind: string;
  readonly method: 'GET' | 'POST';
  readonly path: string;
  /** Statuses that are right. */
  readonly expected: readonly number[];
}

export interface Answered {
  readonly kind: string;
  readonly status: number;
  /** From when the call was to be sent. */
  readonly tookMs: number;
}

export interface LoadOptions {
  readonly baseUrl: string;
  readonly token: string;
  readonly perMinute: number;
  readonly forMs: number;
  /** From 0. */
  readonly callOf: (index: number) => Call;
}

const connections = 32;

/**
 * Calls at a steady rate, whatever the answers: what waits in line counts as latency.
 * @throws when an answer is none of the expected ones
 */
export async function steadyLoad(options: LoadOptions): Promise<readonly Answered[]> {
  const { baseUrl, token, perMinute, forMs, callOf } = options;
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const total = Math.round((perMinute * forMs) / 60_000);
  const begun = performance.now();
  const answers: Promise<Answered>[] = [];
  for (let index = 0; index < total; index += 1) {
    const at = (index * 60_000) / perMinute;
    await sleep(Math.max(0, at - (performance.now() - begun)));
    const call = callOf(index);
    const answered = send(agent, new URL(call.path, baseUrl), call.method, token).then(
      ({ status, body }) => {
        if (!call.expected.includes(status)) {
          throw new Error(`${call.method} ${call.path} was answered with ${status}: ${body}`);
        }
        return { kind: call.kind, status, tookMs: performance.now() - begun - at };
      },
    );
    answered.catch(() => undefined);
    answers.push(answered);
  }
  try {
    return await Promise.all(answers);
  } finally {
    agent.destroy();
  }
}

function send(
  agent: Agent,
  url: URL,
  method: string,
  token: string,
): Promise<{ status: number; body: string }> {
  const { promise, resolve, reject } = Promise.withResolvers<{ status: number; body: string }>();
  const headers = { authorization: `Bearer ${token}` };
  const call = request(url, { method, agent, timeout: 10_000, headers }, (answer) => {
    let body = '';
    answer.setEncoding('utf8').on('data', (text: string) => (body += text));
    answer.once('end', () => resolve({ status: answer.statusCode ?? 0, body }));
    answer.once('error', reject);
  });
  call.once('timeout', () => call.destroy(new Error('no answer')));
  call.once('error', reject);
  call.end();
  return promise;
}
