import { parseArgs } from 'node:util';

export const worldNames = ['sample', 'youtube-2026'] as const;

export interface StartOptions {
  readonly once: boolean;
  /** The stand-in for the platforms; `file` when posts come from a file. */
  readonly world: (typeof worldNames)[number] | 'file';
  readonly seed: number;
  readonly postsFile: string | null;
  readonly snapshotsFile: string | null;
  /** The user's account: a ref (`youtube:UC…`), or a bare id or name. */
  readonly account: string | null;
  readonly competitors: readonly string[];
  /** Null: 90 days, or for a file as far back as it goes. */
  readonly lookbackDays: number | null;
  /** IANA zone; null: the sample user's, or UTC. */
  readonly timezone: string | null;
}

export const usage = `npm start -- [options]

  --once                 end after the first scan (exit code 0 when it has a report)
  --world NAME           sample (default), or youtube-2026 where its data is present
  --seed N               seed of the sample world (default 1)
  --posts FILE           scan the posts of a file (docs/import-format.md); CSV or JSON Lines, .gz allowed
  --snapshots FILE       further observations of those posts, joined by post id
  --account ID           the user's account (default: the one with most posts)
  --competitor ID        a competitor, can be repeated (default: the next two)
  --lookback-days N      how far back to look (default 90; with --posts, all of the file)
  --timezone ZONE        IANA zone of the audience (default: the sample user's, else UTC)
  --help                 this text`;

export class UsageError extends Error {}

/** @throws UsageError naming the option that is wrong */
export function parseOptions(argv: readonly string[]): StartOptions | 'help' {
  const { values } = parse(argv);
  if (values.help === true) return 'help';
  const postsFile = values.posts ?? null;
  const world = values.world ?? (postsFile === null ? 'sample' : 'file');
  if (postsFile !== null && values.world !== undefined) {
    throw new UsageError('--posts and --world exclude each other: a file is its own world');
  }
  if (values.snapshots !== undefined && postsFile === null) {
    throw new UsageError('--snapshots needs --posts');
  }
  const known = [...worldNames, 'file' as const].find((name) => name === world);
  if (known === undefined || (known === 'file' && postsFile === null)) {
    throw new UsageError(`--world ${world}: there are ${worldNames.join(' and ')}`);
  }
  return {
    once: values.once ?? false,
    world: known,
    seed: wholeNumber('--seed', values.seed, 0, 2 ** 31 - 1) ?? 1,
    postsFile,
    snapshotsFile: values.snapshots ?? null,
    account: values.account ?? null,
    competitors: values.competitor ?? [],
    lookbackDays: wholeNumber('--lookback-days', values['lookback-days'], 1, 3_650),
    timezone: values.timezone === undefined ? null : knownZone(values.timezone),
  };
}

function parse(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      allowPositionals: false,
      options: {
        once: { type: 'boolean' },
        world: { type: 'string' },
        seed: { type: 'string' },
        posts: { type: 'string' },
        snapshots: { type: 'string' },
        account: { type: 'string' },
        competitor: { type: 'string', multiple: true },
        'lookback-days': { type: 'string' },
        timezone: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function wholeNumber(
  option: string,
  text: string | undefined,
  least: number,
  most: number,
): number | null {
  if (text === undefined) return null;
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < least || value > most) {
    throw new UsageError(`${option} ${text}: must be a whole number from ${least} to ${most}`);
  }
  return value;
}

function knownZone(zone: string): string {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return zone;
  } catch {
    throw new UsageError(`--timezone ${zone}: not an IANA time zone such as Europe/Berlin`);
  }
}
