import type { CollectedInsights, StepLease, SubjectKey } from '@viral-scan/contracts';
import type { Pool } from 'pg';
import { inTransaction } from '../connection/transaction.ts';
import { latestOfPosts, upsertRetention } from '../posts/upsert-retention.ts';
import { holdStep, moveOn } from '../steps/lease.ts';
import { upsertInsights } from './upsert-insights.ts';

export function saveInsights(
  pool: Pool,
  subject: SubjectKey,
  lease: StepLease,
  read: CollectedInsights,
): Promise<void> {
  const { accountId, postIds, insights, capturedAt, source, next } = read;
  const given = new Map(insights.map((each) => [each.externalId, each]));
  return inTransaction(pool, async (client) => {
    await holdStep(client, subject, lease);
    const rows = postIds.map((postId) => ({
      postId,
      watch: given.get(postId)?.watch ?? null,
      shares: given.get(postId)?.shares ?? null,
    }));
    await upsertInsights(client, subject, { accountId, source, capturedAt }, rows);
    const curves = postIds.map((postId) => ({
      accountId,
      postId,
      capturedAt,
      retention: given.get(postId)?.retention ?? null,
    }));
    await upsertRetention(client, subject, { source, access: 'own' }, latestOfPosts(curves));
    await moveOn(client, subject, lease, next);
  });
}
