import { type Coverage, StepLost } from '@viral-scan/contracts';
import {
  importedPost,
  importSummary,
  metrics,
  newScan,
  post,
  profile,
  type TestDatabase,
  testDatabase,
} from '@viral-scan/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createStore } from '../src/index.ts';

const asOf = new Date('2026-06-01T12:00:00Z');
const complete: Coverage = {
  account_id: 'youtube:UC0000000000000000000001',
  platform: 'youtube',
  role: 'own',
  source: 'youtube-data-api',
  access: 'public',
  status: 'complete',
  reason: null,
  captured_at: null,
  posts: 0,
  posts_without_metrics: 0,
};

describe('several processes at once', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await testDatabase();
  });
  afterAll(() => database.drop());

  const somebody = () =>
    database.store.identity.principalOf({
      tenantId: crypto.randomUUID(),
      userId: crypto.randomUUID(),
      scopes: [],
    });

  it('end a collection when its last steps end at the same moment', async () => {
    const { scans, steps } = database.store;
    const who = await somebody();
    for (let round = 0; round < 10; round += 1) {
      const planned = newScan({
        kind: 'collection',
        steps: [0, 1, 2, 3].map((n) => ({
          stepKey: `collect-${n}`,
          kind: 'collect-account',
          accountRef: `youtube:UC-${n}`,
          role: 'competitor',
        })),
      });
      await scans.initiate(who, planned);
      const starts = await Promise.all(
        planned.steps.map(({ stepKey }) => steps.start(who, { scanId: planned.scanId, stepKey })),
      );
      await Promise.all(
        starts.map((start) => {
          if (start.outcome !== 'started') throw new Error('did not start');
          return steps.finishCollect(who, start.lease, {
            state: 'completed',
            accountId: null,
            coverage: complete,
            error: null,
          });
        }),
      );
      expect((await scans.find(who, planned.scanId))?.state).toBe('completed');
    }
  });

  it('count each page once, though workers keep taking the step from each other', async () => {
    const { scans, steps } = database.store;
    const who = await somebody();
    const planned = newScan();
    const id = { scanId: planned.scanId, stepKey: 'collect-0' };
    await scans.initiate(who, planned);
    const pages = 12;
    const work = async (): Promise<void> => {
      const start = await steps.start(who, id);
      if (start.outcome !== 'started') return;
      try {
        let checkpoint =
          start.checkpoint ??
          (await steps.saveAccount(who, start.lease, {
            profile: profile(),
            access: 'public',
            capturedAt: asOf,
            cursor: '0',
          }));
        for (let page = Number(checkpoint.cursor); page < pages; page += 1) {
          const next = { ...checkpoint, cursor: String(page + 1) };
          await steps.savePage(who, start.lease, {
            accountId: checkpoint.accountId,
            posts: [
              {
                post: post({ externalId: `p${page}` }),
                metrics: metrics({ views: page }),
                retention: null,
              },
            ],
            capturedAt: asOf,
            source: 'youtube-data-api',
            access: 'public',
            next,
          });
          checkpoint = next;
          // Some are taken over here and there, by whoever starts next.
          if (page % 3 === 1 && start.starts < 8) return await work();
        }
      } catch (error) {
        if (!(error instanceof StepLost)) throw error;
      }
    };
    await Promise.all([work(), work(), work()]);
    await work();
    const scan = await scans.find(who, planned.scanId);
    expect(scan?.steps[0]).toMatchObject({ pages, posts: pages });
    const known = await steps.findAccount(
      who,
      'youtube:UC0000000000000000000001',
      new Date(0),
      asOf,
    );
    expect(known?.posts).toBe(pages);
  });

  it('import into the same accounts one after the other, and into others at once', async () => {
    const who = await somebody();
    const { imports } = database.store;
    const start = () => ({ importId: crypto.randomUUID(), importedAt: asOf });
    const slow = await imports.begin(who, start());
    await slow.addPosts([importedPost('a', '1')]);
    const other = await imports.begin(who, start());
    await other.addPosts([importedPost('b', '2')]);
    await other.commit(importSummary(crypto.randomUUID()));
    const same = await imports.begin(who, start());
    const waiting = same.addPosts([importedPost('a', '1')]);
    await slow.commit(importSummary(crypto.randomUUID()));
    expect(await waiting).toEqual({ duplicates: 1 });
    await same.commit(importSummary(crypto.randomUUID()));
  });

  it('give back the row locks of a relay that does not answer', async () => {
    const { scans } = database.store;
    const { dispatch } = createStore({
      pool: database.pools.scan,
      identityPool: database.pools.identity,
      relayPace: { patienceMs: 30, firstPauseMs: 1, longestPauseMs: 1 },
    });
    await dispatch.relay(1_000, async () => undefined);
    await scans.initiate(await somebody(), newScan());
    expect(await dispatch.relay(10, () => new Promise(() => undefined))).toBe(0);
    const { rows } = await database.pools.scan.query(
      `select attempts, last_error from scan.outbox where done_at is null and kind = 'dispatch'`,
    );
    expect(rows).toEqual([{ attempts: 1, last_error: 'no answer within 30 ms' }]);
    await expect.poll(() => dispatch.relay(10, async () => undefined)).toBe(1);
  });

  it('wait longer after each refusal, up to a limit', async () => {
    const { dispatch, scans } = database.store;
    await scans.initiate(await somebody(), newScan());
    const pauses: number[] = [];
    for (let attempt = 0; attempt < 8; attempt += 1) {
      await database.pools.scan.query('update scan.outbox set next_attempt_at = now()');
      await dispatch.relay(10, () => Promise.reject(new Error('away')));
      const { rows } = await database.pools.scan.query<{ ms: number }>(
        `select (extract(epoch from next_attempt_at - clock_timestamp()) * 1000)::float8 as ms
         from scan.outbox where done_at is null and kind = 'dispatch'`,
      );
      pauses.push(rows[0]?.ms ?? 0);
    }
    expect(pauses[0]).toBeLessThanOrEqual(250);
    expect(pauses[3]).toBeGreaterThan(500);
    expect(pauses[7]).toBeGreaterThan(1_500);
    expect(pauses[7]).toBeLessThanOrEqual(5_000);
  });
});
