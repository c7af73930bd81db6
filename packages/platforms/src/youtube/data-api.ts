import type { ConnectorCall, PlatformHttp } from '@viral-scan/contracts';
import type { JsonNode } from '../answer/json-node.ts';
import { parseJson } from '../answer/parse-json.ts';
import { toDomainError } from './api-error.ts';

/** One GET of the Data API v3, for example `call('videos', {part: 'snippet', id})`. */
export type DataApiCall = (
  resource: 'channels' | 'playlistItems' | 'videos',
  parameters: Readonly<Record<string, string>>,
  platformCall: ConnectorCall,
) => Promise<JsonNode>;

export interface DataApiDeps {
  /** Such as `https://www.googleapis.com/youtube/v3`. */
  readonly baseUrl: string;
  readonly apiKey: string;
  readonly http: PlatformHttp;
  readonly now: () => Date;
}

/** The key travels in the query only; no error text holds the query. */
export function dataApi({ baseUrl, apiKey, http, now }: DataApiDeps): DataApiCall {
  return async (resource, parameters, { signal, onBehalfOf }) => {
    const url = new URL(`${baseUrl.replace(/\/+$/, '')}/${resource}`);
    for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
    url.searchParams.set('key', apiKey);
    const call = `${resource}.list`;
    const answer = await http({
      api: 'youtube-data',
      operation: call,
      units: 1,
      onBehalfOf,
      url,
      headers: { accept: 'application/json' },
      signal,
    });
    if (answer.status !== 200) throw toDomainError(call, answer, now());
    return parseJson(`YouTube ${call}`, answer.text);
  };
}
