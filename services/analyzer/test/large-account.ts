import type { Principal } from '@viral-scan/contracts';
import { newScan, type TestDatabase } from '@viral-scan/testing';

/** When the newest post of a large account was observed last. */
export const observedAt = new Date('2026-06-01T12:00:00Z');

export interface LargeAccount {
  readonly posts: number;
  /** Observations of each post, each a day after the other. */
  readonly snapshots: number;
  readonly lookbackDays: number;
}

const ref = 'file:page_01';

/** Somebody with one imported account, written by the server itself: posts evenly over the look-back. */
export async function somebodyWith(
  { store, pools }: TestDatabase,
  { posts, snapshots, lookbackDays }: LargeAccount,
): Promise<Principal> {
  const who = await store.identity.principalOf({
    tenantId: crypto.randomUUID(),
    userId: crypto.randomUUID(),
    scopes: [],
  });
  const key = [who.tenantId, who.subjectId];
  const { rows } = await pools.scan.query<{ account_id: string }>(
    `insert into scan.accounts (tenant_id, subject_id, platform, external_id, name, source, access,
       seen_as_own, imported_at)
     values ($1, $2, 'file', 'page_01', 'A page', 'import', 'own', true, $3)
     returning account_id`,
    [...key, observedAt],
  );
  const of = [...key, rows[0]?.account_id, posts, observedAt, (lookbackDays - 8) * 86_400];
  const published = `$5::timestamptz - interval '1 day' - n * $6::float8 / $4 * interval '1 s'`;
  await pools.scan.query(
    `insert into scan.posts (tenant_id, subject_id, account_id, post_id, published_at, caption, type,
       duration_seconds, url, language, tags, source, access, import_id, first_seen_at, last_seen_at)
     select $1, $2, $3, 'post-' || n, ${published},
       case n % 3 when 0 then 'How to do number ' || n || ' without losing a day ' else 'Number ' || n end
         || repeat(' and what else there is to tell of it', n % 6),
       (array['video', 'image', 'short'])[1 + n % 3], 30 + n % 90, 'https://example.org/p/' || n,
       'en', array['tag' || n % 40, 'tag' || n % 7], 'import', 'own', $1, $5, $5
     from generate_series(0, $4::int - 1) n`,
    of,
  );
  await pools.scan.query(
    `insert into scan.post_snapshots (tenant_id, subject_id, account_id, post_id, captured_at, views,
       likes, comments, shares, saves, reach, source, access)
     select $1, $2, $3, 'post-' || n, ${published} + k * 86400 / $7::float8 * interval '1 s',
       k * (1000 + n::bigint * 7919 % 900), k * (50 + n::bigint * 104729 % 40), n % 11, n % 5, null, null, 'import',
       'own'
     from generate_series(0, $4::int - 1) n, generate_series(1, $7::int) k`,
    [...of, snapshots],
  );
  await pools.scan.query('analyze scan.posts, scan.post_snapshots');
  return who;
}

/** A scan of that account, read and ready to be analysed. */
export async function readyScan(
  { store: { scans, steps } }: TestDatabase,
  who: Principal,
  lookbackDays: number,
): Promise<string> {
  const planned = newScan({
    parameters: {
      platforms: [],
      accounts: [ref],
      competitors: [],
      lookback_days: lookbackDays,
      timezone: 'UTC',
    },
    steps: [
      { stepKey: 'collect-0', kind: 'collect-account', accountRef: ref, role: 'own' },
      { stepKey: 'analyze-scan', kind: 'analyze-scan', accountRef: null, role: null },
    ],
    scanTime: observedAt,
  });
  await scans.initiate(who, planned);
  const start = await steps.start(who, { scanId: planned.scanId, stepKey: 'collect-0' });
  const known = await steps.findAccount(who, ref, new Date(0), observedAt);
  if (start.outcome !== 'started' || known === null) throw new Error('did not start');
  await steps.finishCollect(who, start.lease, {
    state: 'completed',
    accountId: known.accountId,
    error: null,
    coverage: {
      account_id: ref,
      platform: 'file',
      role: 'own',
      source: 'import',
      access: 'own',
      status: 'complete',
      reason: null,
      captured_at: known.capturedAt?.toISOString() ?? null,
      posts: known.posts,
      posts_without_metrics: known.postsWithoutMetrics,
    },
  });
  return planned.scanId;
}
