import type { ConnectorCall, PlatformHttp } from '@viral-scan/contracts';
import type { JsonNode } from '../answer/json-node.ts';
import { requiredToken } from './access-token.ts';
import { readDisplayAnswer } from './display-answer.ts';

export interface TiktokDisplayDeps {
  /** Such as `https://open.tiktokapis.com`. */
  readonly baseUrl: string;
  readonly http: PlatformHttp;
  readonly now: () => Date;
}

/** One call of the Display API v2, a POST where it has a body; the answer is its `data`. */
export type DisplayCall = (
  request: {
    readonly operation: 'user/info' | 'video/list' | 'video/query';
    readonly fields: readonly string[];
    readonly body?: object;
  },
  platformCall: ConnectorCall,
) => Promise<JsonNode>;

export function displayApi({ baseUrl, http, now }: TiktokDisplayDeps): DisplayCall {
  return async ({ operation, fields, body }, { signal, onBehalfOf, accessToken }) => {
    const token = requiredToken(accessToken);
    const url = new URL(`${baseUrl.replace(/\/+$/, '')}/v2/${operation}/`);
    url.searchParams.set('fields', fields.join(','));
    const answer = await http({
      api: 'tiktok-display',
      operation,
      units: 1,
      onBehalfOf,
      url,
      headers: {
        accept: 'application/json',
        authorization: `Bearer ${token}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { method: 'POST' as const, body: JSON.stringify(body) }),
      signal,
    });
    return readDisplayAnswer(operation, answer, now());
  };
}
