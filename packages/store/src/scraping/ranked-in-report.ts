import {
  engagementRateOf,
  type Metrics,
  type Report,
  type SubjectKey,
  splitAccountRef,
} from '@viral-scan/contracts';
import type { Queryable } from '../connection/transaction.ts';
import type { RankedOfAccount } from './write-ranked-posts.ts';

/** Reports round to two decimals: what they tell as 99 and flag as above it is above it here, too. */
const leastAbove99 = 99.01;

/** The top 1 % of a report, with the counters that it saw last. */
export async function rankedInReport(
  db: Queryable,
  { tenantId, subjectId }: SubjectKey,
  report: Report,
): Promise<readonly RankedOfAccount[]> {
  const top = report.viral_posts.filter((post) => post.top_1_percent);
  if (top.length === 0) return [];
  const refs = top.map((post) => splitAccountRef(post.account_id));
  const { rows } = await db.query<Metrics & { place: number; account_id: string }>(
    `select given.place::int, a.account_id, s.views, s.likes, s.comments, s.shares, s.saves, s.reach
     from unnest($3::text[], $4::text[], $5::text[]) with ordinality
       as given (platform, external_id, post_id, place)
     join scan.accounts a on a.tenant_id = $1 and a.subject_id = $2
       and a.platform = given.platform and a.external_id = given.external_id
     left join lateral (
       select * from scan.post_snapshots s
       where s.tenant_id = $1 and s.subject_id = $2 and s.account_id = a.account_id
         and s.post_id = given.post_id and s.captured_at <= $6
       order by s.captured_at desc limit 1
     ) s on true
     order by given.place`,
    [
      tenantId,
      subjectId,
      refs.map(({ platform }) => platform),
      refs.map(({ externalId }) => externalId),
      top.map((post) => post.post_id),
      new Date(report.as_of),
    ],
  );
  return rows.flatMap(({ place, account_id: accountId, ...metrics }) => {
    const post = top[place - 1];
    const account = report.accounts.find((each) => each.account_id === post?.account_id);
    if (post === undefined) return [];
    return {
      accountId,
      post: {
        postId: post.post_id,
        metrics,
        engagementRate: engagementRateOf(metrics, account?.followers ?? null),
        percentile: Math.max(post.performance_percentile, leastAbove99),
        comparison: 'equal_age' as const,
        compared: account?.equal_age.posts_used ?? 0,
      },
    };
  });
}
