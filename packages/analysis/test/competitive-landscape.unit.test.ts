import type { Platform } from '@viral-scan/contracts';
import { describe, expect, it } from 'vitest';
import { analyze } from '../src/index.ts';
import { accountOf, inputOf, syntheticPosts } from './synthetic-account.ts';

const posting = (id: string, role: 'own' | 'competitor', likes: number, platform: Platform) =>
  accountOf(
    syntheticPosts({ seed: 4, snapshots: 'last', days: 10 }).map((post) => ({
      ...post,
      snapshots: post.snapshots.map((snapshot) => ({ ...snapshot, likes, comments: 0 })),
    })),
    { accountId: id, role, platform },
  );

describe('competitive landscape', () => {
  const body = analyze(
    inputOf([
      posting('youtube:own', 'own', 30, 'youtube'),
      posting('youtube:a', 'competitor', 10, 'youtube'),
      posting('youtube:b', 'competitor', 20, 'youtube'),
      posting('youtube:c', 'competitor', 60, 'youtube'),
      posting('tiktok:d', 'competitor', 1_000, 'tiktok'),
    ]),
    { permutations: 10 },
  );

  it('averages competitors without the user and all with, and ranks the user, on one platform', () => {
    const engagement = body.competitive_landscape.find(
      (row) => row.figure === 'median_engagements',
    );
    expect(engagement).toEqual({
      account_id: 'youtube:own',
      platform: 'youtube',
      figure: 'median_engagements',
      own: 30,
      competitors: 3,
      competitors_average: 30,
      landscape_average: 30,
      percentile: 62.5,
    });
  });

  it('leaves out figures nobody knows, and accounts without competitors on their platform', () => {
    const figures = body.competitive_landscape.map((row) => row.figure);
    expect(figures).not.toContain('engagement_rate_by_reach');
    expect(new Set(body.competitive_landscape.map((row) => row.platform))).toEqual(
      new Set(['youtube']),
    );
  });

  it('a competitor elsewhere still stands beside the own accounts', () => {
    const elsewhere = body.competitor_benchmarks.find((each) => each.account_id === 'tiktok:d');
    expect(elsewhere?.engagements_vs_own_pct).toBe(3233.33);
  });

  it('a competitor is seen as anyone may see it: without reach and retention', () => {
    const owned = (role: 'own' | 'competitor') => {
      const account = posting('youtube:x', role, 10, 'youtube');
      return {
        ...account,
        posts: account.posts.map((post) => ({
          ...post,
          retention: { seconds: [0, 60], shares: [1, 0.5] },
          snapshots: post.snapshots.map((snapshot) => ({ ...snapshot, reach: 100 })),
        })),
      };
    };
    const rates = (role: 'own' | 'competitor') =>
      analyze(inputOf([owned(role)]), { permutations: 10 }).accounts[0]?.engagement_rate;
    expect(rates('own')?.by_reach).toBe(0.1);
    expect(rates('competitor')?.by_reach).toBeNull();
  });
});
