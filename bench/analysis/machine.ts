import { availableParallelism, cpus, loadavg, totalmem, type } from 'node:os';

/** What the figures were measured on, in one line. */
export function describeMachine(): string {
  const [busy = 0] = loadavg();
  return [
    `${availableParallelism()} cores of ${cpus()[0]?.model.trim() ?? 'an unknown processor'}`,
    `${(totalmem() / 1e9).toFixed(0)} GB`,
    `${type()}`,
    `Node ${process.version}`,
    `load before the run ${busy.toFixed(1)}`,
  ].join(', ');
}
