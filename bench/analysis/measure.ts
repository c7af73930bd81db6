import { readFileSync, writeFileSync } from 'node:fs';
import { isEnough, type Measured } from './measured.ts';
import type { Subject } from './subject.ts';

/**
 * One implementation, measured in a process of its own:
 *
 *   node measure.ts CAPABILITY IMPLEMENTATION DATA ROWS WARM_UP_ROWS RUNS MOST_SECONDS OUTPUT
 *
 * Runs once on the first WARM_UP_ROWS, so that code is compiled, then RUNS times or more on all;
 * prints `Measured` as JSON and writes what the last run returned, as 64-bit floats.
 */
const libraries: Readonly<Record<string, () => Promise<Subject>>> = {
  'ml-isolation-forest': async () =>
    (await import('./subjects/ml-isolation-forest.ts')).mlIsolationForest,
  'density-clustering': async () =>
    (await import('./subjects/density-clustering.ts')).densityClustering,
  'umap-js': async () => (await import('./subjects/umap-js.ts')).umapJs,
  '@bsull/augurs': async () => (await import('./subjects/augurs.ts')).augurs,
  arima: async () => (await import('./subjects/arima.ts')).arima,
  'vader-sentiment': async () => (await import('./subjects/vader-sentiment.ts')).vaderSentiment,
  'simple-statistics': async () =>
    (await import('./subjects/simple-statistics.ts')).simpleStatistics,
  'ours, one thread': async () => (await import('./subjects/report.ts')).reportOnOneThread,
};

async function subjectOf(capability: string, implementation: string): Promise<Subject> {
  const library = libraries[implementation];
  if (library !== undefined) return library();
  if (capability === 'report') return (await import('./subjects/report.ts')).reportOnTwoThreads;
  const subject = (await import('./subjects/ours.ts')).ours[capability];
  if (subject === undefined) throw new Error(`nothing to measure for ${capability}`);
  return subject;
}

/** The kernel's own high-water mark: that of getrusage begins at the size of the parent process. */
function peakBytes(): number {
  try {
    const status = readFileSync('/proc/self/status', 'utf8');
    const kibibytes = /VmHWM:\s+(\d+) kB/.exec(status)?.[1];
    if (kibibytes !== undefined) return Number(kibibytes) * 1_024;
  } catch {
    // Not on Linux.
  }
  return process.resourceUsage().maxRSS * 1_024;
}

const [capability = '', implementation = '', data = '', ...rest] = process.argv.slice(2);
const [rows = 0, warmUpRows = 0, runs = 1, mostSeconds = 60] = rest.slice(0, 4).map(Number);
const output = rest[4] ?? '';

const subject = await subjectOf(capability, implementation);
const restBytes = process.memoryUsage.rss();
if (warmUpRows > 0) subject(data, warmUpRows)();
const run = subject(data, rows);
const seconds: number[] = [];
let result: Float64Array = new Float64Array();
let peak = 0;
while (!isEnough(seconds, { runs, mostSeconds })) {
  const startedAt = performance.now();
  result = run();
  seconds.push((performance.now() - startedAt) / 1_000);
  // Of one run: what is left behind by many is not needed to do the work once.
  if (peak === 0) peak = peakBytes();
}
const measured: Measured = { seconds, restBytes, peakBytes: peak, version: null };
writeFileSync(output, result);
console.log(JSON.stringify(measured));
