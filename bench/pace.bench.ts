import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startRedis } from '@viral-scan/engines';
import { describeMachine } from './analysis/machine.ts';
import { type CrowdMeasure, measureCrowd } from './pace/crowd.ts';
import { measureTakes, type TakeMeasure } from './pace/measure-takes.ts';

/**
 * The pace under 200 users of one app budget, with Redis killed half-way, and what a turn costs:
 * docs/performance.md says how to read it. Medians of 3 and of 5 runs.
 */
const crowdRuns = 3;
const takeRounds = 5;
const folder = mkdtempSync(join(tmpdir(), 'viral-scan-bench-'));
try {
  console.log(`${describeMachine()}\n`);
  console.log(crowdHeader());
  for (const greedy of [false, true]) {
    const runs: CrowdMeasure[] = [];
    for (let run = 0; run < crowdRuns; run += 1) {
      const dir = join(folder, `redis-${greedy}-${run}`);
      const measure = await measureCrowd({ dir, greedy });
      runs.push(measure);
      console.error(crowdLine(`  run ${run + 1}`, [measure]));
    }
    console.log(crowdLine(greedy ? 'ten of them with 20 in line' : 'one call at a time', runs));
  }
  const redis = await startRedis({ dir: join(folder, 'redis-takes') });
  try {
    printTakes(await measureTakes(redis.url, takeRounds));
  } finally {
    await redis.stop();
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

function crowdHeader(): string {
  return [
    '200 users, one app budget'.padEnd(28),
    'fewest   most  max/min  calls/s  in any second  limit  pause ms  failed',
  ].join(' ');
}

/** Of the most in any second the largest of all runs: one window too full would be a defect. */
function crowdLine(name: string, runs: readonly CrowdMeasure[]): string {
  const of = (read: (run: CrowdMeasure) => number): number => median(runs.map(read));
  return [
    name.padEnd(28),
    of(({ fewest }) => fewest)
      .toFixed(0)
      .padStart(6),
    of(({ most }) => most)
      .toFixed(0)
      .padStart(6),
    of(({ most, fewest }) => most / fewest)
      .toFixed(2)
      .padStart(8),
    of(({ perSecond }) => perSecond)
      .toFixed(1)
      .padStart(8),
    String(Math.max(...runs.map((run) => run.mostInAnyWindow))).padStart(14),
    String(runs[0]?.limit).padStart(6),
    of(({ longestPauseMs }) => longestPauseMs)
      .toFixed(0)
      .padStart(9),
    of(({ failed }) => failed)
      .toFixed(0)
      .padStart(7),
  ].join(' ');
}

function printTakes(measures: readonly TakeMeasure[]): void {
  console.log(`\n${'turns nobody waits for'.padEnd(28)} turns/s  µs each  of INCR`);
  const yardstick = median(measures[0]?.perSecond ?? []);
  for (const { name, perSecond } of measures) {
    const each = median(perSecond);
    console.log(
      [
        name.padEnd(28),
        each.toFixed(0).padStart(7),
        (1_000_000 / each).toFixed(0).padStart(8),
        (each / yardstick).toFixed(2).padStart(8),
      ].join(' '),
    );
  }
}
