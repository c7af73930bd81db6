import type {
  ImportedPost,
  ImportedSnapshot,
  ImportResult,
  ImportSummary,
  OpenImport,
  Principal,
} from '@viral-scan/contracts';

/** One open import: nothing is visible to others before `commit`. */
export interface ImportTransaction {
  /** Upserts by natural key; answers how many of them were there before (or twice in the file). */
  addPosts(posts: readonly ImportedPost[]): Promise<{ duplicates: number }>;
  /** Joins by post id with the imported posts of the subject; answers the post ids nobody has. */
  addSnapshots(
    snapshots: readonly ImportedSnapshot[],
  ): Promise<{ duplicates: number; unknownPostIds: readonly string[] }>;
  /**
   * Makes all of it visible and records the import. When it brought posts of exactly one account,
   * that is the user's own from now on, and what the import brought of it has access `own`; of
   * several accounts none is, until a scan names it in `accounts`: access `public`. An account that
   * was own before stays own. A labelled account (`file:facebook/x`) no file names is named `x`.
   */
  commit(result: ImportSummary): Promise<ImportResult>;
  rollback(): Promise<void>;
}

export interface ImportRepository {
  begin(principal: Principal, start: OpenImport): Promise<ImportTransaction>;
}
