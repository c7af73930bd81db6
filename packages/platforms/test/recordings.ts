import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Recording {
  readonly id: string;
  readonly url: URL;
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly text: string;
}

const shared = process.env.VIRAL_SCAN_SHARED ?? join(import.meta.dirname, '../../../../shared');

export const sharedFile = (path: string): string => join(shared, path);

/** False, with a message, when the shared folder is absent; under CI that is a failure. */
export function hasShared(path: string): boolean {
  if (existsSync(sharedFile(path))) return true;
  if (process.env.CI === 'true') throw new Error(`shared/${path} is needed under CI`);
  console.warn(`skipped: shared/${path} is absent (set VIRAL_SCAN_SHARED)`);
  return false;
}

/** All exchanges recorded of the Data API's `resource`, in order, as `id` or `id #n`. */
export function readRecordings(): Recording[] {
  const folder = sharedFile('apis/recordings/youtube');
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
