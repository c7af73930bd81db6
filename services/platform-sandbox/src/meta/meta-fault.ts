import type { Fault } from '../faults/fault-list.ts';
import { operationOf } from '../platform-apis.ts';
import { GraphError } from './graph-error.ts';
import { LoginError } from './login-error.ts';

/** The first part of a path tells whose it is. */
export const isMeta = (path: string): boolean =>
  /^\/(?:instagram|facebook|threads)(?:-www|-api)?\//.test(path);

const codes: Readonly<Record<number, number>> = {
  400: 100,
  401: 190,
  403: 10,
  404: 100,
  429: 4,
  500: 1,
};
const throttles = [4, 17, 32, 341, 613, 80_001, 80_002];
const transient = [1, 2, ...throttles];
const traceId = 'AFAULTFAULTFAULTFAULTFA';

/**
 * An injected failure in the envelope of the Graph API, or flat where tokens are handed out so. Of a
 * throttle, `retry_after_s` is told as the platform tells it: in minutes, in a header.
 */
export function metaFault(path: string, fault: Fault) {
  const { status: asked, reason } = fault;
  const code = fault.code ?? codes[asked ?? 0] ?? 2;
  const message = `Injected fault: ${reason ?? code}`;
  const error = new GraphError({
    code,
    message,
    ...(fault.subcode !== undefined && { subcode: fault.subcode }),
    ...(transient.includes(code) && { isTransient: true }),
    ...(asked !== undefined && { status: asked }),
  });
  const isFlat = isFlatLogin(path) && (asked ?? 400) < 500;
  return {
    status: error.status,
    headers: fault.code !== undefined && throttles.includes(code) ? regainHeaders(code, fault) : {},
    body: isFlat ? new LoginError(message, fault.code ?? asked).toBody() : error.toBody(traceId),
  };
}

function isFlatLogin(path: string): boolean {
  const api = operationOf(path)?.api;
  return api === 'threads-oauth' || path === '/instagram-api/oauth/access_token';
}

function regainHeaders(code: number, fault: Fault): Readonly<Record<string, string>> {
  const times = { total_cputime: 25, total_time: 25 };
  const full = { call_count: 100, ...times };
  const minutes = Math.ceil((fault.retry_after_s ?? 0) / 60);
  const isOfApp = code === 4 || code === 341;
  return {
    'x-app-usage': JSON.stringify(isOfApp ? full : { call_count: 28, ...times }),
    'x-business-use-case-usage': JSON.stringify({
      '17841400000000000': [
        { type: 'instagram', ...full, estimated_time_to_regain_access: minutes },
      ],
    }),
  };
}

export const startOfMetaAnswer = '{"data":[{"id":"179';
