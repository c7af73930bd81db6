import type { MessagePort } from 'node:worker_threads';
import type { AnalysisRequest, RankWish } from '@viral-scan/scan';

/**
 * What passes between `analysis-threads.ts` and `analysis-thread.ts`: a task is a session. The
 * thread reads the dataset over a connection of its own and posts its name (`NamedDataset`); the
 * caller posts a `Wish`; the task ends with the analysis or the ranking as JSON, or null
 * when none was wished for.
 */
export interface SessionTask {
  readonly request: AnalysisRequest;
  readonly port: MessagePort;
}

export type Wish =
  | { readonly kind: 'analyze' }
  | { readonly kind: 'rank'; readonly wish: RankWish }
  | { readonly kind: 'forget' };

/** What every thread is told when it starts. */
export interface ThreadOptions {
  readonly databaseUrl: string;
  readonly applicationName: string;
  /** Threads that one analysis may keep busy, its own among them. */
  readonly coresPerAnalysis: number;
}

/**
 * Longest analysis as JSON, in characters. The caller's event loop parses and writes it in one
 * go, about 10 ms each at this size; lists in a report are bounded, so that a usual one is far smaller.
 */
export const maxAnalysisLength = 4 * 1_048_576;
