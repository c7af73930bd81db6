import {
  type CollectedPage,
  isUnmeasured,
  type StepLease,
  type SubjectKey,
} from '@viral-scan/contracts';
import type { Pool } from 'pg';
import { inTransaction } from '../connection/transaction.ts';
import { mergeRepeated, upsertPosts } from '../posts/upsert-posts.ts';
import { latestOfPosts, upsertRetention } from '../posts/upsert-retention.ts';
import { upsertSnapshots } from '../posts/upsert-snapshots.ts';
import { storedJson } from '../values/stored-text.ts';
import { holdStep } from './lease.ts';

/** Counters of progress and the checkpoint move together, so a page read again counts once. */
export function savePage(
  pool: Pool,
  subject: SubjectKey,
  lease: StepLease,
  page: CollectedPage,
): Promise<void> {
  const posts = mergeRepeated(page.posts.map(({ post }) => ({ accountId: page.accountId, post })));
  const { countedFrom } = page;
  const counted = posts.filter(
    ({ post }) => countedFrom === undefined || post.publishedAt > countedFrom,
  );
  const measured = new Map(
    page.posts
      .filter(({ metrics }) => !isUnmeasured(metrics))
      .map(({ post, metrics }) => [post.externalId, metrics]),
  );
  const snapshots = [...measured].map(([postId, metrics]) => ({
    accountId: page.accountId,
    postId,
    capturedAt: page.capturedAt,
    metrics,
  }));
  // What only the owner of an account sees; a public source that gave it would be mistaken.
  const curves = page.access === 'own' ? page.posts : [];
  return inTransaction(pool, async (client) => {
    await holdStep(client, subject, lease);
    await upsertPosts(
      client,
      subject,
      { source: page.source, access: page.access, seenAt: page.capturedAt, importId: null },
      posts,
    );
    await upsertSnapshots(client, subject, page, snapshots);
    await upsertRetention(
      client,
      subject,
      page,
      latestOfPosts(
        curves.map(({ post, retention }) => ({
          accountId: page.accountId,
          postId: post.externalId,
          capturedAt: page.capturedAt,
          retention,
        })),
      ),
    );
    await client.query(
      `update scan.scan_steps
       set pages = pages + 1, posts = posts + $5, checkpoint = $6, heartbeat_at = clock_timestamp()
       where tenant_id = $1 and subject_id = $2 and scan_id = $3 and step_key = $4`,
      [
        subject.tenantId,
        subject.subjectId,
        lease.scanId,
        lease.stepKey,
        counted.length,
        page.next && storedJson(page.next),
      ],
    );
  });
}
