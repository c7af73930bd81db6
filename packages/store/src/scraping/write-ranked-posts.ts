import type { KnownRankedPost, RankedPost, SubjectKey } from '@viral-scan/contracts';
import type { Queryable } from '../connection/transaction.ts';
import { knownRankedPost, type RankedPostRow, rankedPostColumns } from './known-ranked-post.ts';

export interface RankedOfAccount {
  /** Of the database. */
  readonly accountId: string;
  readonly post: RankedPost;
}

/**
 * Keeps where posts stand now. One that was deleted meanwhile is left out; the others are answered,
 * best first. Written in the order of their keys, so that two who rank the same wait for each other
 * in turn.
 */
export async function writeRankedPosts(
  db: Queryable,
  subject: SubjectKey,
  by: { readonly scanId: string; readonly at: Date },
  ranked: readonly RankedOfAccount[],
): Promise<readonly KnownRankedPost[]> {
  if (ranked.length === 0) return [];
  const once = [...new Map(ranked.map((row) => [`${row.accountId} ${row.post.postId}`, row]))];
  const rows = once.map(([, row]) => row);
  const posts = rows.map(({ post }) => post);
  const written = await db.query<RankedPostRow>(
    `with given as (
       select given.*, p.published_at, p.source, p.access, coalesce((
           select max(s.captured_at) from scan.post_snapshots s
           where s.tenant_id = $1 and s.subject_id = $2 and s.account_id = given.account_id
             and s.post_id = given.post_id and s.captured_at <= $4
         ), $4) as captured_at
       from unnest($5::uuid[], $6::text[], $7::bigint[], $8::bigint[], $9::bigint[],
         $10::bigint[], $11::bigint[], $12::bigint[], $13::float8[], $14::text[], $15::float8[],
         $16::text[], $17::int[])
         as given (account_id, post_id, views, likes, comments, shares, saves, reach,
           engagement_rate, rate_denominator, percentile, comparison, compared)
       join scan.posts p on p.tenant_id = $1 and p.subject_id = $2
         and p.account_id = given.account_id and p.post_id = given.post_id
       order by given.account_id, given.post_id
       for key share of p
     ), written as (
       insert into scan.ranked_posts (tenant_id, subject_id, scan_id, ranked_at, account_id, post_id,
         views, likes, comments, shares, saves, reach, engagement_rate, rate_denominator, percentile,
         comparison, compared, published_at, source, access, captured_at)
       select $1, $2, $3, $4, given.* from given
       on conflict (subject_id, account_id, post_id) do update set
         scan_id = excluded.scan_id, ranked_at = excluded.ranked_at, views = excluded.views,
         likes = excluded.likes, comments = excluded.comments, shares = excluded.shares,
         saves = excluded.saves, reach = excluded.reach,
         engagement_rate = excluded.engagement_rate,
         rate_denominator = excluded.rate_denominator, percentile = excluded.percentile,
         comparison = excluded.comparison, compared = excluded.compared,
         published_at = excluded.published_at, source = excluded.source,
         access = excluded.access, captured_at = excluded.captured_at
       returning *
     )
     select ${rankedPostColumns}
     from written r
     join scan.posts p on p.subject_id = $2 and p.account_id = r.account_id and p.post_id = r.post_id
     join scan.accounts a on a.subject_id = $2 and a.account_id = r.account_id
     order by r.percentile desc, p.published_at desc, r.post_id collate "C"`,
    [
      subject.tenantId,
      subject.subjectId,
      by.scanId,
      by.at,
      rows.map(({ accountId }) => accountId),
      posts.map(({ postId }) => postId),
      posts.map(({ metrics }) => metrics.views),
      posts.map(({ metrics }) => metrics.likes),
      posts.map(({ metrics }) => metrics.comments),
      posts.map(({ metrics }) => metrics.shares),
      posts.map(({ metrics }) => metrics.saves),
      posts.map(({ metrics }) => metrics.reach),
      posts.map(({ engagementRate }) => engagementRate.rate),
      posts.map(({ engagementRate }) => engagementRate.denominator),
      posts.map(({ percentile }) => percentile),
      posts.map(({ comparison }) => comparison),
      posts.map(({ compared }) => compared),
    ],
  );
  return written.rows.map(knownRankedPost);
}
