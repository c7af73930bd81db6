import { accountRef, type KnownRankedPost, type SubjectKey } from '@viral-scan/contracts';
import { isOf, keyOf, type MemoryState, type StoredRank } from './state.ts';

/** Best first, then the latest. */
export const byPercentile = (a: KnownRankedPost, b: KnownRankedPost): number =>
  b.percentile - a.percentile ||
  b.publishedAt.getTime() - a.publishedAt.getTime() ||
  (a.postId < b.postId ? -1 : 1);

export function putRank(
  state: MemoryState,
  { tenantId, subjectId }: SubjectKey,
  rank: Omit<StoredRank, keyof SubjectKey>,
): void {
  const key = keyOf(tenantId, subjectId, rank.accountId, rank.post.postId);
  if (state.series.posts.get(key) === undefined) return;
  state.scraping.ranks.set(key, { tenantId, subjectId, ...rank });
}

/** Of the subject, with what is stored of the posts and their accounts. */
export function knownRanks(
  state: MemoryState,
  subject: SubjectKey,
  isMeant: (row: StoredRank) => boolean,
): readonly KnownRankedPost[] {
  const accounts = [...state.series.accounts.values()];
  return [...state.scraping.ranks].flatMap(([key, row]) => {
    const stored = state.series.posts.get(key);
    const account = accounts.find(({ accountId }) => accountId === row.accountId);
    if (stored === undefined || account === undefined) return [];
    if (!isOf(subject, row) || !isMeant(row)) return [];
    const { platform, externalId, handle } = account.profile;
    const { caption, url, publishedAt } = stored.post;
    return {
      ...row.post,
      account: accountRef(platform, externalId),
      handle,
      caption,
      url,
      publishedAt,
      rankedAt: row.rankedAt,
    };
  });
}
