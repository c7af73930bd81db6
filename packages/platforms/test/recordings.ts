import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sharedPath } from '@viral-scan/testing';

export interface Recording {
  readonly id: string;
  readonly url: URL;
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly text: string;
}

/** All exchanges recorded of the Data API, in order, as `id` or `id #n`; none where they are absent. */
export function readRecordings(): Recording[] {
  const folder = sharedPath('apis/recordings/youtube');
  if (folder === null) return [];
  return readdirSync(folder)
    .sort()
    .flatMap((file) => {
      const recording = JSON.parse(readFileSync(join(folder, file), 'utf8'));
      const exchanges = recording.exchanges ?? (recording.response ? [recording] : []);
      return exchanges.map((exchange: typeof recording, index: number) => ({
        id: `${file.replace('.json', '')}${index === 0 ? '' : ` #${index + 1}`}`,
        url: new URL(exchange.request.url),
        status: exchange.response.status,
        headers: exchange.response.headers ?? {},
        text: JSON.stringify(exchange.response.body),
      }));
    });
}
