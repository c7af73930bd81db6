import { type Budget, createPace } from '@viral-scan/rate-limit';
import { Redis } from 'ioredis';

/** Calls a second of each contender, in the order of `contenders`, for each round. */
export interface TakeMeasure {
  readonly name: string;
  readonly perSecond: number[];
}

const callsARound = 20_000;
const atOnce = 64;

const many = 1_000_000;
const window: Budget = {
  name: 'window',
  per: 'app',
  rule: { kind: 'sliding-window', calls: many, perMs: 1_000 },
};
const bucket: Budget = {
  name: 'bucket',
  per: 'user',
  rule: { kind: 'token-bucket', capacity: many, refill: many, perMs: 1_000 },
};
const units: Budget = {
  name: 'units',
  per: 'app',
  rule: { kind: 'daily-units', units: many * many, zone: 'America/Los_Angeles' },
};
const contenders: readonly (readonly [name: string, budgets: readonly Budget[]])[] = [
  ['sliding window', [window]],
  ['token bucket per user', [bucket]],
  ['daily units', [units]],
  ['all three at once', [window, bucket, units]],
];

/** Nobody waits: what a turn costs, beside counting with INCR in windows that stand still. */
export async function measureTakes(url: string, rounds: number): Promise<readonly TakeMeasure[]> {
  const redis = new Redis(url);
  const { signal } = new AbortController();
  const measures: TakeMeasure[] = [
    { name: 'INCR, fixed window', perSecond: [] },
    ...contenders.map(([name]) => ({ name, perSecond: [] })),
  ];
  for (let round = 0; round < rounds; round += 1) {
    const takes = [
      (call: number) => incr(redis, `incr-${round}-${call % 200}`),
      ...contenders.map(([name, budgets]) => {
        const prefix = `${round}-${name}`;
        const pace = createPace({
          redis,
          prefix,
          budgets: new Map([['youtube-data', budgets]]),
          patienceMs: 60_000,
        });
        return (call: number) =>
          pace.take(
            {
              api: 'youtube-data',
              operation: 'videos.list',
              units: 1,
              onBehalfOf: `user-${call % 200}`,
            },
            { signal },
          );
      }),
    ];
    for (const [index, take] of takes.entries()) {
      measures[index]?.perSecond.push(await callsPerSecond(take));
    }
  }
  redis.disconnect();
  return measures;
}

/** What most limiters do: one counter for each second. It lets out twice its limit across a border. */
async function incr(redis: Redis, key: string): Promise<void> {
  const window = `${key}:${Math.floor(Date.now() / 1_000)}`;
  await redis.multi().incr(window).pexpire(window, 2_000).exec();
}

async function callsPerSecond(take: (call: number) => Promise<void>): Promise<number> {
  let next = 0;
  const work = async (): Promise<void> => {
    while (next < callsARound) {
      next += 1;
      await take(next);
    }
  };
  const started = performance.now();
  await Promise.all(Array.from({ length: atOnce }, work));
  return callsARound / ((performance.now() - started) / 1_000);
}
