import {
  namesInEvent,
  type ScanError,
  type StepLease,
  type SubjectKey,
} from '@viral-scan/contracts';
import type { Pool } from 'pg';
import { inTransaction } from '../connection/transaction.ts';
import { endScan, eventsOf, holdScan } from './end-scan.ts';

/** `now`: the time the scan is said to have ended at. */
export function failScan(
  pool: Pool,
  subject: SubjectKey,
  lease: StepLease,
  error: ScanError,
  now: Date,
): Promise<void> {
  return inTransaction(pool, async (client) => {
    const scan = await holdScan(client, subject, lease);
    const completedAt = await endScan(client, subject, lease, {
      step: 'failed',
      scan: 'failed',
      completedAt: now,
      error,
    });
    if (scan.kind === 'collection') return;
    const tell = eventsOf(client, subject, scan, completedAt);
    await tell('viral.scraping.completed', {
      ...namesInEvent(scan),
      status: 'failed',
      error,
      ...(scan.kind === 'scrape' && { posts_found: sumOf(scan.steps.map(({ posts }) => posts)) }),
    });
  });
}

const sumOf = (counts: readonly number[]): number => counts.reduce((sum, count) => sum + count, 0);
