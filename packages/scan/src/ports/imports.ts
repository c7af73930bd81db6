import type { ImportResult, Metrics, Platform, Post, Principal } from '@viral-scan/contracts';

export interface ImportedPost {
  readonly platform: Platform;
  readonly origin: string | null;
  readonly accountExternalId: string;
  readonly accountName: string | null;
  readonly post: Post;
  readonly metrics: Metrics;
  /** When the counters were read; null when the file does not say (then: the import's time). */
  readonly capturedAt: Date | null;
  /** Further observations that came with the row. */
  readonly snapshots: readonly { readonly capturedAt: Date; readonly metrics: Metrics }[];
}

export interface ImportedSnapshot {
  readonly postExternalId: string;
  readonly capturedAt: Date;
  readonly metrics: Metrics;
}

/** One open import: nothing is visible to others before `commit`. */
export interface ImportTransaction {
  /** Upserts by natural key; answers how many of them were there before (or twice in the file). */
  addPosts(posts: readonly ImportedPost[]): Promise<{ duplicates: number }>;
  /** Joins by post id with the imported posts of the subject; answers the post ids nobody has. */
  addSnapshots(
    snapshots: readonly ImportedSnapshot[],
  ): Promise<{ duplicates: number; unknownPostIds: readonly string[] }>;
  /** Makes all of it visible and records the import. */
  commit(result: Omit<ImportResult, 'accounts' | 'accounts_total'>): Promise<ImportResult>;
  rollback(): Promise<void>;
}

export interface ImportRepository {
  begin(
    principal: Principal,
    start: { readonly importId: string; readonly importedAt: Date },
  ): Promise<ImportTransaction>;
}
