import type { Principal, ScrapeLimit } from '@viral-scan/contracts';
import { newScrape, type TestDatabase, testDatabase } from '@viral-scan/testing';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createPools, createStore, type Pools, type Store } from '../src/index.ts';

const accountRef = 'threads:somebody';
const configured: ScrapeLimit = { requests: 1, windowSeconds: 60 * 60 };

let database: TestDatabase;
let otherPools: Pools;
let processes: readonly Store[];
beforeAll(async () => {
  database = await testDatabase();
  otherPools = createPools({ databaseUrl: database.url, applicationName: 'test-other' });
  const other = createStore({ pool: otherPools.scan, identityPool: otherPools.identity });
  processes = [database.store, other];
});
afterAll(async () => {
  await otherPools.end();
  await database.drop();
});

const somebody = (): Promise<Principal> =>
  database.store.identity.principalOf({
    tenantId: crypto.randomUUID(),
    userId: crypto.randomUUID(),
    scopes: [],
  });

/** Makes what was taken older: time passes without waiting for it. */
const pass = (who: Principal, minutes: number) =>
  database.pools.scan.query(
    `update scan.scrape_limits set taken_at = array(
       select at - make_interval(mins => $2) from unnest(taken_at) as at order by at
     ) where subject_id = $1`,
    [who.subjectId, minutes],
  );

// All in steps of five minutes: a run that takes less changes nothing of what is inside a window.
const steps = (most: number) => fc.integer({ min: 0, max: most }).map((n) => n * 5);
const burst = fc.record({
  pauseMinutes: steps(14),
  /** By process. */
  calls: fc.tuple(fc.integer({ min: 0, max: 4 }), fc.integer({ min: 0, max: 4 })),
  /** Set by the first process before the calls; null: the configured one; undefined: as it was. */
  limit: fc.option(
    fc.option(
      fc.record({
        requests: fc.integer({ min: 0, max: 5 }),
        windowSeconds: steps(20).map((minutes) => (minutes + 5) * 60),
      }),
      { nil: null },
    ),
    { nil: undefined, freq: 1 },
  ),
});

it('two processes let as many through as fit into any window, no fewer, whatever the limit becomes', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(burst, { minLength: 1, maxLength: 6 }), async (bursts) => {
      const who = await somebody();
      const takenMinutes: number[] = [];
      let minute = 0;
      let limit = configured;
      for (const { pauseMinutes, calls, limit: next } of bursts) {
        await pass(who, pauseMinutes);
        minute += pauseMinutes;
        if (next !== undefined) {
          await database.store.scrapeLimits.setLimit(who.tenantId, next);
          limit = next ?? configured;
        }
        const since = minute - limit.windowSeconds / 60;
        const taken = takenMinutes.filter((at) => at > since).length;
        const [here, there] = calls;
        const free = Math.min(here + there, Math.max(0, limit.requests - taken));

        const outcomes = await Promise.all(
          processes.flatMap((store, index) =>
            Array.from({ length: calls[index] ?? 0 }, () => {
              const known = { accountLimit: { accountRef, limit: configured } };
              return store.scans.initiate(who, newScrape({ known }));
            }),
          ),
        );

        const created = outcomes.filter(({ outcome }) => outcome === 'created');
        expect(created).toHaveLength(free);
        for (const refusal of outcomes) {
          if (refusal.outcome === 'account_limited') expect(refusal.limit).toEqual(limit);
        }
        takenMinutes.push(...created.map(() => minute));
      }
      const { rows } = await database.pools.scan.query<{ tasks: number }>(
        'select count(*) as tasks from scan.scans where subject_id = $1',
        [who.subjectId],
      );
      expect(rows).toEqual([{ tasks: takenMinutes.length }]);
    }),
    { numRuns: 15 },
  );
});

it('remembers a hundred places beyond the window, and as many within it as were taken', async () => {
  const who = await somebody();
  const wide = { requests: 1_000, windowSeconds: 60 };
  const ask = (limit: ScrapeLimit) =>
    database.store.scans.initiate(
      who,
      newScrape({ known: { accountLimit: { accountRef, limit } } }),
    );
  await ask(wide);
  const fill = `update scan.scrape_limits set taken_at =
    array(select now() - make_interval(secs => s) from generate_series($2::int, $3::int, -1) s)
    where subject_id = $1`;
  const kept = async () => {
    const { rows } = await database.pools.scan.query<{ kept: number }>(
      'select cardinality(taken_at) as kept from scan.scrape_limits where subject_id = $1',
      [who.subjectId],
    );
    return rows[0]?.kept;
  };
  await database.pools.scan.query(fill, [who.subjectId, 500, 100]);
  await ask(wide);
  expect(await kept()).toBe(100);
  await database.pools.scan.query(fill, [who.subjectId, 150, 1]);
  await ask({ requests: 1_000, windowSeconds: 3_600 });
  expect(await kept()).toBe(151);
});
