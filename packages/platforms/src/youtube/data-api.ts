import { type CallOptions, UpstreamContractBroken } from '@viral-scan/contracts';
import type { HttpGet } from '../connector.ts';
import { toDomainError } from './api-error.ts';
import type { JsonNode } from './json-node.ts';

/** One GET of the Data API v3, for example `call('videos', {part: 'snippet', id})`. */
export type DataApiCall = (
  resource: 'channels' | 'playlistItems' | 'videos',
  parameters: Readonly<Record<string, string>>,
  options: CallOptions,
) => Promise<JsonNode>;

export interface DataApiDeps {
  /** Such as `https://www.googleapis.com/youtube/v3`. */
  readonly baseUrl: string;
  readonly apiKey: string;
  readonly get: HttpGet;
  readonly now: () => Date;
}

/** The key travels in the query only; no error text holds the query. */
export function dataApi({ baseUrl, apiKey, get, now }: DataApiDeps): DataApiCall {
  return async (resource, parameters, { signal }) => {
    const url = new URL(`${baseUrl.replace(/\/+$/, '')}/${resource}`);
    for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
    url.searchParams.set('key', apiKey);
    const answer = await get({ url, headers: { accept: 'application/json' }, signal });
    const call = `${resource}.list`;
    if (answer.status !== 200) throw toDomainError(call, answer, now());
    return { value: parseJson(call, answer.text), path: call };
  };
}

function parseJson(call: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Without the parser's error as cause: it quotes the text, which is not ours to log.
    const seen = /^\s*</.test(text) ? 'HTML' : 'text that is not JSON, or only a part of it';
    throw new UpstreamContractBroken(`YouTube answered ${call} with ${seen}`);
  }
}
