import type { ImportKind } from '@viral-scan/contracts';
import { parseImport } from '@viral-scan/platforms';
import type { ImportSource } from '@viral-scan/scan';

/** An upload as the import use case reads it. */
export function openImportSource(
  upload: AsyncIterable<Uint8Array>,
  { kind, now }: { readonly kind: ImportKind; readonly now: Date },
): ImportSource {
  return kind === 'posts'
    ? { kind, batches: parseImport(upload, { kind, now }) }
    : { kind, batches: parseImport(upload, { kind, now }) };
}
