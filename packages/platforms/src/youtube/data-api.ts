import { createHash } from 'node:crypto';
import type { ConnectorCall, PlatformAnswer, PlatformHttp } from '@viral-scan/contracts';
import type { JsonNode } from '../answer/json-node.ts';
import { parseJson } from '../answer/parse-json.ts';
import { toDomainError } from './api-error.ts';
import { bearer } from './bearer.ts';
import type { EtagCache } from './etag-cache.ts';

/** One GET of the Data API v3, for example `call('videos', {part: 'snippet', id})`. */
export type DataApiCall = (
  resource: 'channels' | 'playlistItems' | 'videos',
  parameters: Readonly<Record<string, string>>,
  platformCall: ConnectorCall,
) => Promise<JsonNode>;

export interface DataApiDeps {
  /** Such as `https://www.googleapis.com/youtube/v3`. */
  readonly baseUrl: string;
  /** Null: every call carries the access token of its account's owner. */
  readonly apiKey: string | null;
  readonly http: PlatformHttp;
  readonly now: () => Date;
  readonly etags: EtagCache | null;
}

/**
 * The key travels in the query only, a token in its header only; no error text holds either. A
 * kept answer is asked for with its ETag: unchanged it is a 304, which takes a unit of the quota all
 * the same and saves the bytes.
 */
export function dataApi({ baseUrl, apiKey, http, now, etags }: DataApiDeps): DataApiCall {
  return async (resource, parameters, { signal, onBehalfOf, accessToken }) => {
    const authorization = apiKey === null ? bearer(accessToken) : {};
    const url = new URL(`${baseUrl.replace(/\/+$/, '')}/${resource}`);
    for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
    const cacheKey = digest(apiKey === null ? `${accessToken}\n${url}` : `\n${url}`);
    if (apiKey !== null) url.searchParams.set('key', apiKey);

    const kept = (await etags?.get(cacheKey)) ?? null;
    const operation = `${resource}.list`;
    const answer = await http({
      api: 'youtube-data',
      operation,
      units: 1,
      onBehalfOf,
      url,
      headers: {
        accept: 'application/json',
        ...authorization,
        ...(kept === null ? {} : { 'if-none-match': kept.etag }),
      },
      signal,
    });
    const name = `YouTube ${operation}`;
    if (answer.status === 304 && kept !== null) return parseJson(name, kept.text);
    if (answer.status !== 200) {
      const credential = apiKey === null ? 'token' : 'key';
      throw toDomainError({ api: 'YouTube', operation, credential }, answer, now());
    }
    const body = parseJson(name, answer.text);
    const etag = readEtag(answer);
    if (etag !== null) await etags?.set(cacheKey, { etag, text: answer.text });
    return body;
  };
}

/** What anyone may see is kept once for all; what an owner sees is apart by token. */
const digest = (text: string): string => createHash('sha256').update(text).digest('base64url');

/** Only what can be sent back as a header. */
function readEtag({ headers }: PlatformAnswer): string | null {
  const { etag } = headers;
  return typeof etag === 'string' && /^[\x21-\x7e]{1,200}$/.test(etag) ? etag : null;
}
