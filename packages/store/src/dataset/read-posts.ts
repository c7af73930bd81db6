import type {
  AnalysisPost,
  ObservedMetrics,
  PostType,
  RetentionCurve,
} from '@viral-scan/contracts';
import type { PoolClient } from 'pg';
import { readByCursor } from '../connection/read-by-cursor.ts';
import type { ByPost } from './by-post.ts';
import type { DatasetKey } from './dataset-key.ts';

type PostTuple = readonly [
  accountId: string,
  postId: string,
  publishedAtMs: number,
  caption: string | null,
  type: PostType,
  durationSeconds: number | null,
  language: string | null,
  url: string | null,
  tags: readonly string[],
  sound: string | null,
];

/** By account, in the order of the analysis' input. */
export async function readPosts(
  client: PoolClient,
  { subject, accountIds, window }: DatasetKey,
  known: {
    readonly snapshots: ByPost<readonly ObservedMetrics[]>;
    readonly retention: ByPost<RetentionCurve>;
  },
): Promise<ReadonlyMap<string, readonly AnalysisPost[]>> {
  const byAccount = new Map<string, AnalysisPost[]>();
  const take = (row: PostTuple): void => {
    const [accountId, postId, publishedAtMs, caption, type, durationSeconds, ...rest] = row;
    const [language, url, tags, sound] = rest;
    const posts = byAccount.get(accountId) ?? [];
    if (posts.length === 0) byAccount.set(accountId, posts);
    posts.push({
      postId,
      publishedAtMs,
      caption,
      type,
      durationSeconds,
      language,
      url,
      tags,
      sound,
      retention: known.retention.get(accountId, postId) ?? null,
      snapshots: known.snapshots.get(accountId, postId) ?? [],
    });
  };
  await readByCursor<PostTuple>(
    client,
    `select account_id, post_id, (extract(epoch from published_at) * 1000)::float8, caption,
       type, duration_seconds, language, url, tags, sound
     from scan.posts
     where tenant_id = $1 and subject_id = $2 and account_id = any($3)
       and published_at > $4 and published_at <= $5
     order by account_id, published_at, post_id collate "C"`,
    [subject.tenantId, subject.subjectId, accountIds, window.from, window.to],
    take,
  );
  return byAccount;
}
