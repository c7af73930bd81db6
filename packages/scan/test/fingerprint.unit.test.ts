import type {
  AnalysisAccount,
  AnalysisInput,
  AnalysisPost,
  ObservedMetrics,
  ScanParameters,
} from '@viral-scan/contracts';
import { canonicalJson, fingerprintOf } from '@viral-scan/scan';
import { metrics } from '@viral-scan/testing';
import { describe, expect, it } from 'vitest';
import { own, rival } from './scan-room.ts';

const parameters: ScanParameters = {
  platforms: ['youtube'],
  accounts: [own],
  competitors: [rival],
  lookback_days: 90,
  timezone: 'UTC',
};
const seen = (capturedAtMs: number, views: number): ObservedMetrics => ({
  capturedAtMs,
  ...metrics({ views }),
});
const onePost = (known: Partial<AnalysisPost> = {}): AnalysisPost => ({
  postId: 'a',
  publishedAtMs: 1_000,
  caption: 'How to begin',
  type: 'video',
  durationSeconds: 60,
  language: 'en',
  url: null,
  tags: [],
  sound: null,
  retention: null,
  snapshots: [seen(2_000, 10), seen(3_000, 20)],
  ...known,
});
const account = (known: Partial<AnalysisAccount> = {}): AnalysisAccount => ({
  accountId: own,
  platform: 'youtube',
  origin: null,
  role: 'own',
  name: 'A channel',
  followers: 5,
  timezone: null,
  posts: [onePost()],
  ...known,
});
const input = (...accounts: readonly AnalysisAccount[]): AnalysisInput => ({
  asOfMs: 9_000,
  fromMs: 0,
  timezone: 'UTC',
  accounts,
});
const of = (
  data: AnalysisInput,
  known: Partial<ScanParameters> = {},
  version: string = 'v1',
): string => fingerprintOf(data, { ...parameters, ...known }, version);

const base = of(input(account()));

describe('the fingerprint of a dataset', () => {
  it('ignores when the same counters were read', () => {
    const later = [seen(4_000, 10), seen(5_000, 20)];
    expect(of(input(account({ posts: [onePost({ snapshots: later })] })))).toBe(base);
    expect(of({ ...input(account()), asOfMs: 99_000, fromMs: 90_000 })).toBe(base);
  });

  it('ignores that counters were read again without change', () => {
    const again = [seen(2_000, 10), seen(3_000, 20), seen(4_000, 20), seen(5_000, 20)];
    expect(of(input(account({ posts: [onePost({ snapshots: again })] })))).toBe(base);
  });

  it('sees who the followers are, not when that was read', () => {
    const by = (share: number, capturedAtMs: number) =>
      of(
        input(
          account({
            demographics: {
              capturedAtMs,
              groups: [{ dimension: 'age', name: '25-34', count: null, share }],
            },
          }),
        ),
      );
    expect(by(0.5, 2_000)).toBe(by(0.5, 3_000));
    expect(by(0.5, 2_000)).not.toBe(by(0.6, 2_000));
    expect(by(0.5, 2_000)).not.toBe(base);
    expect(of(input(account({ demographics: null })))).toBe(base);
  });

  it('ignores the order of keys', () => {
    const { timezone, ...rest } = parameters;
    expect(fingerprintOf(input(account()), { timezone, ...rest }, 'v1')).toBe(base);
  });

  const counters = ['views', 'likes', 'comments', 'shares', 'saves', 'reach'] as const;
  it.each(counters)('sees %s', (name) => {
    const snapshots = [seen(2_000, 10), { ...seen(3_000, 20), [name]: 7 }];
    expect(of(input(account({ posts: [onePost({ snapshots })] })))).not.toBe(base);
  });

  it('tells a missing counter from zero', () => {
    const likes = (value: number | null) =>
      of(input(account({ posts: [onePost({ snapshots: [{ ...seen(1, 1), likes: value }] })] })));
    expect(likes(null)).not.toBe(likes(0));
  });

  it('sees that a counter went up and down again', () => {
    const snapshots = [seen(2_000, 10), seen(3_000, 20), seen(4_000, 10)];
    expect(of(input(account({ posts: [onePost({ snapshots })] })))).not.toBe(base);
  });

  const postChanges: Partial<AnalysisPost>[] = [
    { postId: 'b' },
    { caption: 'How to end' },
    { caption: null },
    { publishedAtMs: 2_000 },
    { type: 'short' },
    { durationSeconds: 61 },
    { language: 'de' },
    { url: 'https://example.org/a' },
  ];
  it.each(postChanges)('sees a post with %j', (change) => {
    expect(of(input(account({ posts: [onePost(change)] })))).not.toBe(base);
  });

  const accountChanges: Partial<AnalysisAccount>[] = [
    { accountId: rival },
    { role: 'competitor' },
    { followers: 6 },
    { followers: null },
    { timezone: 'Europe/Berlin' },
    { name: 'Another name' },
    { posts: [] },
  ];
  it.each(accountChanges)('sees an account with %j', (change) => {
    expect(of(input(account(change)))).not.toBe(base);
  });

  const parameterChanges: Partial<ScanParameters>[] = [
    { lookback_days: 91 },
    { timezone: 'Europe/Berlin' },
    { competitors: [] },
  ];
  it.each(parameterChanges)('sees the parameters %j', (change) => {
    expect(of(input(account()), change)).not.toBe(base);
  });

  it('sees the version of the analysis', () => {
    expect(of(input(account()), {}, 'v2')).not.toBe(base);
  });

  it('tells whose post it is', () => {
    const [a, b] = [onePost({ postId: 'a' }), onePost({ postId: 'b' })];
    const split = of(input(account({ posts: [a] }), account({ accountId: rival, posts: [b] })));
    const moved = of(input(account({ posts: [a, b] }), account({ accountId: rival, posts: [] })));
    expect(split).not.toBe(moved);
  });
});

describe('canonical JSON', () => {
  it('sorts keys at every depth and keeps the order of lists', () => {
    expect(canonicalJson({ b: [{ d: 1, c: 2 }, 3], a: null })).toBe(
      '{"a":null,"b":[{"c":2,"d":1},3]}',
    );
  });
});
