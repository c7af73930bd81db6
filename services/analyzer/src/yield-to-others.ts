import { readlinkSync } from 'node:fs';
import { setPriority } from 'node:os';

/** As `nice -n 10`: enough to come after, too little to starve. */
const niceness = 10;

/**
 * Lets the other threads of this process, its event loop above all, go first when processors are
 * scarce; threads that the calling one starts follow it. Linux alone has a priority per thread:
 * elsewhere nothing happens, as where it is forbidden.
 */
export function yieldToOthers(): void {
  if (process.platform !== 'linux') return;
  try {
    // "PID/task/TID"
    const thread = Number(readlinkSync('/proc/thread-self').split('/').at(-1));
    setPriority(thread, niceness);
  } catch {
    // Slower answers under load are no reason to analyse nothing.
  }
}
