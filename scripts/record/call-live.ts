import { readFileSync } from 'node:fs';
import { createEgress, type EgressResponse } from '@viral-scan/egress';
import type { RecordOptions } from './options.ts';
import { UsageError } from './options.ts';
import type { LiveExchange } from './scrub/scrub-exchange.ts';

const deadlineMs = 30_000;

/** Of the connection, not of the answer; and the length, which scrubbing changes. */
const ofTheConnection = new Set([
  'connection',
  'keep-alive',
  'transfer-encoding',
  'content-length',
]);

/**
 * One call by the guarded client.
 * @param bodyFile as the file system finds it
 * @throws UsageError when the body cannot be read; the domain errors of the guarded client
 */
export async function callLive(
  options: Pick<RecordOptions, 'url' | 'method' | 'headers' | 'allow'>,
  bodyFile: string | null,
): Promise<LiveExchange> {
  const { url, method, allow } = options;
  const body = bodyFile === null ? null : readBody(bodyFile);
  const type = body === null ? {} : { 'content-type': typeOf(body) };
  const headers = { ...type, ...options.headers };
  const egress = createEgress({ allow, defaults: { deadlineMs } });
  try {
    const answer = await egress.request({ url, method, headers, ...(body !== null && { body }) });
    return {
      request: { method, url: url.href, headers, body },
      response: { status: answer.status, headers: headersOf(answer), body: textOf(answer) },
    };
  } finally {
    await egress.close();
  }
}

function readBody(file: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(file));
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : 'unknown cause';
    throw new UsageError(`--body ${file}: cannot be read as text (${String(code)})`);
  }
}

const typeOf = (body: string): string =>
  /^\s*[{[]/.test(body) ? 'application/json' : 'application/x-www-form-urlencoded';

const headersOf = ({ headers }: EgressResponse): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined || ofTheConnection.has(name)
        ? []
        : [[name, Array.isArray(value) ? value.join(', ') : value]],
    ),
  );

/** @throws UsageError for bytes: a recording holds text */
function textOf({ body }: EgressResponse): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(body);
  } catch {
    throw new UsageError('the answer is no text; recordings hold text only');
  }
}
