import {
  type CollectedPage,
  isUnmeasured,
  type StepLease,
  type SubjectKey,
} from '@viral-scan/contracts';
import type { Pool } from 'pg';
import { writeListing } from '../collections/listing.ts';
import { upsertInsights } from '../collections/upsert-insights.ts';
import { inTransaction, type Queryable } from '../connection/transaction.ts';
import { mergeRepeated, upsertPosts } from '../posts/upsert-posts.ts';
import { latestOfPosts, upsertRetention } from '../posts/upsert-retention.ts';
import { upsertSnapshots } from '../posts/upsert-snapshots.ts';
import { holdStep, moveOn } from './lease.ts';

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
    if (page.access === 'own') {
      const watched = page.posts.filter(({ watch }) => watch !== undefined && watch !== null);
      await upsertInsights(
        client,
        subject,
        page,
        watched.map(({ post, watch = null }) => ({ postId: post.externalId, watch, shares: null })),
      );
    }
    await markVanished(client, subject, page);
    if (page.listing !== undefined) {
      await writeListing(client, subject, page.accountId, page.listing);
    }
    await moveOn(client, subject, lease, page.next, { pages: 1, posts: counted.length });
  });
}

/** Seen at that moment to be gone, so that they are not asked for again; their history stays. */
async function markVanished(
  db: Queryable,
  subject: SubjectKey,
  { accountId, capturedAt, vanished = [] }: CollectedPage,
): Promise<void> {
  if (vanished.length === 0) return;
  await db.query(
    `update scan.posts set vanished_at = $5
     where tenant_id = $1 and subject_id = $2 and account_id = $3 and post_id = any($4)`,
    [subject.tenantId, subject.subjectId, accountId, vanished, capturedAt],
  );
}
