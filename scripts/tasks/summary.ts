import { type Counts, countsLine } from './counts.ts';
import type { FileReport } from './vitest-report.ts';

const slowestShown = 10;

export type Summary = {
  readonly counts: Counts;
  readonly failures: readonly string[];
  readonly files: readonly FileReport[];
  readonly durationMs: number;
  /** What it ran on, in words. */
  readonly machine: string;
};

/**
 * The end of a run, which is all that CI shows: its time, its slowest files, what failed, the
 * counts. `.ci/run` repeats the lines that begin with "took", "slow" and "FAILED".
 */
export function summaryLines({ counts, failures, files, durationMs, machine }: Summary): string[] {
  const slowest = [...files]
    .sort((a, b) => b.durationMs - a.durationMs)
    .slice(0, slowestShown)
    .map(({ durationMs, project, path }) => `slow ${seconds(durationMs)} ${project} ${path}`);
  return [
    `took ${seconds(durationMs)} on ${machine}`,
    ...slowest,
    ...failures.map((failure) => `FAILED ${failure}`),
    countsLine(counts),
  ];
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}
