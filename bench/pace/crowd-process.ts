import { createPace } from '@viral-scan/rate-limit';
import { Redis } from 'ioredis';
import type { CrowdOrders, CrowdReport } from './crowd.ts';

process.once('message', (orders: CrowdOrders) => {
  process.send?.('begun');
  void call(orders).then((report) => process.send?.(report, () => process.disconnect()));
});

/** Each user calls again as soon as a call is out. */
async function call(orders: CrowdOrders): Promise<CrowdReport> {
  const redis = new Redis(orders.url, { maxRetriesPerRequest: 1, retryStrategy: () => 100 });
  redis.on('error', () => undefined);
  const out: (readonly [string, number])[] = [];
  let failed = 0;
  const pace = createPace({
    redis,
    prefix: orders.prefix,
    budgets: new Map([['youtube-data', orders.budgets]]),
    patienceMs: 30_000,
    onTurn: ({ onBehalfOf, admittedAtMicros }) => void out.push([onBehalfOf, admittedAtMicros]),
  });
  const signal = AbortSignal.timeout(orders.forMs);
  const users = orders.users.flatMap(({ name, atOnce }) => Array<string>(atOnce).fill(name));
  await Promise.all(
    users.map(async (onBehalfOf) => {
      while (!signal.aborted) {
        const turn = {
          api: 'youtube-data',
          operation: 'videos.list',
          units: 1,
          onBehalfOf,
        } as const;
        await pace.take(turn, { signal }).catch(() => {
          if (!signal.aborted) failed += 1;
        });
      }
    }),
  );
  redis.disconnect();
  return { out, failed };
}
