import type { ObservedMetrics } from '@viral-scan/contracts';
import type { PoolClient } from 'pg';
import { readByCursor } from '../connection/read-by-cursor.ts';
import { ByPost } from './by-post.ts';
import type { DatasetKey } from './dataset-key.ts';

type SnapshotTuple = readonly [
  accountId: string,
  postId: string,
  capturedAtMs: number,
  views: number | null,
  likes: number | null,
  comments: number | null,
  shares: number | null,
  saves: number | null,
  reach: number | null,
];

/**
 * Counters of each post, oldest first. Without a join to the posts: a post of the window was
 * captured after the window began, and right after a big import the planner, still without
 * statistics, would choose to loop over all of them.
 */
export async function readSnapshots(
  client: PoolClient,
  { subject, accountIds, window }: DatasetKey,
): Promise<ByPost<readonly ObservedMetrics[]>> {
  const byPost = new ByPost<ObservedMetrics[]>();
  let [account, post]: (string | null)[] = [null, null];
  let ofPost: ObservedMetrics[] = [];
  const take = (row: SnapshotTuple): void => {
    const [accountId, postId, capturedAtMs, views, likes, comments, shares, saves, reach] = row;
    if (postId !== post || accountId !== account) {
      [account, post, ofPost] = [accountId, postId, []];
      byPost.set(accountId, postId, ofPost);
    }
    ofPost.push({ capturedAtMs, views, likes, comments, shares, saves, reach });
  };
  await readByCursor<SnapshotTuple>(
    client,
    `select account_id, post_id, (extract(epoch from captured_at) * 1000)::float8,
       views, likes, comments, shares, saves, reach
     from scan.post_snapshots
     where tenant_id = $1 and subject_id = $2 and account_id = any($3)
       and captured_at > $4 and captured_at <= $5
     order by account_id, post_id, captured_at`,
    [subject.tenantId, subject.subjectId, accountIds, window.from, window.to],
    take,
  );
  return byPost;
}
