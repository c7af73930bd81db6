import { existsSync, readFileSync } from 'node:fs';

/** How long the event loop of the calling thread stood still at most, in milliseconds. */
export interface LongestBlock {
  /** Between two ticks of 5 ms: what others did to this machine is in it. */
  readonly wallMs: number;
  /**
   * The same without the time the thread was ready and waited for a processor; where the system
   * does not tell (Linux does), the processor time it took between two ticks.
   */
  readonly ownMs: number;
}

const tickMs = 5;

/** Watches the event loop while `work` runs. */
export async function longestBlockDuring(work: () => Promise<unknown>): Promise<LongestBlock> {
  let [wallMs, ownMs] = [0, 0];
  let lastAt = performance.now();
  let last = threadTimes();
  const tick = (): void => {
    const [at, now] = [performance.now(), threadTimes()];
    const wall = Math.max(0, at - lastAt - tickMs);
    const own =
      now.waitedMs === null || last.waitedMs === null
        ? now.ranMs - last.ranMs
        : wall - (now.waitedMs - last.waitedMs);
    wallMs = Math.max(wallMs, wall);
    ownMs = Math.max(ownMs, own);
    [lastAt, last] = [at, now];
  };
  const timer = setInterval(tick, tickMs);
  try {
    await work();
    await new Promise((resolve) => setTimeout(resolve, 2 * tickMs));
  } finally {
    clearInterval(timer);
  }
  return { wallMs, ownMs };
}

const schedulerFile = '/proc/thread-self/schedstat';
const isTold = existsSync(schedulerFile);

function threadTimes(): { readonly ranMs: number; readonly waitedMs: number | null } {
  const { user, system } = process.threadCpuUsage();
  const ranMs = (user + system) / 1_000;
  if (!isTold) return { ranMs, waitedMs: null };
  // Nanoseconds on a processor, nanoseconds in the queue for one, time slices.
  const [, waitedNs = 0] = readFileSync(schedulerFile, 'utf8').split(' ').map(Number);
  return { ranMs, waitedMs: waitedNs / 1e6 };
}
