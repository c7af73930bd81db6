import type { DomainError, KnownAccount } from '@viral-scan/contracts';

/** Why a coverage by imported posts is as it is; null: all is well. */
export function reasonOfImported(known: KnownAccount, error: DomainError | null): string | null {
  if (error !== null) return `${error.message}; the posts of the imported file are used`;
  if (known.posts === 0) return 'the imported file has no post in the look-back';
  return withoutMetrics(known.postsWithoutMetrics, 'the imported file gives');
}

/** Null when none of them is without. */
export const withoutMetrics = (posts: number, who: string): string | null =>
  posts === 0 ? null : `${who} no counters for ${posts} of the posts at this moment`;
