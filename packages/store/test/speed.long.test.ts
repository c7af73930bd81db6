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

const asOf = new Date('2026-06-01T12:00:00Z');
const publishedAt = (n: number) => new Date(asOf.getTime() - (n + 1) * 60_000);

/** Bounds are wide, for busy machines; the figures are printed. */
describe('the speed of the store', () => {
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

  it('saves a page of 50 posts in few milliseconds', async () => {
    const { scans, steps } = database.store;
    const who = await somebody();
    const planned = newScan();
    await scans.initiate(who, planned);
    const start = await steps.start(who, { scanId: planned.scanId, stepKey: 'collect-0' });
    if (start.outcome !== 'started') throw new Error('did not start');
    const { lease } = start;
    const checkpoint = await steps.saveAccount(who, lease, {
      profile: profile(),
      access: 'public',
      capturedAt: asOf,
      cursor: '0',
    });
    const times: number[] = [];
    for (let page = 0; page < 60; page += 1) {
      const posts = Array.from({ length: 50 }, (_, n) => ({
        post: post({ externalId: `${page}-${n}`, publishedAt: publishedAt(page * 50 + n) }),
        metrics: metrics({ views: n, likes: n }),
        retention: null,
      }));
      const startedAt = performance.now();
      await steps.savePage(who, lease, {
        accountId: checkpoint.accountId,
        posts,
        capturedAt: asOf,
        source: 'youtube-data-api',
        access: 'public',
        next: { ...checkpoint, cursor: String(page + 1) },
      });
      times.push(performance.now() - startedAt);
    }
    const median = times.sort((a, b) => a - b)[30] ?? Number.NaN;
    console.log(`savePage of 50 posts: median ${median.toFixed(1)} ms`);
    expect(median).toBeLessThan(50);
  });

  it('imports 42,000 rows and reads them for an analysis in seconds', async () => {
    const { imports, scans, steps } = database.store;
    const who = await somebody();
    const importId = crypto.randomUUID();
    let startedAt = performance.now();
    const transaction = await imports.begin(who, { importId, importedAt: asOf });
    for (let first = 0; first < 42_000; first += 1_000) {
      await transaction.addPosts(
        Array.from({ length: 1_000 }, (_, n) =>
          importedPost(`page-${(first + n) % 400}`, `post-${first + n}`, {
            post: post({ externalId: `post-${first + n}`, publishedAt: publishedAt(first + n) }),
            snapshots: [{ capturedAt: publishedAt(0), metrics: metrics({ views: n }) }],
          }),
        ),
      );
    }
    const result = await transaction.commit(importSummary(importId));
    const seconds = (performance.now() - startedAt) / 1_000;
    console.log(
      `import of 42,000 posts with two snapshots: ${Math.round(42_000 / seconds)} rows/s`,
    );
    expect(result.accounts_total).toBe(400);

    const planned = newScan({
      steps: Array.from({ length: 200 }, (_, n) => ({
        stepKey: `collect-${n}`,
        kind: 'collect-account' as const,
        accountRef: `file:page-${n}`,
        role: 'competitor' as const,
      })),
    });
    await scans.initiate(who, planned);
    for (const { stepKey, accountRef } of planned.steps) {
      const start = await steps.start(who, { scanId: planned.scanId, stepKey });
      const known = await steps.findAccount(who, accountRef ?? '', new Date(0), asOf);
      if (start.outcome !== 'started' || known === null) throw new Error('did not start');
      await steps.finishCollect(who, start.lease, {
        state: 'completed',
        accountId: known.accountId,
        coverage: {
          account_id: accountRef ?? '',
          platform: 'file',
          role: 'competitor',
          source: 'import',
          access: 'own',
          status: 'complete',
          reason: null,
          captured_at: null,
          posts: known.posts,
          posts_without_metrics: 0,
        },
        error: null,
      });
    }
    const scan = await scans.find(who, planned.scanId);
    if (scan === null) throw new Error('the scan is gone');
    startedAt = performance.now();
    const input = await steps.dataset(who, scan, { from: new Date(0), to: asOf });
    const ms = performance.now() - startedAt;
    const posts = input.accounts.reduce((sum, account) => sum + account.posts.length, 0);
    console.log(`dataset of ${posts} posts, 2 snapshots each: ${ms.toFixed(0)} ms`);
    expect(posts).toBe(21_000);
    expect(ms).toBeLessThan(10_000);
  });
});
