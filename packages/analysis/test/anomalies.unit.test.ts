import type { AnalysisPost } from '@viral-scan/contracts';
import { describe, expect, it } from 'vitest';
import { findAnomalies } from '../src/anomalies/find-anomalies.ts';
import { makeComparable } from '../src/effects/comparable-posts.ts';
import { randomFor } from '../src/random/sfc32.ts';
import { accountOf, asOfMs, type SyntheticAccount, syntheticPosts } from './synthetic-account.ts';

const window = { fromMs: 0, asOfMs };
const find = (posts: readonly AnalysisPost[]) =>
  findAnomalies([makeComparable(accountOf(posts), window, 'UTC')], {
    generator: (accountId) => randomFor('anomalies', accountId),
  });

const history = (options: Partial<SyntheticAccount> = {}) =>
  syntheticPosts({ seed: 5, sigma: 0.4, autocorrelation: 0, ...options });

/** One post's counters multiplied. */
const alter = (
  posts: readonly AnalysisPost[],
  position: number,
  factors: { views?: number; likes?: number; comments?: number },
): AnalysisPost[] =>
  posts.map((post, i) =>
    i !== position
      ? post
      : {
          ...post,
          snapshots: post.snapshots.map((snapshot) => ({
            ...snapshot,
            views: Math.round((snapshot.views ?? 0) * (factors.views ?? 1)),
            likes: Math.round((snapshot.likes ?? 0) * (factors.likes ?? 1)),
            comments: Math.round((snapshot.comments ?? 0) * (factors.comments ?? 1)),
          })),
        },
  );

describe('anomalies', () => {
  it('are posts far off, with the features that made them so', () => {
    const posts = alter(alter(history(), 40, { views: 30, likes: 30, comments: 30 }), 80, {
      comments: 40,
    });
    const { found, evidence } = find(posts);
    const hit = found.find(({ post_id }) => post_id === 'p40');
    expect(hit?.direction).toBe('above');
    expect(hit?.features.map(({ feature }) => feature)).toEqual(
      expect.arrayContaining(['views', 'engagements']),
    );
    const debated = found.find(({ post_id }) => post_id === 'p80');
    const comments = debated?.features.find(({ feature }) => feature === 'comments_per_like');
    expect(comments?.robust_z).toBeGreaterThan(5);
    expect(comments?.share_pct).toBeGreaterThan(15);
    expect(evidence.status).toBe('sufficient');
  });

  it('are not named among posts that only drift', () => {
    const { found } = find(history({ trend: 3, sigma: 0.2 }));
    // A twentieth is flagged by the forest; what is not 3.5 deviations off is not told.
    expect(found.length).toBeLessThanOrEqual(3);
  });

  it('tell drop-off where retention is known', () => {
    const posts = history().map((post, i) => {
      const stay = i === 60 ? 0.05 : 0.6 + (i % 5) / 50;
      return { ...post, retention: { seconds: [0, 1, 60], shares: [1, stay, stay] } };
    });
    const left = find(posts).found.find(({ post_id }) => post_id === 'p60');
    expect(left?.features[0]).toMatchObject({ feature: 'drop_off_rate' });
  });

  it('need 30 posts, and say so', () => {
    const { found, evidence } = find(history().slice(0, 29));
    expect(found).toEqual([]);
    expect(evidence).toMatchObject({ status: 'insufficient', posts: 29, posts_needed: 30 });
    expect(find([]).evidence.status).toBe('insufficient');
  });

  it('are the same for the same account, byte for byte', () => {
    const posts = alter(history(), 40, { views: 30 });
    expect(JSON.stringify(find(posts))).toBe(JSON.stringify(find(structuredClone(posts))));
  });
});
