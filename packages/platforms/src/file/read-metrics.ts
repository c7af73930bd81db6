import type { Metrics } from '@viral-scan/contracts';
import type { Cell } from './bad-cell.ts';
import type { Column } from './columns.ts';
import { readCounter } from './read-counter.ts';

export function readMetrics(cell: (column: Column) => Cell): Metrics {
  return {
    views: readCounter(cell('views')),
    likes: readCounter(cell('likes')),
    comments: readCounter(cell('comments')),
    shares: readCounter(cell('shares')),
    saves: readCounter(cell('saves')),
    reach: readCounter(cell('reach')),
  };
}
