import {
  type AnalysisPost,
  evidenceSections,
  postTypes,
  reportBodySchema,
} from '@viral-scan/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { analyze } from '../src/index.ts';
import {
  accountOf,
  asOfMs,
  barePost,
  inputOf,
  moment,
  syntheticPosts,
} from './synthetic-account.ts';

const dayMs = 86_400_000;

/** One post a day, each seen once at 24 h with so many likes. */
const likes = (amounts: readonly (number | null)[], hour = 12) =>
  amounts.map((amount, i): AnalysisPost => {
    const publishedAtMs =
      asOfMs - (amounts.length + 40 - i) * dayMs - 6 * 3_600_000 + hour * 3_600_000;
    return barePost({
      postId: `p${i}`,
      publishedAtMs,
      caption: 'same text',
      snapshots: [moment({ capturedAtMs: publishedAtMs + dayMs, likes: amount })],
    });
  });

/** Fails on the first NaN or infinity anywhere in a value. */
function expectFinite(value: unknown, path = ''): void {
  if (typeof value === 'number') expect(Number.isFinite(value), path).toBe(true);
  if (value === null || typeof value !== 'object') return;
  for (const [key, child] of Object.entries(value)) expectFinite(child, `${path}.${key}`);
}

const counter = fc.oneof(
  fc.constant(null),
  fc.integer({ min: 0, max: 50 }),
  fc.constant(1_000_000_000),
  fc.constant(Number.MAX_SAFE_INTEGER),
);
const snapshot = fc.record({
  ageMs: fc.oneof(
    fc.integer({ min: -dayMs, max: 60 * dayMs }),
    fc.constantFrom(0, dayMs, 3 * dayMs),
  ),
  views: counter,
  likes: counter,
  comments: counter,
  shares: counter,
  saves: counter,
  reach: counter,
});
const post = fc.record({
  ageMs: fc.oneof(fc.integer({ min: -dayMs, max: 95 * dayMs }), fc.constant(20 * dayMs)),
  caption: fc.oneof(fc.constant(null), fc.string(), fc.constantFrom('How to?', '5 tips!')),
  type: fc.constantFrom(...postTypes),
  snapshots: fc.array(snapshot, { maxLength: 4 }),
});
const account = fc.record({
  role: fc.constantFrom('own' as const, 'competitor' as const),
  followers: fc.constantFrom(null, 0, 1_000),
  timezone: fc.constantFrom(null, 'Asia/Kolkata', 'Not/AZone'),
  posts: fc.array(post, { maxLength: 60 }),
});

type RawPost = typeof post extends fc.Arbitrary<infer Raw> ? Raw : never;

const postOf = (raw: RawPost, i: number): AnalysisPost =>
  barePost({
    postId: `${i}`,
    publishedAtMs: asOfMs - raw.ageMs,
    caption: raw.caption,
    type: raw.type,
    snapshots: raw.snapshots
      .map(({ ageMs, ...metrics }) => ({ ...metrics, capturedAtMs: asOfMs - raw.ageMs + ageMs }))
      .sort((a, b) => a.capturedAtMs - b.capturedAtMs),
  });

const byTime = (a: AnalysisPost, b: AnalysisPost): number => a.publishedAtMs - b.publishedAtMs;

describe('report body', () => {
  it('of any input fits its schema and holds no number that is not finite', () => {
    fc.assert(
      fc.property(fc.array(account, { maxLength: 3 }), (accounts) => {
        const input = inputOf(
          accounts.map(({ posts, ...rest }, a) =>
            accountOf(posts.map(postOf).sort(byTime), { ...rest, accountId: `a${a}` }),
          ),
          { fromMs: asOfMs - 90 * dayMs },
        );
        const body = analyze(input, { permutations: 50 });
        reportBodySchema.parse(body);
        expectFinite(body);
      }),
      { numRuns: 60 },
    );
  });

  it.each([
    ['no account', []],
    ['no post', [accountOf([])]],
    ['one post', [accountOf(likes([5]))]],
    ['two posts', [accountOf(likes([5, 7]))]],
    ['equal posts', [accountOf(likes(new Array(80).fill(9)))]],
    ['posts nobody liked', [accountOf(likes(new Array(80).fill(0)))]],
    ['unknown counters', [accountOf(likes(new Array(80).fill(null)))]],
    [
      'a billion likes',
      [accountOf(likes(Array.from({ length: 80 }, (_, i) => (i % 9 === 0 ? 1e9 : 3))))],
    ],
  ])('of %s recommends nothing and says why in every section', (_, accounts) => {
    const body = analyze(inputOf(accounts));
    reportBodySchema.parse(body);
    expectFinite(body);
    expect(body.optimal_times).toEqual([]);
    expect(body.hooks).toEqual([]);
    for (const section of evidenceSections) expect(body.evidence[section].reason).not.toBe('');
    expect(body.evidence.optimal_times.status).toBe('insufficient');
  });

  it('is the same for the same input, byte for byte, and changes nothing in it', () => {
    const input = inputOf([
      accountOf(syntheticPosts({ seed: 1, best: { hour: 12, factor: 2 } })),
      accountOf(syntheticPosts({ seed: 2 }), { role: 'competitor', accountId: 'youtube:UC2' }),
    ]);
    const before = JSON.stringify(input);
    const first = JSON.stringify(analyze(input));
    expect(JSON.stringify(analyze(structuredClone(input)))).toBe(first);
    expect(JSON.stringify(input)).toBe(before);
  });

  it('looks at nothing later than its moment', () => {
    const posts = syntheticPosts({ seed: 3 });
    const earlier = asOfMs - 20 * dayMs;
    const known = posts
      .filter(({ publishedAtMs }) => publishedAtMs <= earlier)
      .map((each) => ({
        ...each,
        snapshots: each.snapshots.filter(({ capturedAtMs }) => capturedAtMs <= earlier),
      }));
    const at = (given: readonly AnalysisPost[]) =>
      JSON.stringify(
        analyze(inputOf([accountOf(given)], { asOfMs: earlier }), { permutations: 200 }),
      );
    expect(at(posts)).toBe(at(known));
  });

  it('sums up only posts of the window, and compares competitors with own medians', () => {
    const own = likes([10, 20, 60]);
    const rival = likes([30, 30]);
    const first = own[0]?.publishedAtMs ?? 0;
    const body = analyze(
      inputOf(
        [
          accountOf(own, { followers: 100 }),
          accountOf(rival, { role: 'competitor', accountId: 'youtube:UC2' }),
        ],
        {
          fromMs: first,
        },
      ),
    );
    expect(body.accounts[0]).toMatchObject({
      posts: 2,
      posts_measured: 2,
      median_engagements: 40,
      mean_engagements: 40,
      median_views: null,
      engagement_rate: { by_views: null, by_reach: null, by_followers: 0.4 },
      engagement_rate_pct: { by_followers: 40 },
      types: [{ type: 'video', posts: 2 }],
    });
    expect(body.competitor_benchmarks).toHaveLength(1);
    expect(body.competitor_benchmarks[0]).toMatchObject({
      account_id: 'youtube:UC2',
      engagements_vs_own_pct: -25,
      views_vs_own_pct: null,
    });
  });
});

describe('rolling 7 days', () => {
  it('holds posts published in (t − 7 d, t] at the end of each day, the last at the report’s moment', () => {
    const at = (daysBefore: number, likes: number | null, id: string): AnalysisPost =>
      barePost({
        postId: id,
        publishedAtMs: asOfMs - daysBefore * dayMs,
        snapshots: [moment({ capturedAtMs: asOfMs, likes })],
      });
    const posts = [
      at(8, 100, 'a'),
      at(7, 10, 'b'),
      at(1, 4, 'c'),
      at(0.5, null, 'd'),
      at(0, 2, 'e'),
    ];
    const { trends } = analyze(inputOf([accountOf(posts)], { fromMs: asOfMs - 30 * dayMs }));
    expect(trends.rolling_7d).toHaveLength(30);
    expect(trends.rolling_7d.at(-1)).toEqual({
      account_id: 'youtube:UC1',
      at: new Date(asOfMs).toISOString(),
      posts: 3,
      posts_measured: 2,
      mean_engagements: 3,
    });
    expect(trends.rolling_7d.at(-2)).toMatchObject({
      posts: 2,
      posts_measured: 2,
      mean_engagements: 7,
    });
    expect(trends.rolling_7d[0]).toMatchObject({ posts: 0, mean_engagements: null });
  });

  it('has at most 90 points', () => {
    const { trends } = analyze(inputOf([accountOf([])]));
    expect(trends.rolling_7d).toHaveLength(90);
  });
});

describe('viral posts', () => {
  it('are those at three times the age-matched median in the best tenth, largest first', () => {
    const posts = likes([...new Array(58).fill(10), 45, 80]);
    const { viral_posts: found, evidence } = analyze(inputOf([accountOf(posts)]));
    expect(
      found.map((each) => [each.post_id, each.raw_multiple, each.basis, each.top_1_percent]),
    ).toEqual([
      ['p59', 8, 'engagements', true],
      ['p58', 4.5, 'engagements', false],
    ]);
    expect(found[0]?.performance_percentile).toBe(99.17);
    expect(evidence.viral_posts.status).toBe('sufficient');
  });

  it('are none where the middle post has nothing, and that is the reason given', () => {
    const posts = likes([...new Array(58).fill(0), 45, 80]);
    const { viral_posts: found, evidence } = analyze(inputOf([accountOf(posts)]));
    expect(found).toEqual([]);
    expect(evidence.viral_posts).toMatchObject({
      status: 'insufficient',
      reason: 'the middle post of every account has none: there is no multiple of it',
    });
  });

  it('compare posts at the same age, not at their totals', () => {
    const grows = (i: number, at24: number, latest: number): AnalysisPost => {
      const publishedAtMs = asOfMs - (60 - i) * dayMs;
      const look = (age: number, views: number) =>
        moment({ capturedAtMs: publishedAtMs + age * dayMs, views });
      return barePost({
        postId: `p${i}`,
        publishedAtMs,
        snapshots: [look(1, at24), look(30, latest)],
      });
    };
    const posts = Array.from({ length: 20 }, (_, i) =>
      grows(i, i === 5 ? 500 : 100, i === 9 ? 9_000 : 1_000),
    );
    const { viral_posts: found } = analyze(inputOf([accountOf(posts)]));
    expect(found.map(({ post_id: id }) => id)).toEqual(['p5']);
  });
});
