import { isMeta, metaFault, startOfMetaAnswer } from '../meta/meta-fault.ts';
import { operationOf } from '../platform-apis.ts';
import { accountsEnvelope, accountsMessage } from '../tiktok/accounts/accounts-error.ts';
import { displayEnvelope } from '../tiktok/display/display-error.ts';
import type { Fault } from './fault-list.ts';

export interface FaultAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: object;
}

type Words = Readonly<Record<number, string>>;

const googleReasons: Words = {
  400: 'badRequest',
  401: 'authError',
  403: 'rateLimitExceeded',
  404: 'notFound',
  429: 'rateLimitExceeded',
};
const usageReasons = ['rateLimitExceeded', 'userRateLimitExceeded', 'dailyLimitExceeded'];
const oauthErrors: Words = { 400: 'invalid_grant', 401: 'invalid_client', 403: 'access_denied' };
const accountsCodes: Readonly<Record<number, number>> = {
  400: 40002,
  401: 40105,
  403: 40001,
  404: 40002,
  429: 40100,
  502: 50002,
  503: 60001,
  504: 50002,
};
const displayCodes: Words = {
  400: 'invalid_params',
  401: 'access_token_invalid',
  403: 'scope_not_authorized',
  404: 'invalid_params',
  429: 'rate_limit_exceeded',
};
const logId = '20260101000000010100000000FAULT00';

/** An injected failure as the platform behind `path` would put it. */
export function faultAnswer(path: string, fault: Fault, nowMs: number): FaultAnswer {
  if (isMeta(path)) {
    const { status, headers, body } = metaFault(path, fault);
    const seconds = fault.code === undefined ? fault.retry_after_s : undefined;
    return {
      status,
      headers: {
        ...headers,
        ...(seconds !== undefined && { 'retry-after': retryAfter(fault, nowMs) }),
      },
      body,
    };
  }
  const status = fault.status ?? 200;
  return {
    status,
    headers: {
      ...(fault.retry_after_s !== undefined && { 'retry-after': retryAfter(fault, nowMs) }),
      ...(status === 401 &&
        path.startsWith('/youtube') && {
          'www-authenticate': 'Bearer realm="https://accounts.google.com/", error=invalid_token',
        }),
    },
    body: bodyOf(path, status, fault),
  };
}

/** Whole seconds, or the moment in the form of RFC 9110. */
function retryAfter({ retry_after_s: seconds = 0, retry_after_form }: Fault, nowMs: number) {
  return retry_after_form === 'date'
    ? new Date(Math.ceil(nowMs / 1_000 + seconds) * 1_000).toUTCString()
    : String(seconds);
}

function bodyOf(path: string, status: number, { reason, code }: Fault): object {
  const api = operationOf(path)?.api;
  const isOauth = api === 'google-oauth' || path.startsWith('/tiktok/v2/oauth/');
  if (isOauth) {
    const error = reason ?? oauthErrors[status] ?? 'server_error';
    const isGoogle = api === 'google-oauth';
    return {
      error,
      error_description: isGoogle ? 'Bad Request' : `Injected fault: ${error}`,
      ...(!isGoogle && { log_id: logId }),
    };
  }
  if (api === 'tiktok-accounts') {
    const shown = code ?? accountsCodes[status] ?? 50000;
    return accountsEnvelope(shown, accountsMessage(shown), logId, {});
  }
  if (api === 'tiktok-display' || api === 'tiktok-login') {
    const shown = reason ?? displayCodes[status] ?? 'internal_error';
    return displayEnvelope({}, { code: shown, message: `Injected fault: ${shown}` }, logId);
  }
  return googleEnvelope(status, reason ?? googleReasons[status] ?? 'backendError');
}

function googleEnvelope(status: number, reason: string) {
  const message = `Injected fault: ${reason}`;
  const domain = usageReasons.includes(reason) ? 'usageLimits' : 'global';
  const detail = {
    message,
    domain: reason === 'quotaExceeded' ? 'youtube.quota' : domain,
    reason,
  };
  return { error: { code: status, message, errors: [detail] } };
}

/** How an answer of the platform begins, to be cut off. */
export function startOfAnswer(path: string): string {
  if (isMeta(path)) return startOfMetaAnswer;
  switch (operationOf(path)?.api) {
    case 'tiktok-accounts':
      return '{"code":0,"message":"OK","request_id":"2026","data":{"videos":[{"item_id":"76';
    case 'tiktok-display':
      return '{"data":{"videos":[{"id":"76';
    case 'google-oauth':
      return '{"access_token":"ya29.';
    case 'youtube-analytics':
      return '{"kind":"youtubeAnalytics#resultTable","columnHeaders":[{"name":"';
    default:
      return '{"kind":"youtube#videoListResponse","etag":"';
  }
}
