import { resolve } from 'node:path';
import { DomainError } from '@viral-scan/contracts';
import { readRecording } from '../replay/read-recording.ts';
import { replayRecording } from '../replay/replay-recording.ts';
import type { Terminal } from '../replay/run-replay.ts';
import { callLive } from './call-live.ts';
import { parseRecordOptions, type RecordOptions, UsageError, usage } from './options.ts';
import { scrubExchange } from './scrub/scrub-exchange.ts';
import { checkPlace, writeRecording } from './write-recording.ts';

/** 0; 1 when the call got no answer; 2 when an option or a file is unusable. */
export type ExitCode = 0 | 1 | 2;

/** `npm run record -- argv`. Nothing that is printed holds a secret. */
export async function runRecord(
  argv: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
  terminal: Terminal,
): Promise<ExitCode> {
  try {
    const options = parseRecordOptions(argv, environment);
    if (options === 'help') terminal.print(usage);
    else await record(options, terminal);
    return 0;
  } catch (error) {
    if (error instanceof UsageError) {
      terminal.complain(`viral-scan: ${error.message}\n\n${usage}`);
      return 2;
    }
    if (!(error instanceof DomainError)) throw error;
    terminal.complain(`viral-scan: ${error.name}: ${error.message}; nothing was recorded`);
    return 1;
  }
}

async function record(options: RecordOptions, { folder, print }: Terminal): Promise<void> {
  const out = resolve(folder, options.out);
  checkPlace(out, options.force);
  const bodyFile = options.bodyFile === null ? null : resolve(folder, options.bodyFile);
  const exchange = await callLive(options, bodyFile);
  const recordedAt = new Date();
  writeRecording(out, scrubExchange(exchange, options.secrets), { ...options, recordedAt });
  print(`${options.out}: ${exchange.response.status}, ${toldOf(out, recordedAt)}`);
}

/** What the replay will make of the file: whoever records wants to know at once. */
function toldOf(file: string, now: Date): string {
  try {
    const replay = replayRecording(readRecording(file), now);
    if (!('owner' in replay)) return replay.shape;
    const outcome = 'error' in replay ? replay.error.class : 'domain objects';
    return `${replay.owner} ${replay.call}, ${outcome}`;
  } catch (error) {
    return error instanceof Error ? `cannot be replayed: ${error.message}` : 'cannot be replayed';
  }
}
