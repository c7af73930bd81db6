import type {
  CollectedDays,
  CollectedInsights,
  DueRequest,
  KnownDays,
  KnownPost,
  Listing,
  StepLease,
  SubjectKey,
} from '@viral-scan/contracts';

/**
 * What is known of an account over all its collections, so that the next one goes on from there.
 * Writes take the lease and throw `StepLost` as those of `StepRepository` do.
 */
export interface CollectionRepository {
  /** Null before the first listing. */
  listing(subject: SubjectKey, accountId: string): Promise<Listing | null>;
  /** Posts that are due to be read again, by id; vanished ones never are. */
  duePosts(subject: SubjectKey, request: DueRequest): Promise<readonly KnownPost[]>;
  /** Curves, watch time and the next checkpoint, atomically. */
  saveInsights(subject: SubjectKey, lease: StepLease, insights: CollectedInsights): Promise<void>;
  knownDays(subject: SubjectKey, accountId: string): Promise<KnownDays>;
  /** Days and active hours by natural key, and the next checkpoint, atomically. */
  saveDays(subject: SubjectKey, lease: StepLease, days: CollectedDays): Promise<void>;
  /** The step waits for a platform: this start does not count against it. */
  defer(subject: SubjectKey, lease: StepLease): Promise<void>;
}
