import { statSync, writeFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { UsageError } from './options.ts';
import type { ScrubbedExchange } from './scrub/scrub-exchange.ts';

/** Refused before the call is made: an answer that cannot be kept may have cost something. */
export function checkPlace(file: string, force: boolean): void {
  const folder = statSync(dirname(file), { throwIfNoEntry: false });
  if (folder?.isDirectory() !== true) {
    throw new UsageError(`--out ${file}: its folder does not exist`);
  }
  const there = statSync(file, { throwIfNoEntry: false });
  if (there?.isDirectory() === true) throw new UsageError(`--out ${file}: is a folder`);
  if (there !== undefined && !force)
    throw new UsageError(`--out ${file}: exists; --force replaces it`);
}

export function writeRecording(
  file: string,
  exchange: ScrubbedExchange,
  { id, recordedAt, force }: { id: string | null; recordedAt: Date; force: boolean },
): void {
  const { method, url } = exchange.request;
  const { host, pathname } = new URL(url);
  const recording = {
    id: id ?? `${basename(dirname(file))}/${basename(file, '.json')}`,
    class: 'recorded',
    answers: `${method} ${host}${pathname}`,
    recordedAt: recordedAt.toISOString(),
    ...exchange,
  };
  writeFileSync(file, `${JSON.stringify(recording, null, 2)}\n`, { flag: force ? 'w' : 'wx' });
}
