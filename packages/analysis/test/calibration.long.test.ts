import type { AnalysisAccount } from '@viral-scan/contracts';
import { describe, expect, it } from 'vitest';
import { randomFor } from '../src/random/sfc32.ts';
import { thaiSellers, youtubeChannels } from './real-accounts.ts';
import {
  accountOf,
  asOfMs,
  inputOf,
  type SyntheticAccount,
  syntheticPosts,
} from './synthetic-account.ts';
import { timesOf, timesOfSynthetic } from './times-of.ts';

/** Fixed before the first run and never chosen by its outcome. */
const series = 'validation 2';
const permutations = 500;
const dayMs = 86_400_000;

type Options = Omit<SyntheticAccount, 'seed'>;

const withoutEffect: Record<string, Options> = {
  plain: {},
  autocorrelated: { autocorrelation: 0.7 },
  trending: { trend: 4, autocorrelation: 0.5 },
  types: { typesByHour: true },
  bursts: { bursts: true, autocorrelation: 0.6 },
};

const pct = (part: number, of: number): string => `${((100 * part) / of).toFixed(1)} %`;

const namedIn = (options: Options, name: string, count: number): number =>
  Array.from({ length: count }, (_, i) => `${series} ${name} ${i}`).filter(
    (seed) => timesOfSynthetic({ ...options, seed }, permutations).times.length > 0,
  ).length;

describe('calibration', () => {
  it('of 1,000 accounts without an effect at most 5 % get a recommendation over all histories, 6.5 % in each kind', () => {
    let overall = 0;
    for (const [name, options] of Object.entries(withoutEffect)) {
      const named = namedIn(options, name, 1_000);
      console.log(`${name}: ${pct(named, 1_000)} of accounts without an effect`);
      expect(named, name).toBeLessThanOrEqual(65);
      overall += named;
    }
    console.log(`all: ${pct(overall, 5_000)}`);
    expect(overall).toBeLessThanOrEqual(250);
  });

  it('nor do short histories, nor accounts whose platform has a strong pattern', () => {
    const short = Object.entries(withoutEffect).map(([name, options]) =>
      namedIn({ ...options, days: 36 }, `short ${name}`, 300),
    );
    const others = [1, 2, 3].map((seed) =>
      accountOf(
        syntheticPosts({ seed: `star ${seed}`, days: 180, best: { hour: 19, factor: 2 } }),
        { accountId: `youtube:star${seed}`, role: 'competitor' },
      ),
    );
    const beside = Array.from({ length: 1_000 }, (_, i) => `${series} beside ${i}`).filter(
      (seed) => {
        const own = accountOf(syntheticPosts({ seed }), { accountId: `youtube:${seed}` });
        return timesOf(inputOf([own, ...others]), permutations).times.length > 0;
      },
    ).length;
    const named = short.reduce((sum, each) => sum + each, 0);
    console.log(`61 posts: ${pct(named, 1_500)}; beside a strong platform: ${pct(beside, 1_000)}`);
    expect(named / 1_500).toBeLessThanOrEqual(0.05);
    expect(beside / 1_000).toBeLessThanOrEqual(0.06);
  });

  it('a planted hour is found the oftener the stronger it is and the more posts there are', () => {
    const lifts = [10, 20, 40, 80];
    const count = 100;
    const table = [60, 150, 400].map((posts) =>
      lifts.map((lift) => {
        let found = 0;
        let elsewhere = 0;
        for (let i = 0; i < count; i += 1) {
          const hour = 9 + (i % 12);
          const { times } = timesOfSynthetic(
            {
              seed: `${series} power ${posts} ${lift} ${i}`,
              days: Math.round(posts / 1.7),
              best: { hour, factor: 1 + lift / 100 },
            },
            permutations,
          );
          const apart = times.map((time) => Math.abs(time.hour - hour));
          if (apart.some((hours) => hours <= 1)) found += 1;
          if (apart.some((hours) => hours > 2)) elsewhere += 1;
        }
        return { posts, lift, found, elsewhere };
      }),
    );
    for (const row of table) {
      const cells = row.map(
        ({ lift, found, elsewhere }) => `+${lift} %: ${found} (elsewhere ${elsewhere})`,
      );
      console.log(`${row[0]?.posts} posts, found in ${count}: ${cells.join(', ')}`);
    }
    const at = (posts: number, lift: number) =>
      table.flat().find((cell) => cell.posts === posts && cell.lift === lift);
    expect(at(150, 80)?.found).toBeGreaterThanOrEqual(80);
    expect(at(400, 40)?.found).toBeGreaterThanOrEqual(70);
    expect(at(400, 80)?.found).toBeGreaterThanOrEqual(97);
    expect(table.flat().every(({ elsewhere }) => elsewhere <= 6)).toBe(true);
  });

  it('planted shapes of effects are found on at least 17 of 20 accounts of 400 posts, an effect of a single hour on 14', () => {
    const hourOf = (utcMs: number): number => new Date(utcMs).getUTCHours();
    const shapes: Record<string, (hour: number) => number> = {
      'one hour': (hour) => (hour === 19 ? 3 : 1),
      'three hours': (hour) => (Math.abs(hour - 19) <= 1 ? 2 : 1),
      'a slope to the evening': (hour) => 2 ** Math.max(0, 1 - Math.abs(hour - 19) / 4),
      'two peaks': (hour) => (Math.abs(hour - 9) <= 1 || Math.abs(hour - 19) <= 1 ? 2 : 1),
      'all but the night': (hour) => (hour >= 17 && hour <= 21 ? 1.9 : 1),
    };
    for (const [shape, factor] of Object.entries(shapes)) {
      let found = 0;
      for (let seed = 0; seed < 20; seed += 1) {
        const name = `${series} ${shape} ${seed}`;
        const posts = syntheticPosts({ seed: name, days: 235 }).map((post) => ({
          ...post,
          snapshots: post.snapshots.map((seen) => ({
            ...seen,
            likes: Math.round((seen.likes ?? 0) * factor(hourOf(post.publishedAtMs))),
            comments: Math.round((seen.comments ?? 0) * factor(hourOf(post.publishedAtMs))),
          })),
        }));
        const { times } = timesOf(inputOf([accountOf(posts, { accountId: name })]), permutations);
        if (times.some(({ hour }) => Math.abs(hour - 19) <= 2)) found += 1;
      }
      console.log(`${shape}: ${found} of 20`);
      // A window of three hours dilutes an effect of one.
      expect(found, shape).toBeGreaterThanOrEqual(shape === 'one hour' ? 14 : 17);
    }
  });
});

/** Each post with its outcome moved to another post's time; ages are kept. */
function shuffled(account: AnalysisAccount, seed: number): AnalysisAccount {
  const random = randomFor(series, account.accountId, seed);
  const times = account.posts.map(({ publishedAtMs }) => publishedAtMs);
  const posts = account.posts
    .map((post) => ({ post, key: random() }))
    .sort((a, b) => a.key - b.key)
    .map(({ post }, k) => {
      const publishedAtMs = times[k] ?? 0;
      const moved = publishedAtMs - post.publishedAtMs;
      return {
        ...post,
        publishedAtMs,
        snapshots: post.snapshots.map((seen) => ({
          ...seen,
          capturedAtMs: seen.capturedAtMs + moved,
        })),
      };
    });
  return { ...account, posts };
}

const namedShuffles = (
  accounts: readonly AnalysisAccount[],
  times: number,
  change: Parameters<typeof inputOf>[1],
): { tried: number; named: number } => {
  let tried = 0;
  let named = 0;
  for (const account of accounts) {
    for (let i = 0; i < times; i += 1) {
      tried += 1;
      const input = inputOf([shuffled(account, i)], change);
      if (timesOf(input, permutations).times.length > 0) named += 1;
    }
  }
  return { tried, named };
};

describe('real accounts', () => {
  const sellers = thaiSellers();
  const channels = youtubeChannels();

  it.skipIf(sellers === null)(
    'sellers’ pages, outcomes shuffled over the times, are named an hour in at most 5 %',
    () => {
      const pages = sellers?.accounts.filter(({ posts }) => posts.length >= 100) ?? [];
      const { tried, named } = namedShuffles(pages, 100, {
        asOfMs: (sellers?.asOfMs ?? 0) + 4_000 * dayMs,
        fromMs: 0,
        timezone: 'Asia/Bangkok',
      });
      console.log(`${named} of ${tried} shuffled pages (${pct(named, tried)})`);
      expect(named / tried).toBeLessThanOrEqual(0.05);
    },
  );

  it.skipIf(channels === null)(
    'most YouTube channels get the honest answer, and shuffled ones hardly ever an hour',
    () => {
      const long = channels?.accounts.filter(({ posts }) => posts.length >= 50) ?? [];
      const change = { asOfMs, fromMs: 0, timezone: 'UTC' };
      const recommended = long.filter(
        (account) =>
          timesOf(inputOf([account], { ...change, asOfMs: channels?.asOfMs ?? 0 }), 2_000).times
            .length > 0,
      ).length;
      const { tried, named } = namedShuffles(long, 3, {
        ...change,
        asOfMs: (channels?.asOfMs ?? 0) + 400 * dayMs,
      });
      console.log(
        `${recommended} of ${long.length} channels (${pct(recommended, long.length)}); shuffled ${named} of ${tried} (${pct(named, tried)})`,
      );
      expect(recommended / long.length).toBeLessThanOrEqual(0.12);
      expect(named / tried).toBeLessThanOrEqual(0.05);
    },
  );
});
