import type { Replay } from './replay-recording.ts';

export type FileReplay = { readonly file: string } & Replay;

const secrets: ReadonlySet<string> = new Set(['accessToken', 'refreshToken']);

/** One JSON document: of one file an object, of several a list; times in ISO 8601. */
export function writeReplays(
  replays: FileReplay | readonly FileReplay[],
  { showSecrets }: { readonly showSecrets: boolean },
): string {
  const hide = (name: string, value: unknown): unknown =>
    secrets.has(name) && typeof value === 'string' ? '[redacted]' : value;
  return JSON.stringify(replays, showSecrets ? undefined : hide, 2);
}
