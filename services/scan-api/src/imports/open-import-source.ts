import type { ImportKind } from '@viral-scan/contracts';
import { parseImport } from '@viral-scan/platforms';
import type { ImportSource } from '@viral-scan/scan';

export interface UploadOptions {
  readonly kind: ImportKind;
  readonly now: Date;
  /** Of a platform's own export; see `ImportOptions`. */
  readonly account?: string | undefined;
  readonly timezone?: string | undefined;
}

/** An upload as the import use case reads it. */
export function openImportSource(
  upload: AsyncIterable<Uint8Array>,
  { kind, ...options }: UploadOptions,
): ImportSource {
  return kind === 'posts'
    ? { kind, batches: parseImport(upload, { ...options, kind }) }
    : { kind, batches: parseImport(upload, { ...options, kind }) };
}
