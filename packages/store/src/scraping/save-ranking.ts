import {
  namesInEvent,
  portionsOf,
  postInEvent,
  type Ranking,
  type StepLease,
  type SubjectKey,
  topPercentile,
  viralPostOf,
} from '@viral-scan/contracts';
import type { Pool } from 'pg';
import { inTransaction, type Queryable } from '../connection/transaction.ts';
import { endScan, eventsOf, holdScan } from '../steps/end-scan.ts';
import { writeRankedPosts } from './write-ranked-posts.ts';

export function saveRanking(
  pool: Pool,
  subject: SubjectKey,
  lease: StepLease,
  ranking: Ranking,
  at: Date,
): Promise<void> {
  return inTransaction(pool, async (client) => {
    const scan = await holdScan(client, subject, lease);
    const accountId = await collectedAccount(client, subject, lease.scanId);
    const ranked = await writeRankedPosts(
      client,
      subject,
      { scanId: lease.scanId, at },
      accountId === null ? [] : ranking.ranked.map((post) => ({ accountId, post })),
    );
    const collected = scan.steps.filter(({ kind }) => kind === 'collect-account');
    const coverage = collected.flatMap((step) => step.coverage ?? []);
    const isComplete =
      coverage.length === collected.length && coverage.every(({ status }) => status === 'complete');
    const status = isComplete ? 'completed' : 'partial';
    const completedAt = await endScan(client, subject, lease, {
      step: 'completed',
      scan: status,
      completedAt: at,
      error: null,
    });
    const tell = eventsOf(client, subject, scan, completedAt);
    const names = namesInEvent(scan);
    const found = { ...names, posts_found: ranking.postIds.length };
    await tell('viral.content.discovered', { ...found, coverage });
    const { scrape } = scan.parameters;
    const patterns = ranked
      .filter(
        ({ percentile }) => percentile >= (scrape?.min_performance_percentile ?? topPercentile),
      )
      .map((post) => viralPostOf(post, scrape?.account_id ?? post.account));
    for (const portion of portionsOf(patterns)) {
      const posts = portion.map(postInEvent);
      await tell('viral.pattern.identified', { ...names, posts }, portion);
    }
    await tell('viral.scraping.completed', { ...found, status });
  });
}

/** Null: it was never found. */
async function collectedAccount(
  db: Queryable,
  { tenantId, subjectId }: SubjectKey,
  scanId: string,
): Promise<string | null> {
  const { rows } = await db.query<{ account_id: string }>(
    `select account_id from scan.scan_steps
     where tenant_id = $1 and subject_id = $2 and scan_id = $3 and kind = 'collect-account'
       and account_id is not null
     order by ordinal limit 1`,
    [tenantId, subjectId, scanId],
  );
  return rows[0]?.account_id ?? null;
}
