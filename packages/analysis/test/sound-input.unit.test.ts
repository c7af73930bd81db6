import { reportBodySchema } from '@viral-scan/contracts';
import { describe, expect, it } from 'vitest';
import { analyze } from '../src/index.ts';
import { soundInput } from '../src/sound-input.ts';
import { mannWhitney } from '../src/statistics/mann-whitney.ts';
import { midRanks } from '../src/statistics/mid-ranks.ts';
import { accountOf, inputOf, syntheticPosts } from './synthetic-account.ts';

const posts = syntheticPosts({ seed: 4, days: 60 });
const bad = [Number.NaN, Number.POSITIVE_INFINITY, -1];

describe('an input with figures that are none', () => {
  it.each(bad)('takes %d as unknown, and the report is whole', (value) => {
    const input = inputOf([
      accountOf(
        posts.map((post, i) =>
          i % 30 !== 3
            ? post
            : {
                ...post,
                durationSeconds: value,
                retention: { seconds: [0, 1], shares: [1, value] },
                snapshots: post.snapshots.map((each) => ({ ...each, likes: value, views: value })),
              },
        ),
        { followers: value },
      ),
    ]);
    const sound = soundInput(input).accounts[0];
    expect(sound?.followers).toBeNull();
    expect(sound?.posts[3]).toMatchObject({ durationSeconds: null });
    expect(sound?.posts[3]?.snapshots.every(({ likes }) => likes === null)).toBe(true);
    const body = analyze(input, { permutations: 50 });
    reportBodySchema.parse(body);
    expect(body.accounts[0]?.posts).toBe(posts.length);
  });

  it.each([...bad, 1.5])('leaves out groups of followers with a share of %d', (value) => {
    const group = { dimension: 'age', name: '25-34', count: 3, share: 0.4 } as const;
    const input = inputOf([
      accountOf(posts, {
        demographics: {
          capturedAtMs: 9,
          groups: [group, { ...group, name: 'x', share: value }, { ...group, count: value }],
        },
      }),
      accountOf(posts, { demographics: { capturedAtMs: Number.NaN, groups: [group] } }),
    ]);
    const [first, second] = soundInput(input).accounts;
    expect(first?.demographics?.groups).toEqual([group, { ...group, count: null }]);
    expect(second?.demographics).toBeNull();
    reportBodySchema.parse(analyze(input, { permutations: 50 }));
  });

  it('leaves out posts and snapshots without a time', () => {
    const [first, ...rest] = posts;
    if (first === undefined) throw new Error('no posts');
    const [moment] = first.snapshots;
    if (moment === undefined) throw new Error('no snapshot');
    const input = inputOf([
      accountOf([
        { ...first, publishedAtMs: Number.NaN },
        { ...first, snapshots: [{ ...moment, capturedAtMs: Number.NaN }, moment] },
        ...rest,
      ]),
    ]);
    const sound = soundInput(input).accounts[0]?.posts ?? [];
    expect(sound).toHaveLength(posts.length);
    expect(sound[0]?.snapshots).toEqual([moment]);
  });

  it('is the very input where all is sound', () => {
    const input = inputOf([accountOf(posts)]);
    expect(soundInput(input)).toBe(input);
  });
});

describe('ranks', () => {
  it('come to an end with NaN among the values', () => {
    const values = Float64Array.of(Number.NaN, 1, Number.NaN);
    expect(midRanks(values)).toHaveLength(3);
    expect(mannWhitney(values, Uint8Array.of(1, 0, 1))).toBeNull();
  });
});
