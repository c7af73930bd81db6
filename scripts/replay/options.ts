import { parseArgs } from 'node:util';

export interface ReplayOptions {
  readonly files: readonly string[];
  readonly now: Date | null;
  readonly showSecrets: boolean;
}

export const usage = `npm run replay -- [options] FILE…

Gives each recording (docs/recordings.md) to the connector that owns its URL, and prints as JSON the
domain objects, or the domain error and what happens next; of an inbound webhook whether it is
accepted, why not, and the events in it. Exit code 0; 2 when a file is unusable.

  --now TIME       what "in an hour" counts from, such as 2026-11-20T12:00:00Z, where neither
                   the answer, the webhook nor the recording has a date (default: now)
  --show-secrets   print tokens instead of [redacted]
  --help           this text`;

export class UsageError extends Error {}

/** @throws UsageError naming the option that is wrong */
export function parseReplayOptions(argv: readonly string[]): ReplayOptions | 'help' {
  const { values, positionals } = parse(argv);
  if (values.help === true) return 'help';
  if (positionals.length === 0) throw new UsageError('no file is named');
  const now = values.now === undefined ? null : new Date(values.now);
  if (now !== null && Number.isNaN(now.getTime())) {
    throw new UsageError(`--now ${values.now}: not a time such as 2026-11-20T12:00:00Z`);
  }
  return { files: positionals, now, showSecrets: values['show-secrets'] ?? false };
}

function parse(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: {
        now: { type: 'string' },
        'show-secrets': { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}
