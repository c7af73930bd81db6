import type { RetentionCurve } from '@viral-scan/contracts';
import type { PoolClient } from 'pg';
import { readByCursor } from '../connection/read-by-cursor.ts';
import { ByPost } from './by-post.ts';
import type { DatasetKey } from './dataset-key.ts';

type CurveTuple = readonly [
  accountId: string,
  postId: string,
  seconds: readonly number[],
  shares: readonly number[],
];

/** The latest curve of each post that has one. */
export async function readRetention(
  client: PoolClient,
  { subject, accountIds, window }: DatasetKey,
): Promise<ByPost<RetentionCurve>> {
  const byPost = new ByPost<RetentionCurve>();
  await readByCursor<CurveTuple>(
    client,
    `select account_id, post_id, seconds, shares
     from scan.post_retention
     where tenant_id = $1 and subject_id = $2 and account_id = any($3)
       and captured_at > $4 and captured_at <= $5`,
    [subject.tenantId, subject.subjectId, accountIds, window.from, window.to],
    ([accountId, postId, seconds, shares]) => byPost.set(accountId, postId, { seconds, shares }),
  );
  return byPost;
}
