import {
  type AnalysisAccount,
  type AnalysisInput,
  type AnalysisPost,
  accountRef,
  type ObservedMetrics,
  type Platform,
  type PostType,
  type Role,
  type ScanRecord,
  type SubjectKey,
} from '@viral-scan/contracts';
import type { Pool } from 'pg';

interface Window {
  readonly from: Date;
  readonly to: Date;
}

type AccountRow = Omit<AnalysisAccount, 'posts' | 'accountId'> & {
  readonly id: string;
  readonly externalId: string;
};

/**
 * Accounts of the scan's ended collect steps in planned order (an account in both roles is own),
 * posts in (from, to], counters until `to`. Three set-based queries, whatever the size; the rows
 * come in the order in which the input holds them.
 */
export async function dataset(
  pool: Pool,
  subject: SubjectKey,
  scan: ScanRecord,
  window: Window,
): Promise<AnalysisInput> {
  const accounts = await readAccounts(pool, subject, scan, window);
  const ids = accounts.map(({ id }) => id);
  const snapshots = await readSnapshots(pool, subject, ids, window);
  const posts = await readPosts(pool, subject, ids, window, snapshots);
  return {
    asOfMs: window.to.getTime(),
    fromMs: window.from.getTime(),
    timezone: scan.parameters.timezone,
    accounts: accounts.map(({ id, externalId, ...account }) => ({
      accountId: accountRef(account.platform, externalId),
      ...account,
      posts: posts.get(id) ?? [],
    })),
  };
}

async function readAccounts(
  pool: Pool,
  subject: SubjectKey,
  scan: ScanRecord,
  { to }: Window,
): Promise<readonly AccountRow[]> {
  const { rows } = await pool.query<{
    id: string;
    platform: Platform;
    external_id: string;
    origin: string | null;
    name: string | null;
    timezone: string | null;
    followers: number | null;
    role: Role;
  }>(
    `with part as (
       select account_id, min(ordinal) as ordinal,
         case when bool_or(role = 'own') then 'own' else 'competitor' end as role
       from scan.scan_steps
       where tenant_id = $1 and subject_id = $2 and scan_id = $3 and kind = 'collect-account'
         and state in ('completed', 'failed') and account_id is not null
       group by account_id
     )
     select a.account_id as id, a.platform, a.external_id, a.origin, a.name, a.timezone, part.role,
       (select s.followers from scan.account_snapshots s
        where s.tenant_id = $1 and s.subject_id = $2 and s.account_id = a.account_id
          and s.captured_at <= $4
        order by s.captured_at desc limit 1) as followers
     from part
     join scan.accounts a on a.account_id = part.account_id
     where a.tenant_id = $1 and a.subject_id = $2
     order by part.ordinal`,
    [subject.tenantId, subject.subjectId, scan.scanId, to],
  );
  return rows.map(({ external_id: externalId, ...row }) => ({ ...row, externalId }));
}

type PostTuple = [
  accountId: string,
  postId: string,
  publishedAtMs: number,
  caption: string | null,
  type: PostType,
  durationSeconds: number | null,
  language: string | null,
  url: string | null,
];

async function readPosts(
  pool: Pool,
  subject: SubjectKey,
  accountIds: readonly string[],
  window: Window,
  snapshots: ReadonlyMap<string, readonly ObservedMetrics[]>,
): Promise<ReadonlyMap<string, readonly AnalysisPost[]>> {
  const { rows } = await pool.query<PostTuple>({
    rowMode: 'array',
    text: `select account_id, post_id, (extract(epoch from published_at) * 1000)::float8, caption,
        type, duration_seconds, language, url
      from scan.posts
      where tenant_id = $1 and subject_id = $2 and account_id = any($3)
        and published_at > $4 and published_at <= $5
      order by account_id, published_at, post_id collate "C"`,
    values: [subject.tenantId, subject.subjectId, accountIds, window.from, window.to],
  });
  const byAccount = new Map<string, AnalysisPost[]>();
  for (const [accountId, postId, publishedAtMs, caption, type, duration, language, url] of rows) {
    append(byAccount, accountId, {
      postId,
      publishedAtMs,
      caption,
      type,
      durationSeconds: duration,
      language,
      url,
      tags: [],
      sound: null,
      retention: null,
      snapshots: snapshots.get(`${accountId} ${postId}`) ?? [],
    });
  }
  return byAccount;
}

type SnapshotTuple = [
  accountId: string,
  postId: string,
  capturedAtMs: number,
  ...counters: (number | null)[],
];

/**
 * Without a join to the posts: a post of the window was captured after the window began, and right
 * after a big import the planner, still without statistics, would choose to loop over all of them.
 */
async function readSnapshots(
  pool: Pool,
  subject: SubjectKey,
  accountIds: readonly string[],
  window: Window,
): Promise<ReadonlyMap<string, readonly ObservedMetrics[]>> {
  const { rows } = await pool.query<SnapshotTuple>({
    rowMode: 'array',
    text: `select account_id, post_id, (extract(epoch from captured_at) * 1000)::float8,
        views, likes, comments, shares, saves, reach
      from scan.post_snapshots
      where tenant_id = $1 and subject_id = $2 and account_id = any($3)
        and captured_at > $4 and captured_at <= $5
      order by account_id, post_id, captured_at`,
    values: [subject.tenantId, subject.subjectId, accountIds, window.from, window.to],
  });
  const byPost = new Map<string, ObservedMetrics[]>();
  for (const [accountId, postId, capturedAtMs, ...counters] of rows) {
    const [views = null, likes = null, comments = null, shares = null, saves = null, reach = null] =
      counters;
    append(byPost, `${accountId} ${postId}`, {
      capturedAtMs,
      views,
      likes,
      comments,
      shares,
      saves,
      reach,
    });
  }
  return byPost;
}

function append<Item>(lists: Map<string, Item[]>, key: string, item: Item): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [item]);
  else list.push(item);
}
