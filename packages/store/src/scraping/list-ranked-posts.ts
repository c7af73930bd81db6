import {
  type AccountRef,
  type KnownRankedPost,
  type SubjectKey,
  splitAccountRef,
  topPercentile,
} from '@viral-scan/contracts';
import type { Queryable } from '../connection/transaction.ts';
import { storedText } from '../values/stored-text.ts';
import { knownRankedPost, type RankedPostRow, rankedPostColumns } from './known-ranked-post.ts';

export interface RankedPostsQuery {
  readonly account: AccountRef | null;
  readonly minEngagementRate: number | null;
  readonly top1PercentOnly: boolean;
  readonly limit: number;
  readonly offset: number;
}

type ShownRow = RankedPostRow & { readonly total: number };
/** Beyond the last page: the total alone. */
type Row = ShownRow | { readonly total: number; readonly post_id: null };

const isShown = (row: Row): row is ShownRow => row.post_id !== null;

const order = (row: string): string => `${row}.percentile desc, ${row}.published_at desc,
  ${row}.post_id collate "C", ${row}.account_id`;

/**
 * One statement, so that page and total are of one moment. Both go by one index: the total reads
 * nothing else, the page looks up the posts that it shows.
 */
export async function listRankedPosts(
  db: Queryable,
  subject: SubjectKey,
  query: RankedPostsQuery,
): Promise<{ readonly posts: readonly KnownRankedPost[]; readonly total: number }> {
  const values: unknown[] = [subject.tenantId, subject.subjectId, query.limit, query.offset];
  const meant = `r.tenant_id = $1 and r.subject_id = $2 ${conditionsOf(query, values)}`;
  const { rows } = await db.query<Row>(
    `select counted.total, shown.*
     from (select count(*) as total from scan.ranked_posts r where ${meant}) counted
     left join (
       select ${rankedPostColumns}, r.account_id
       from (
         select r.account_id, r.post_id from scan.ranked_posts r where ${meant}
         order by ${order('r')} limit $3 offset $4
       ) page
       join scan.ranked_posts r on r.subject_id = $2 and r.account_id = page.account_id
         and r.post_id = page.post_id
       join scan.posts p on p.subject_id = $2 and p.account_id = page.account_id
         and p.post_id = page.post_id
       join scan.accounts a on a.subject_id = $2 and a.account_id = page.account_id
     ) shown on true
     order by ${order('shown')}`,
    values,
  );
  return { posts: rows.filter(isShown).map(knownRankedPost), total: rows[0]?.total ?? 0 };
}

function conditionsOf(query: RankedPostsQuery, values: unknown[]): string {
  const place = (value: unknown): string => `$${values.push(value)}`;
  const conditions: string[] = [];
  if (query.top1PercentOnly) conditions.push(`r.percentile > ${topPercentile}`);
  if (query.minEngagementRate !== null && query.minEngagementRate > 0) {
    // Of the rate cut to 1. Rates that are unknown are told as 0, as which they are found.
    const least = `${place(query.minEngagementRate)}::float8`;
    conditions.push(`r.engagement_rate >= ${least} and ${least} <= 1`);
  }
  if (query.account !== null) {
    const { platform, externalId } = splitAccountRef(query.account);
    conditions.push(`r.account_id = (
      select account_id from scan.accounts where tenant_id = $1 and subject_id = $2
        and platform = ${place(platform)} and external_id = ${place(storedText(externalId))}
    )`);
  }
  return conditions.map((condition) => `and ${condition}`).join(' ');
}
