import type { ImportedPost, ImportSummary } from '@viral-scan/contracts';
import { metrics, post } from './post.ts';

/** A row of a file about a page, with one counter and no time. */
export const importedPost = (
  account: string,
  postId: string,
  known: Partial<ImportedPost> = {},
): ImportedPost => ({
  platform: 'file',
  origin: 'facebook',
  accountExternalId: account,
  accountName: `Page ${account}`,
  post: post({ externalId: postId }),
  metrics: metrics({ likes: 1 }),
  capturedAt: null,
  retention: null,
  snapshots: [],
  ...known,
});

/** What an importer counted: nothing. */
export const importSummary = (importId: string): ImportSummary => ({
  import_id: importId,
  kind: 'posts',
  format: 'csv',
  rows: 0,
  accepted: 0,
  rejected: 0,
  duplicates: 0,
  snapshots: 0,
  first_published_at: null,
  last_published_at: null,
  last_observed_at: null,
  errors: [],
});
