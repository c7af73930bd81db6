import { fork } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { startRedis } from '@viral-scan/engines';
import { type Budget, defaultUserBudget } from '@viral-scan/rate-limit';

export interface CrowdOrders {
  readonly url: string;
  readonly prefix: string;
  readonly budgets: readonly Budget[];
  readonly users: readonly { readonly name: string; readonly atOnce: number }[];
  readonly forMs: number;
}

export interface CrowdReport {
  /** When a call of a user went out, in microseconds. */
  readonly out: readonly (readonly [user: string, micros: number])[];
  readonly failed: number;
}

export interface CrowdMeasure {
  /** Calls of the user with the fewest and the most, while all processes were calling. */
  readonly fewest: number;
  readonly most: number;
  /** Calls a second, the time without Redis included. */
  readonly perSecond: number;
  /** Most calls in any window of a second, and what was allowed. */
  readonly mostInAnyWindow: number;
  readonly limit: number;
  /** Longest time without any call. */
  readonly longestPauseMs: number;
  readonly failed: number;
}

const users = 200;
const processes = 4;
const limit = 250;
const windowMs = 1_000;
const forMs = 16_000;

/** `greedy`: ten of the users have 20 calls in line each, the others one. */
export interface CrowdOptions {
  readonly dir: string;
  readonly greedy: boolean;
}

/** 200 users in four processes share one app budget; half-way Redis is killed and started again. */
export async function measureCrowd({ dir, greedy }: CrowdOptions): Promise<CrowdMeasure> {
  let redis = await startRedis({ dir });
  const app: Budget = {
    name: 'app',
    per: 'app',
    rule: { kind: 'staggered', calls: limit, perMs: windowMs },
  };
  const crowd = Array.from({ length: users }, (_, i) => ({
    name: `user-${i}`,
    atOnce: greedy && i % 20 === 0 ? 20 : 1,
  }));
  const started = Array.from({ length: processes }, (_, p) =>
    startProcess({
      url: redis.url,
      prefix: 'crowd',
      budgets: [app, defaultUserBudget],
      users: crowd.filter((_user, i) => i % processes === p),
      forMs,
    }),
  );
  await Promise.all(started.map(({ begun }) => begun));
  await sleep(forMs / 2);
  await redis.kill();
  redis = await startRedis({ dir, port: redis.port });
  const reports = await Promise.all(started.map(({ done }) => done));
  await redis.stop();
  return evaluate(reports);
}

function startProcess(orders: CrowdOrders) {
  const child = fork(new URL('crowd-process.ts', import.meta.url), { stdio: 'inherit' });
  const begun = Promise.withResolvers<void>();
  const done = Promise.withResolvers<CrowdReport>();
  child.on('message', (message) => {
    if (message === 'begun') begun.resolve();
    else done.resolve(message as CrowdReport);
  });
  child.once('exit', (code) => done.reject(new Error(`a process ended early with ${code}`)));
  child.send(orders);
  return { begun: begun.promise, done: done.promise };
}

function evaluate(reports: readonly CrowdReport[]): CrowdMeasure {
  const moments = reports.map(({ out }) => out.map(([, micros]) => micros).sort((a, b) => a - b));
  const from = Math.max(...moments.map((each) => each[0] ?? Number.NaN));
  const to = Math.min(...moments.map((each) => each.at(-1) ?? Number.NaN));
  const counts = new Map<string, number>();
  for (const [user, micros] of reports.flatMap(({ out }) => out)) {
    if (micros >= from && micros <= to) counts.set(user, (counts.get(user) ?? 0) + 1);
  }
  const progress = Array.from({ length: users }, (_, i) => counts.get(`user-${i}`) ?? 0);
  const all = moments.flat().sort((a, b) => a - b);
  const together = progress.reduce((sum, each) => sum + each, 0);
  return {
    fewest: Math.min(...progress),
    most: Math.max(...progress),
    perSecond: together / ((to - from) / 1_000_000),
    mostInAnyWindow: mostInAnyWindow(all, windowMs * 1_000),
    limit,
    longestPauseMs: Math.max(...all.slice(1).map((at, i) => at - (all[i] ?? at))) / 1_000,
    failed: reports.reduce((sum, { failed }) => sum + failed, 0),
  };
}

/** Windows are half open; moments ascend. */
function mostInAnyWindow(moments: readonly number[], length: number): number {
  let most = 0;
  let first = 0;
  for (const [last, moment] of moments.entries()) {
    while (moment - (moments[first] ?? moment) >= length) first += 1;
    most = Math.max(most, last - first + 1);
  }
  return most;
}
