import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sharedPath } from '@viral-scan/testing';

export interface RecordedExchange {
  /** The file, `youtube/name`; from the second exchange of a file on `youtube/name #2`. */
  readonly id: string;
  readonly request: {
    readonly method: string;
    readonly url: string;
    readonly headers?: Record<string, string>;
    readonly body?: unknown;
  };
  readonly response: {
    readonly status: number;
    readonly headers?: Record<string, string>;
    readonly body: unknown;
  };
}

export interface RecordedVector {
  readonly id: string;
  readonly vector: Readonly<Record<string, string>>;
}

/** All exchanges recorded of one platform, in order; none where the recordings are absent. */
export const recordedExchanges = (platform: string): RecordedExchange[] =>
  readFiles(platform).flatMap(({ id, content }) => {
    const exchanges = content.exchanges ?? (content.response ? [content] : []);
    return exchanges.map((exchange: RecordedExchange, index: number) => ({
      id: index === 0 ? id : `${id} #${index + 1}`,
      request: exchange.request,
      response: exchange.response,
    }));
  });

/** All computations recorded of one platform with their results. */
export const recordedVectors = (platform: string): RecordedVector[] =>
  readFiles(platform)
    .filter(({ content }) => content.vector !== undefined)
    .map(({ id, content }) => ({ id, vector: content.vector }));

function readFiles(platform: string) {
  const folder = sharedPath('apis/recordings', platform);
  if (folder === null) return [];
  return readdirSync(folder)
    .sort()
    .map((file) => ({
      id: `${platform}/${file.replace('.json', '')}`,
      content: JSON.parse(readFileSync(join(folder, file), 'utf8')),
    }));
}

export interface Recording {
  readonly id: string;
  readonly url: URL;
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly text: string;
}

/** All exchanges recorded of YouTube and Google as answers, as `id` or `id #n`. */
export const readRecordings = (): Recording[] =>
  recordedExchanges('youtube').map(({ id, request, response }) => ({
    id: id.replace('youtube/', ''),
    url: new URL(request.url),
    status: response.status,
    headers: response.headers ?? {},
    text: JSON.stringify(response.body),
  }));
