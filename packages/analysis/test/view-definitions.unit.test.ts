import type { AnalysisPost, PostType } from '@viral-scan/contracts';
import { describe, expect, it } from 'vitest';
import { analyze } from '../src/index.ts';
import { viewDefinitionChanges, viewEra } from '../src/view-definitions/view-definitions.ts';
import { accountOf, barePost, inputOf, moment, syntheticPosts } from './synthetic-account.ts';

const dayMs = 86_400_000;
const shortsChanged = Date.UTC(2025, 2, 31);

describe('definitions of a view', () => {
  it('part YouTube Shorts at 31 March 2025 and leave other posts alone', () => {
    const era = (type: PostType, atMs: number) => viewEra('youtube', type, atMs);
    expect(era('short', shortsChanged)).not.toBe(era('short', shortsChanged - 1));
    expect(era('video', shortsChanged)).toBe(era('video', shortsChanged - 1));
    expect(viewEra('tiktok', 'video', shortsChanged)).toBe(viewEra('tiktok', 'video', 0));
  });

  it('are told when they change inside the window', () => {
    const window = { fromMs: shortsChanged - dayMs, asOfMs: shortsChanged };
    expect(viewDefinitionChanges('youtube', window)).toEqual([
      {
        at: '2025-03-31T00:00:00.000Z',
        note: 'YouTube counts a view of a Short from the start of play',
      },
    ]);
    expect(viewDefinitionChanges('youtube', { ...window, fromMs: shortsChanged })).toEqual([]);
    expect(viewDefinitionChanges('threads', window)).toEqual([]);
  });

  it('a jump between them makes no viral posts', () => {
    const asOfMs = shortsChanged + 60 * dayMs;
    const short = (i: number, views: number): AnalysisPost => {
      const publishedAtMs = shortsChanged + (i - 40) * dayMs;
      return barePost({
        postId: `p${i}`,
        publishedAtMs,
        snapshots: [moment({ capturedAtMs: publishedAtMs + dayMs, views })],
      });
    };
    // Four times the views from the change on: not an outlier among its like.
    const jump = (type: PostType) =>
      accountOf(
        Array.from({ length: 52 }, (_, i) => ({
          ...short(i, (i >= 40 ? 40_000 : 10_000) + (i % 7)),
          type,
        })),
      );
    const viral = (type: PostType) =>
      analyze(inputOf([jump(type)], { asOfMs }), { permutations: 50 }).viral_posts;
    expect(viral('short')).toEqual([]);
    expect(viral('video').length).toBeGreaterThan(0);
  });

  it('a post alone under its definition is no anomaly for that', () => {
    const account = accountOf(
      syntheticPosts({ seed: 12, sigma: 0.4, autocorrelation: 0 }).map((post, i) => ({
        ...post,
        type: i === 100 ? 'short' : 'video',
      })),
    );
    const { anomalies } = analyze(inputOf([account]), { permutations: 10 });
    expect(anomalies.map(({ post_id }) => post_id)).not.toContain('p100');
  });
});
