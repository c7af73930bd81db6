import type { Report, ScanRecord, ScanResults, ScanStatus } from '@viral-scan/contracts';
import { estimateSeconds } from './estimate.ts';
import { linksOf } from './links.ts';

export const initiatedOf = (scan: ScanRecord) => ({
  scan_id: scan.scanId,
  status: scan.state,
  requested_at: scan.scanTime.toISOString(),
  estimated_seconds: estimateSeconds(scan.parameters),
  links: linksOf(scan.scanId, 'status'),
});

export const statusOf = (scan: ScanRecord): ScanStatus => ({
  scan_id: scan.scanId,
  kind: scan.kind,
  status: scan.state,
  requested_at: scan.scanTime.toISOString(),
  completed_at: scan.completedAt?.toISOString() ?? null,
  steps_total: scan.steps.length,
  steps_ended: scan.steps.filter(({ state }) => state === 'completed' || state === 'failed').length,
  posts_found: scan.steps.reduce((sum, { posts }) => sum + posts, 0),
  steps: scan.steps.map(({ stepKey, accountRef, state, pages, posts, error }) => ({
    step: stepKey,
    account_id: accountRef,
    state,
    pages,
    posts,
    error,
  })),
  error: scan.error,
  links: linksOf(scan.scanId, 'status'),
});

/** The same shape in every state; lists are there, if empty. */
export const resultsOf = (scan: ScanRecord, report: Report | null): ScanResults => ({
  scan_id: scan.scanId,
  status: scan.state,
  requested_at: scan.scanTime.toISOString(),
  completed_at: scan.completedAt?.toISOString() ?? null,
  optimal_times: report?.optimal_times ?? [],
  hooks: report?.hooks ?? [],
  report,
  error: scan.error,
  links: linksOf(scan.scanId, 'results'),
});
