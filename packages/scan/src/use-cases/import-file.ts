import {
  type ImportBatch,
  type ImportedPost,
  type ImportedRow,
  type ImportedSnapshot,
  type ImportKind,
  type ImportResult,
  type ImportSummary,
  type Principal,
  type RowError,
  UnreadableFile,
} from '@viral-scan/contracts';
import type { Clock } from '../ports/clock.ts';
import type { ImportRepository, ImportTransaction } from '../ports/imports.ts';

/** Errors listed in the answer; all are counted. */
export const maxListedErrors = 100;

/** A file as the parser reads it, batch by batch. */
export type ImportSource =
  | { readonly kind: 'posts'; readonly batches: AsyncIterable<ImportBatch<ImportedPost>> }
  | { readonly kind: 'snapshots'; readonly batches: AsyncIterable<ImportBatch<ImportedSnapshot>> };

export interface ImportDeps {
  readonly imports: ImportRepository;
  readonly clock: Clock;
  readonly newId: () => string;
}

/**
 * Imports a file in one transaction: bad rows are reported and left out, a file that cannot be
 * read to its end leaves nothing behind.
 * @throws UnreadableFile when it cannot be read, is empty, or has not one good row
 */
export async function importFile(
  deps: ImportDeps,
  principal: Principal,
  source: ImportSource,
): Promise<ImportResult> {
  await deps.clock.refresh();
  const importId = deps.newId();
  const transaction = await deps.imports.begin(principal, {
    importId,
    importedAt: deps.clock.now(),
  });
  try {
    const tally = new Tally();
    if (source.kind === 'posts') {
      for await (const batch of source.batches) await takePosts(transaction, tally, batch);
    } else {
      for await (const batch of source.batches) await takeSnapshots(transaction, tally, batch);
    }
    if (tally.accepted === 0) throw tally.nothingTaken();
    return await transaction.commit(tally.result(importId, source.kind));
  } catch (error) {
    // What cannot be rolled back (its connection is lost) is not committed either.
    await transaction.rollback().catch(() => undefined);
    throw error;
  }
}

async function takePosts(
  transaction: ImportTransaction,
  tally: Tally,
  batch: ImportBatch<ImportedPost>,
): Promise<void> {
  const rows = tally.sort(batch);
  if (rows.length === 0) return;
  const posts = rows.map(({ row }) => row);
  const { duplicates } = await transaction.addPosts(posts);
  tally.accept(posts.length, duplicates);
  for (const { post, capturedAt, snapshots } of posts) {
    tally.published(post.publishedAt);
    if (capturedAt !== null) tally.observed(capturedAt);
    for (const snapshot of snapshots) tally.observed(snapshot.capturedAt);
    tally.snapshots += snapshots.length;
  }
}

async function takeSnapshots(
  transaction: ImportTransaction,
  tally: Tally,
  batch: ImportBatch<ImportedSnapshot>,
): Promise<void> {
  const rows = tally.sort(batch);
  if (rows.length === 0) return;
  const { duplicates, unknownPostIds } = await transaction.addSnapshots(rows.map(({ row }) => row));
  const unknown = new Set(unknownPostIds);
  const strangers = rows.filter(({ row }) => unknown.has(row.postExternalId));
  tally.reject(
    strangers.map(({ line }) => ({
      line,
      field: 'post_id',
      message: 'no post with this id was imported before',
    })),
  );
  tally.accept(rows.length - strangers.length, duplicates);
  tally.snapshots += rows.length - strangers.length;
  for (const { row } of rows) {
    if (!unknown.has(row.postExternalId)) tally.observed(row.capturedAt);
  }
}

class Tally {
  accepted = 0;
  snapshots = 0;
  #rejected = 0;
  #duplicates = 0;
  #firstPublished: Date | null = null;
  #lastPublished: Date | null = null;
  #lastObserved: Date | null = null;
  readonly #errors: RowError[] = [];
  #format: 'csv' | 'jsonl' = 'csv';

  /** Notes the bad records of a batch and answers the good ones. */
  sort<T>(batch: ImportBatch<T>): ImportedRow<T>[] {
    this.#format = batch.format;
    const good: ImportedRow<T>[] = [];
    const bad: RowError[] = [];
    for (const record of batch.records) {
      if ('row' in record) good.push(record);
      else bad.push(record);
    }
    this.reject(bad);
    return good;
  }

  accept(rows: number, duplicates: number): void {
    this.accepted += rows;
    this.#duplicates += duplicates;
  }

  reject(errors: readonly RowError[]): void {
    this.#rejected += errors.length;
    this.#errors.push(...errors.slice(0, maxListedErrors - this.#errors.length));
  }

  published(at: Date): void {
    if (this.#firstPublished === null || at < this.#firstPublished) this.#firstPublished = at;
    if (this.#lastPublished === null || at > this.#lastPublished) this.#lastPublished = at;
    this.observed(at);
  }

  observed(at: Date): void {
    if (this.#lastObserved === null || at > this.#lastObserved) this.#lastObserved = at;
  }

  nothingTaken(): UnreadableFile {
    const first = this.#errors[0];
    return first === undefined
      ? new UnreadableFile('the file has no rows')
      : new UnreadableFile(
          `none of the ${this.#rejected} rows could be taken; the first: line ${first.line}, ${first.field}: ${first.message}`,
          first.line,
        );
  }

  result(importId: string, kind: ImportKind): ImportSummary {
    return {
      import_id: importId,
      kind,
      format: this.#format,
      rows: this.accepted + this.#rejected,
      accepted: this.accepted,
      rejected: this.#rejected,
      duplicates: this.#duplicates,
      snapshots: this.snapshots,
      first_published_at: this.#firstPublished?.toISOString() ?? null,
      last_published_at: this.#lastPublished?.toISOString() ?? null,
      last_observed_at: this.#lastObserved?.toISOString() ?? null,
      errors: this.#errors,
    };
  }
}
