import { resolve } from 'node:path';
import { parseReplayOptions, type ReplayOptions, UsageError, usage } from './options.ts';
import { readRecording } from './read-recording.ts';
import { UnusableFile } from './recording.ts';
import { replayRecording } from './replay-recording.ts';
import { type FileReplay, writeReplays } from './write-replays.ts';

/** What a command reaches of the terminal that called it. */
export interface Terminal {
  /** What relative files are relative to. */
  readonly folder: string;
  readonly print: (text: string) => void;
  readonly complain: (text: string) => void;
}

/** 0, also for domain errors; 2 when an option or a file is unusable. */
export type ExitCode = 0 | 2;

/** `npm run replay -- argv` */
export function runReplay(argv: readonly string[], terminal: Terminal): ExitCode {
  let options: ReplayOptions | 'help';
  try {
    options = parseReplayOptions(argv);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    terminal.complain(`viral-scan: ${error.message}\n\n${usage}`);
    return 2;
  }
  if (options === 'help') {
    terminal.print(usage);
    return 0;
  }
  return replayFiles(options, terminal);
}

/** Every file is replayed, also after one that is unusable. */
function replayFiles(options: ReplayOptions, { folder, print, complain }: Terminal): ExitCode {
  const now = options.now ?? new Date();
  const replays: FileReplay[] = [];
  for (const file of options.files) {
    try {
      replays.push({ file, ...replayRecording(readRecording(resolve(folder, file)), now) });
    } catch (error) {
      if (!(error instanceof UnusableFile)) throw error;
      complain(`viral-scan: ${file}: ${error.message}`);
    }
  }
  const [first] = replays;
  if (first !== undefined)
    print(writeReplays(options.files.length === 1 ? first : replays, options));
  return replays.length === options.files.length ? 0 : 2;
}
