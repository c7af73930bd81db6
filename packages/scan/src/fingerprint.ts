import { createHash } from 'node:crypto';
import type { AnalysisInput, ScanParameters } from '@viral-scan/contracts';

/** JSON with sorted keys: equal values give equal text. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    inner !== null && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/**
 * Names the data an analysis saw: accounts, posts, metric values, parameters and analysis version;
 * not capture times, so that reading the same counters again changes nothing.
 */
export function fingerprintOf(
  input: AnalysisInput,
  parameters: ScanParameters,
  analysisVersion: string,
): string {
  const hash = createHash('sha256');
  hash.update(canonicalJson({ parameters, analysisVersion }));
  for (const account of input.accounts) {
    const { posts, ...whose } = account;
    hash.update(canonicalJson(whose));
    for (const { snapshots, ...post } of posts) {
      const values = snapshots.map(({ views, likes, comments, shares, saves, reach }) => [
        views,
        likes,
        comments,
        shares,
        saves,
        reach,
      ]);
      const distinct = values.filter(
        (value, index) =>
          index === 0 || JSON.stringify(value) !== JSON.stringify(values[index - 1]),
      );
      // Not by sorted keys: there may be very many posts.
      hash.update(
        JSON.stringify([
          post.postId,
          post.publishedAtMs,
          post.caption,
          post.type,
          post.durationSeconds,
          post.language,
          post.url,
          distinct,
        ]),
      );
    }
  }
  return hash.digest('hex');
}
