import type { ReadinessCheck } from '@viral-scan/runtime';

/** What `/ready` asks, with answers that tell a stranger no address and no driver's words. */
export const readinessChecks = (dependencies: {
  /** Answers the name of the store. */
  readonly describeStore: () => Promise<string>;
  /** Answers the round trip in ms. */
  readonly pingRedis: () => Promise<number>;
}): readonly ReadinessCheck[] => [
  {
    name: 'database',
    required: true,
    check: () => inWords(dependencies.describeStore, 'cannot be reached'),
  },
  {
    name: 'redis',
    // Only the cache of latest reports; scans are taken on without it.
    required: false,
    check: async () => {
      const ms = await inWords(
        dependencies.pingRedis,
        'cannot be reached; latest reports come from the database, scans wait in the outbox',
      );
      return `answers in ${Math.round(ms)} ms`;
    },
  },
];

async function inWords<T>(ask: () => Promise<T>, away: string): Promise<T> {
  try {
    return await ask();
  } catch (cause) {
    throw new Error(away, { cause });
  }
}
