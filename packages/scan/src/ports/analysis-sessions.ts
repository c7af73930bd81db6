import type { Ranking, ReportBody, ScanRecord, SubjectKey } from '@viral-scan/contracts';

export interface AnalysisRequest {
  readonly subject: SubjectKey;
  readonly scan: ScanRecord;
  /** The report speaks of posts published in (from, to], and of nothing after `to`. */
  readonly window: { readonly from: Date; readonly to: Date };
}

/** What was read for an analysis: its name and how much it is. */
export interface NamedDataset {
  /** See `fingerprintOf`. */
  readonly fingerprint: string;
  /** Published in the window. */
  readonly posts: number;
  readonly accounts: number;
}

export interface Analysis {
  /** Valid, and small enough for an event loop. */
  readonly body: ReportBody;
  /** See `digestOf`. */
  readonly digest: string;
}

export interface RankWish {
  /** Posts published after it are asked for ... */
  readonly since: Date;
  /** ... the newest of them. */
  readonly maxPosts: number;
}

/** One dataset, held where it is analysed: its holder here only knows its name. */
export interface AnalysisSession {
  readonly dataset: NamedDataset;
  /** This or `rank`, at most once. */
  analyze(): Promise<Analysis>;
  /** Compares the posts of the dataset's first account; all of them count, those asked for are named. */
  rank(wish: RankWish): Promise<Ranking>;
  /** Forgets the dataset. Every session is closed, whatever became of it; never rejects. */
  close(): Promise<void>;
}

/**
 * Reads and analyses datasets off the event loop. The signal is that of the whole session: once
 * it aborts, or what holds the dataset has died, every call rejects and nothing is left running.
 */
export interface AnalysisSessions {
  open(request: AnalysisRequest, call: { readonly signal: AbortSignal }): Promise<AnalysisSession>;
}
