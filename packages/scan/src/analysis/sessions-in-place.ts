import {
  type AnalysisInput,
  type Ranking,
  type ReportBody,
  reportBodySchema,
} from '@viral-scan/contracts';
import type { AnalysisSessions } from '../ports/analysis-sessions.ts';
import type { StepRepository } from '../ports/steps.ts';
import { readingStart } from '../window.ts';
import { digestOf } from './canonical-json.ts';
import { fingerprintOf } from './fingerprint.ts';

export interface SessionDeps {
  readonly steps: Pick<StepRepository, 'dataset'>;
  readonly analyze: (input: AnalysisInput) => ReportBody | Promise<ReportBody>;
  /** Posts published after `sinceMs`, the newest `maxPosts` of them. */
  readonly rank: (
    input: AnalysisInput,
    wish: { readonly sinceMs: number; readonly maxPosts: number },
  ) => Ranking;
  readonly analysisVersion: string;
}

/**
 * Reads, names and analyses datasets where it is called: in a thread that has nothing else to do,
 * or in tests. The signal is looked at between the steps only.
 */
export function sessionsInPlace({
  steps,
  analyze,
  rank,
  analysisVersion,
}: SessionDeps): AnalysisSessions {
  return {
    async open({ subject, scan, window: { from, to } }, { signal }) {
      signal.throwIfAborted();
      const read = await steps.dataset(subject, scan, { from: readingStart(from), to });
      signal.throwIfAborted();
      let input: AnalysisInput | null = { ...read, fromMs: from.getTime() };
      const taken = (): AnalysisInput => {
        signal.throwIfAborted();
        if (input === null) throw new Error('the dataset was analysed or forgotten already');
        const known = input;
        input = null;
        return known;
      };
      return {
        dataset: {
          fingerprint: fingerprintOf(input, scan.parameters, analysisVersion),
          posts: countPosts(input),
          accounts: input.accounts.length,
        },
        async analyze() {
          const body = reportBodySchema.parse(await analyze(taken()));
          signal.throwIfAborted();
          return { body, digest: digestOf(body) };
        },
        async rank({ since, maxPosts }) {
          return rank(taken(), { sinceMs: since.getTime(), maxPosts });
        },
        async close() {
          input = null;
        },
      };
    },
  };
}

function countPosts({ accounts, fromMs }: AnalysisInput): number {
  let posts = 0;
  for (const account of accounts) {
    for (const { publishedAtMs } of account.posts) if (publishedAtMs > fromMs) posts += 1;
  }
  return posts;
}
