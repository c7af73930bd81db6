import type { Principal, Report } from '@viral-scan/contracts';
import { analyzeScan } from '@viral-scan/scan';
import { inMemoryCache, manualClock, type TestDatabase } from '@viral-scan/testing';
import { createAnalysisThreads } from '../src/analysis-threads.ts';
import { type LargeAccount, observedAt, readyScan, somebodyWith } from './large-account.ts';

/** What the service is, without its queue: threads over a real database. */
export interface AnalyzerRoom {
  somebodyWith(account: LargeAccount): Promise<Principal>;
  /** Analyses what is known of the account, anew each time, and answers the stored report. */
  scan(who: Principal, lookbackDays: number): Promise<Report>;
  close(): Promise<void>;
}

export function analyzerRoom(
  database: TestDatabase,
  { threads, cores = 1 }: { readonly threads: number; readonly cores?: number },
): AnalyzerRoom {
  const analysis = createAnalysisThreads({
    threads,
    coresPerAnalysis: cores,
    heapMb: 1_024,
    databaseUrl: database.url,
    applicationName: 'test-thread',
    onError: (error) => console.error(error),
  });
  const { store } = database;
  return {
    somebodyWith: (account) => somebodyWith(database, account),
    async scan(who, lookbackDays) {
      const scanId = await readyScan(database, who, lookbackDays);
      await analyzeScan(
        {
          steps: store.steps,
          analysis,
          cache: inMemoryCache(),
          clock: manualClock(observedAt),
          reuse: false,
          onCacheError: (error) => {
            throw error;
          },
        },
        who,
        { scanId, stepKey: 'analyze-scan' },
        { signal: new AbortController().signal },
      );
      const report = await store.scans.report(who, scanId);
      if (report === null) throw new Error('there is no report');
      return report;
    },
    close: () => analysis.close(),
  };
}
