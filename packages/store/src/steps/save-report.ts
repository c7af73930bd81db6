import {
  namesInEvent,
  portionsOf,
  postInEvent,
  type Report,
  type StepLease,
  type SubjectKey,
  viralPostOf,
} from '@viral-scan/contracts';
import type { Pool } from 'pg';
import { inTransaction } from '../connection/transaction.ts';
import { rankedInReport } from '../scraping/ranked-in-report.ts';
import { writeRankedPosts } from '../scraping/write-ranked-posts.ts';
import { storedJson } from '../values/stored-text.ts';
import { endScan, eventsOf, holdScan } from './end-scan.ts';

export function saveReport(
  pool: Pool,
  subject: SubjectKey,
  lease: StepLease,
  report: Report,
): Promise<void> {
  return inTransaction(pool, async (client) => {
    const scan = await holdScan(client, subject, lease);
    await client.query(
      `insert into scan.scan_results (subject_id, scan_time, tenant_id, scan_id, optimal_hours,
         content_weaknesses, competitor_benchmarks, report, fingerprint)
       select subject_id, scan_time, tenant_id, scan_id, $4, $5, $6, $7, $8
       from scan.scans where tenant_id = $1 and subject_id = $2 and scan_id = $3`,
      [
        subject.tenantId,
        subject.subjectId,
        lease.scanId,
        storedJson(report.optimal_hours),
        storedJson(report.content_weaknesses),
        storedJson(report.competitor_benchmarks),
        storedJson(report),
        report.dataset.fingerprint,
      ],
    );
    const completedAt = new Date(report.completed_at);
    const ranked = await writeRankedPosts(
      client,
      subject,
      { scanId: lease.scanId, at: new Date(report.as_of) },
      await rankedInReport(client, subject, report),
    );
    await endScan(client, subject, lease, {
      step: 'completed',
      scan: report.status,
      completedAt,
      error: null,
    });
    const tell = eventsOf(client, subject, scan, completedAt);
    const names = namesInEvent(scan);
    const found = { posts: report.dataset.posts, accounts: report.dataset.accounts };
    await tell('viral.content.discovered', {
      ...names,
      ...found,
      coverage: report.dataset.coverage,
    });
    for (const portion of portionsOf(ranked.map((post) => viralPostOf(post, post.account)))) {
      const posts = portion.map(postInEvent);
      await tell('viral.pattern.identified', { ...names, posts }, portion);
    }
    await tell('viral.scraping.completed', { ...names, status: report.status, ...found });
  });
}
