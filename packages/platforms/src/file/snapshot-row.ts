import type { Metrics } from '@viral-scan/contracts';
import { readRequiredTime } from './post-row.ts';
import { readId } from './read-cell.ts';
import { readMetrics } from './read-metrics.ts';
import type { Row } from './row.ts';

/** The counters of a post at one moment, joined by post id. Fits the import port of `scan`. */
export interface ImportedSnapshot {
  readonly postExternalId: string;
  readonly capturedAt: Date;
  readonly metrics: Metrics;
}

export function readSnapshotRow(row: Row, now: Date): ImportedSnapshot {
  return {
    postExternalId: readId(row('post_id')),
    capturedAt: readRequiredTime(row('captured_at'), now),
    metrics: readMetrics(row),
  };
}
