import type { ImportResult, RowError } from './import.ts';
import type { Platform } from './platform.ts';
import type { Metrics, Post } from './post.ts';
import type { RetentionCurve } from './retention.ts';

/** One imported post with what the file says of its account. */
export interface ImportedPost {
  readonly platform: Platform;
  /** The file's own platform label when it is none of ours (`facebook`, `twitter`). */
  readonly origin: string | null;
  readonly accountExternalId: string;
  readonly accountName: string | null;
  readonly post: Post;
  readonly metrics: Metrics;
  /** When the counters were read; null when the file does not say (then: the import's time). */
  readonly capturedAt: Date | null;
  /** Read when the counters were. */
  readonly retention: RetentionCurve | null;
  /** Further observations that came with the row (JSON Lines only). */
  readonly snapshots: readonly { readonly capturedAt: Date; readonly metrics: Metrics }[];
}

/** The counters of a post at one moment, joined by post id. */
export interface ImportedSnapshot {
  readonly postExternalId: string;
  readonly capturedAt: Date;
  readonly metrics: Metrics;
}

export interface ImportedRow<T> {
  /** First physical line of the record, from 1. */
  readonly line: number;
  readonly row: T;
}

/** Some records in the order of the file; one without `row` was not taken. */
export interface ImportBatch<T> {
  readonly format: ImportResult['format'];
  readonly records: readonly (ImportedRow<T> | RowError)[];
}

/** What is known of an import when it begins. */
export interface OpenImport {
  readonly importId: string;
  readonly importedAt: Date;
}

/** What the use case knows of an import at its end; the store adds the accounts. */
export type ImportSummary = Omit<ImportResult, 'accounts' | 'accounts_total'>;
