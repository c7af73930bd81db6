import type {
  AnalysisInput,
  Checkpoint,
  CollectEnd,
  CollectedAccount,
  CollectedPage,
  KnownAccount,
  Ranking,
  Report,
  ScanError,
  ScanRecord,
  StepId,
  StepLease,
  StepStart,
  SubjectKey,
} from '@viral-scan/contracts';

/**
 * What workers do to a scan's steps and data. Every method that writes takes the lease and
 * throws `StepLost` when another worker has started the step since; then nothing was written.
 */
export interface StepRepository {
  /** Takes the step over: raises its fence, marks step and scan running. */
  start(subject: SubjectKey, step: StepId): Promise<StepStart>;
  /** Tells the reconciler that the worker lives. */
  heartbeat(subject: SubjectKey, lease: StepLease): Promise<void>;
  /**
   * An account of this subject by its ref. `file:x` also finds an imported account `x` of any
   * platform, else the only one that is `x` behind a label (`file:facebook/x`); `youtube:@x` the only
   * channel with this handle.
   */
  findAccount(subject: SubjectKey, ref: string, from: Date, to: Date): Promise<KnownAccount | null>;
  /** Upserts the account with a snapshot of its followers, and sets the first checkpoint. */
  saveAccount(
    subject: SubjectKey,
    lease: StepLease,
    account: CollectedAccount,
  ): Promise<Checkpoint>;
  /** One page: posts and snapshots by natural key, progress and next checkpoint, atomically. */
  savePage(subject: SubjectKey, lease: StepLease, page: CollectedPage): Promise<void>;
  /**
   * Ends a collect step with its coverage. When it was the last open step of a collection, the
   * collection ends too: completed, partial, or failed when nothing could be read.
   */
  finishCollect(subject: SubjectKey, lease: StepLease, end: CollectEnd): Promise<void>;
  /** All the analysis needs: accounts of the scan's ended steps, posts in (from, to], snapshots ≤ to. */
  dataset(
    subject: SubjectKey,
    scan: ScanRecord,
    window: { readonly from: Date; readonly to: Date },
  ): Promise<AnalysisInput>;
  /** An earlier scan of the subject whose report has this fingerprint. */
  findByFingerprint(subject: SubjectKey, fingerprint: string): Promise<Report | null>;
  /**
   * Report, scan state, step and events (`viral.content.discovered`, `viral.scraping.completed`, and
   * `viral.pattern.identified` where posts are in the top 1 %), atomically.
   */
  saveReport(subject: SubjectKey, lease: StepLease, report: Report): Promise<void>;
  /**
   * Ends a scraping task: ranked posts, scan state, step and events as for reports, atomically; the
   * pattern is of posts at or above the percentile that was asked for.
   *
   * @param at world time
   */
  saveRanking(subject: SubjectKey, lease: StepLease, ranking: Ranking, at: Date): Promise<void>;
  /** Ends the scan without a report, and tells of it (`viral.scraping.completed`, `failed`). */
  failScan(subject: SubjectKey, lease: StepLease, error: ScanError): Promise<void>;
  /** The user behind the subject, for the cache key alone. */
  userOf(subject: SubjectKey): Promise<string>;
}
