import type { AnalysisAccount } from '@viral-scan/contracts';
import type { Random } from '../random/sfc32.ts';

/**
 * The account with its posts dealt out anew over the very times it posted at, each with its
 * snapshots at the ages they were taken: a control in which hours can have no effect. Look
 * at it as of a moment late enough for moved snapshots: the last one plus the history's
 * length. O(n log n).
 */
export function shuffleTimes(account: AnalysisAccount, random: Random): AnalysisAccount {
  const times = account.posts.map(({ publishedAtMs }) => publishedAtMs);
  for (let i = times.length - 1; i > 0; i -= 1) {
    const j = Math.floor(random() * (i + 1));
    [times[i], times[j]] = [times[j] as number, times[i] as number];
  }
  const posts = account.posts
    .map((post, i) => {
      const publishedAtMs = times[i] ?? post.publishedAtMs;
      const moved = publishedAtMs - post.publishedAtMs;
      const snapshots = post.snapshots.map((seen) => ({
        ...seen,
        capturedAtMs: seen.capturedAtMs + moved,
      }));
      return { ...post, publishedAtMs, snapshots };
    })
    .sort((a, b) => a.publishedAtMs - b.publishedAtMs || (a.postId < b.postId ? -1 : 1));
  return { ...account, posts };
}
