import { newScan, profile, type TestDatabase, testDatabase } from '@viral-scan/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

const asOf = new Date('2026-06-01T12:00:00Z');

/** As many posts, with two snapshots and a curve each, as make whole portions of 5,000 rows. */
it.each([4_999, 10_000])('a dataset of %d posts is read whole, and in order', async (count) => {
  const { pools, store } = database;
  const who = await store.identity.principalOf({
    tenantId: crypto.randomUUID(),
    userId: crypto.randomUUID(),
    scopes: [],
  });
  const planned = newScan({ steps: newScan().steps.slice(0, 1), scanTime: asOf });
  await store.scans.initiate(who, planned);
  const start = await store.steps.start(who, { scanId: planned.scanId, stepKey: 'collect-0' });
  if (start.outcome !== 'started') throw new Error('did not start');
  const { accountId } = await store.steps.saveAccount(who, start.lease, {
    profile: profile({ externalId: `UC-${count}` }),
    access: 'own',
    capturedAt: asOf,
    cursor: '',
  });
  const key = [who.tenantId, who.subjectId, accountId, asOf, count];
  const published = `$4::timestamptz - (n + 1) * interval '1 minute'`;
  const each = `from generate_series(0, $5::int - 1) n`;
  await pools.scan.query(
    `insert into scan.posts (tenant_id, subject_id, account_id, post_id, published_at, type, source,
       access, first_seen_at, last_seen_at)
     select $1, $2, $3, 'p' || n, ${published}, 'video', 'import', 'own', $4, $4 ${each}`,
    key,
  );
  await pools.scan.query(
    `insert into scan.post_snapshots (tenant_id, subject_id, account_id, post_id, captured_at, views,
       source, access)
     select $1, $2, $3, 'p' || n, ${published} + k * interval '1 second', n + k, 'import', 'own'
     ${each}, generate_series(0, 1) k`,
    key,
  );
  await pools.scan.query(
    `insert into scan.post_retention (tenant_id, subject_id, account_id, post_id, captured_at,
       seconds, shares, source, access)
     select $1, $2, $3, 'p' || n, $4, array[0, n], array[1, 0.5], 'import', 'own' ${each}`,
    key,
  );
  await store.steps.finishCollect(who, start.lease, {
    state: 'completed',
    accountId,
    error: null,
    coverage: {
      account_id: 'youtube:UC',
      platform: 'youtube',
      role: 'own',
      source: 'youtube-data-api',
      access: 'own',
      status: 'complete',
      reason: null,
      captured_at: asOf.toISOString(),
      posts: count,
      posts_without_metrics: 0,
    },
  });
  const scan = await store.scans.find(who, planned.scanId);
  if (scan === null) throw new Error('the scan is gone');
  const window = { from: new Date(0), to: asOf };
  const { accounts } = await store.steps.dataset(who, scan, window);
  const posts = accounts[0]?.posts ?? [];
  expect(posts).toHaveLength(count);
  // The oldest was numbered last.
  const wrong = posts.filter(({ postId, snapshots, retention }, index) => {
    const n = count - 1 - index;
    const views = snapshots.map((snapshot) => snapshot.views);
    return (
      postId !== `p${n}` ||
      views.join() !== `${n},${n + 1}` ||
      retention?.seconds.join() !== `0,${n}`
    );
  });
  expect(wrong).toEqual([]);
});
