/** How long the event loop of the calling thread stood still at most, in milliseconds. */
export interface LongestBlock {
  /** Between two ticks of 5 ms: what others did to this machine is in it. */
  readonly wallMs: number;
  /** Processor time this thread took between two ticks: an upper bound of its longest task. */
  readonly cpuMs: number;
}

const tickMs = 5;

/** Watches the event loop while `work` runs. */
export async function longestBlockDuring(work: () => Promise<unknown>): Promise<LongestBlock> {
  let [wallMs, cpuMs] = [0, 0];
  let lastAt = performance.now();
  let lastCpuMs = threadCpuMs();
  const tick = (): void => {
    const [at, cpu] = [performance.now(), threadCpuMs()];
    wallMs = Math.max(wallMs, at - lastAt - tickMs);
    cpuMs = Math.max(cpuMs, cpu - lastCpuMs);
    [lastAt, lastCpuMs] = [at, cpu];
  };
  const timer = setInterval(tick, tickMs);
  try {
    await work();
    await new Promise((resolve) => setTimeout(resolve, 2 * tickMs));
  } finally {
    clearInterval(timer);
  }
  return { wallMs, cpuMs };
}

function threadCpuMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1_000;
}
