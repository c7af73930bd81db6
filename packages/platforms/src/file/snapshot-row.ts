import type { ImportedSnapshot } from '@viral-scan/contracts';
import { readRequiredTime } from './post-row.ts';
import { readId } from './read-cell.ts';
import { readMetrics } from './read-metrics.ts';
import type { Row } from './row.ts';

export function readSnapshotRow(row: Row, now: Date): ImportedSnapshot {
  return {
    postExternalId: readId(row('post_id')),
    capturedAt: readRequiredTime(row('captured_at'), now),
    metrics: readMetrics(row),
  };
}
