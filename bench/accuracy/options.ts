import { parseArgs } from 'node:util';

export interface AccuracyOptions {
  /** A file in the import format, in place of the shared data. */
  readonly posts: string | null;
  readonly snapshots: string | null;
  readonly timezone: string;
  /** The file whose figures are written anew. */
  readonly markdown: string | null;
}

/** `--posts FILE --snapshots FILE --timezone Europe/Berlin --markdown docs/accuracy.md`, all optional. */
export function readOptions(args: readonly string[]): AccuracyOptions {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({
    args: [...args],
    options: { posts: text, snapshots: text, timezone: text, markdown: text },
  });
  const { posts = null, snapshots = null, timezone = 'UTC', markdown = null } = values;
  if (posts === null && (snapshots !== null || values.timezone !== undefined)) {
    throw new Error('--snapshots and --timezone go with --posts FILE');
  }
  try {
    new Intl.DateTimeFormat('en-US', { timeZone: timezone });
  } catch {
    throw new Error(`--timezone: there is no zone ${timezone} (one is Europe/Berlin)`);
  }
  return { posts, snapshots, timezone, markdown };
}
