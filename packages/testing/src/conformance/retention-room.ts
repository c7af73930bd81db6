import type { Access, Platform, Principal, Source, SubjectKey } from '@viral-scan/contracts';
import { type RetentionDays, sweepExpired } from '@viral-scan/scan';
import type { Store } from '@viral-scan/store';
import type { Pool } from 'pg';
import { newScan } from '../builders/new-scan.ts';
import { metrics, post, profile } from '../builders/post.ts';
import { manualClock } from '../memory/manual-clock.ts';

const dayMs = 86_400_000;
const clock = manualClock();
export const daysAgo = (days: number): Date => new Date(clock.now().getTime() - days * dayMs);

const forEver = { own: null, public: null };
/** Of these platforms; all else is kept for ever. */
export const limits = (known: Partial<RetentionDays> = {}): RetentionDays => ({
  youtube: forEver,
  tiktok: forEver,
  instagram: forEver,
  threads: forEver,
  file: forEver,
  ...known,
});

const tables = [
  'post_snapshots',
  'account_snapshots',
  'post_retention',
  'post_insights',
  'account_days',
  'audience_activity',
  'audience_groups',
  'ranked_posts',
  'posts',
] as const;

interface ToCollect {
  readonly platform?: Platform;
  readonly access?: Access;
  readonly source?: Source;
  /** When all of it was read. */
  readonly at: Date;
  readonly postIds: readonly string[];
}

export interface RetentionRoom {
  readonly store: Store;
  readonly pool: Pool;
}

/** Accounts that were read in the past, and the sweep of what has expired of them. */
export function retentionOf({ store, pool }: RetentionRoom) {
  /** Rows of each table that an account has left; tables without any are not named. */
  const left = async (accountId: string): Promise<Record<string, number>> => {
    const counts: Record<string, number> = {};
    for (const table of tables) {
      const { rows } = await pool.query<{ count: number }>(
        `select count(*) from scan.${table} where account_id = $1`,
        [accountId],
      );
      if ((rows[0]?.count ?? 0) > 0) counts[table] = rows[0]?.count ?? 0;
    }
    return counts;
  };

  /** Reads an account as a collection does: posts with snapshots, insights, days and hours. */
  const collect = async (who: SubjectKey & Principal, read: ToCollect): Promise<string> => {
    const { platform = 'youtube', access = 'own', source = 'youtube-data-api', at, postIds } = read;
    const scan = newScan({ kind: 'collection' });
    await store.scans.initiate(who, scan);
    const start = await store.steps.start(who, { scanId: scan.scanId, stepKey: 'collect-0' });
    if (start.outcome !== 'started') throw new Error('the step does not start');
    const { lease } = start;
    const { accountId } = await store.steps.saveAccount(who, lease, {
      profile: profile({ platform, source }),
      access,
      capturedAt: at,
      cursor: 'x',
    });
    const next = { accountId, cursor: 'y', postsWithoutMetrics: 0 };
    const posts = postIds.map((externalId, index) => ({
      post: post({ externalId, publishedAt: new Date(Date.UTC(2020, 0, 1 + index)) }),
      metrics: metrics({ views: 1 }),
      retention: null,
    }));
    const page = { accountId, posts, capturedAt: at, source, access, next };
    await store.steps.savePage(who, lease, {
      ...page,
      listing: {
        complete: { since: new Date(0), listedAt: at },
        backfill: { cursor: '[]', listedAt: at },
      },
    });
    if (access === 'public') return accountId;
    const insights = { accountId, postIds, capturedAt: at, source, next };
    await store.collections.saveInsights(who, lease, {
      ...insights,
      insights: postIds.map((externalId) => ({
        externalId,
        retention: { seconds: [0], shares: [1] },
        watch: { totalSeconds: 1, averageSeconds: 1, fullyWatchedShare: null },
        shares: 1,
      })),
    });
    const day = at.toISOString().slice(0, 10);
    await store.collections.saveDays(who, lease, {
      ...insights,
      days: [
        {
          day,
          views: 1,
          reach: null,
          profileViews: null,
          likes: null,
          comments: null,
          shares: null,
          followers: null,
          newFollowers: null,
          lostFollowers: null,
          provisional: false,
        },
      ],
      activity: { zone: 'UTC', hours: [{ day, hour: 1, count: 1 }] },
      groups: [{ dimension: 'age', name: '25-34', count: 1, share: 1 }],
    });
    return accountId;
  };

  const sweep = (
    days: RetentionDays,
    known: { readonly signal?: AbortSignal; readonly onDeleted?: () => void } = {},
  ): Promise<number> =>
    sweepExpired(
      {
        retention: store.retention,
        clock,
        realNow: () => new Date(),
        days,
        onDeleted: known.onDeleted ?? (() => undefined),
      },
      known.signal ?? new AbortController().signal,
    );
  return { left, collect, sweep };
}
