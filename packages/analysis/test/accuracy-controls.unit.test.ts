import { describe, expect, it } from 'vitest';
import { shuffleTimes } from '../src/accuracy/shuffle-times.ts';
import { bootstrapInterval, type Contrast, difference } from '../src/effects/contrast.ts';
import { pooledLift } from '../src/effects/pooled-lift.ts';
import { randomFor } from '../src/random/sfc32.ts';
import { accountOf, syntheticPosts } from './synthetic-account.ts';

const hourMs = 3_600_000;

describe('shuffled publication times', () => {
  const account = accountOf(syntheticPosts({ seed: 'shuffle', days: 60 }));
  const shuffled = shuffleTimes(account, randomFor('shuffle'));
  const times = (posts: typeof account.posts) => posts.map(({ publishedAtMs }) => publishedAtMs);

  it('are the same times, in order, with other posts at them', () => {
    expect(times(shuffled.posts)).toEqual(times(account.posts));
    expect(new Set(shuffled.posts.map(({ postId }) => postId)).size).toBe(account.posts.length);
    const moved = shuffled.posts.filter(({ postId }, i) => postId !== account.posts[i]?.postId);
    expect(moved.length).toBeGreaterThan(0.8 * account.posts.length);
  });

  it('leave each post its counters at the ages they were read at', () => {
    const seen = (posts: typeof account.posts) =>
      new Map(
        posts.map(({ postId, type, publishedAtMs, snapshots }) => [
          postId,
          [
            type,
            snapshots.map(({ capturedAtMs, likes }) => [
              Math.round((capturedAtMs - publishedAtMs) / hourMs),
              likes,
            ]),
          ],
        ]),
      );
    expect(seen(shuffled.posts)).toEqual(seen(account.posts));
  });

  it('depend on the seed alone, and take every order of three posts about as often', () => {
    expect(shuffleTimes(account, randomFor('shuffle'))).toEqual(shuffled);
    const three = accountOf(account.posts.slice(0, 3));
    const counts = new Map<string, number>();
    for (let seed = 0; seed < 1_200; seed += 1) {
      const { posts } = shuffleTimes(three, randomFor('three', seed));
      const order = posts.map(({ postId }) => postId).join(' ');
      counts.set(order, (counts.get(order) ?? 0) + 1);
    }
    expect(counts.size).toBe(6);
    for (const count of counts.values()) expect(Math.abs(count - 200)).toBeLessThan(60);
  });

  it('of an account without posts are none', () => {
    expect(shuffleTimes(accountOf([]), randomFor('empty')).posts).toEqual([]);
  });
});

/** `posts` of an account on its own level, every `every`-th inside and better by `lift`. */
function contrastOf(
  seed: string | number,
  { posts = 60, every = 4, lift = 0.3, level = 0, offset = 0 },
): Contrast {
  const random = randomFor('pooled', seed);
  const inside = Float64Array.from({ length: posts }, (_, i) => (i % every === offset ? 1 : 0));
  return {
    residuals: inside.map((member) => level + random() - 0.5 + member * lift),
    inside,
    outside: inside.map((member) => 1 - member),
  };
}
const pooled = (contrasts: readonly Contrast[], seed: string | number = 1, resamples = 400) =>
  pooledLift(
    contrasts.map((contrast) => [{ contrast, block: 5 }]),
    resamples,
    randomFor('resamples', seed),
  );

describe('pooled lift', () => {
  it('of one account is its own difference, with the interval of the block bootstrap', () => {
    const one = contrastOf('one', {});
    const found = pooled([one], 1, 2_000);
    expect(found?.lift).toBeCloseTo(difference(one) ?? Number.NaN, 12);
    const [low, high] = bootstrapInterval([one], 5, 2_000, randomFor('other')) ?? [0, 0];
    expect(Math.abs((found?.interval?.[0] ?? 9) - low)).toBeLessThan(0.02);
    expect(Math.abs((found?.interval?.[1] ?? 9) - high)).toBeLessThan(0.02);
    expect(found).toMatchObject({ accounts: 1, inside: 15 });
  });

  it('is within accounts: a large account that is all inside brings no lift', () => {
    const small = Array.from({ length: 6 }, (_, i) => contrastOf(i, { lift: 0, level: 1 }));
    const large = contrastOf('large', { posts: 600, every: 2, lift: 0, level: 8 });
    const found = pooled([...small, large]);
    expect(Math.abs(found?.lift ?? 9)).toBeLessThan(0.15);
    const onlyInside = contrastOf('all', { every: 1, level: 20 });
    expect(pooled([...small, onlyInside])?.lift).toBe(pooled(small)?.lift);
    expect(pooled([...small, onlyInside])?.accounts).toBe(6);
  });

  it('weighs accounts by posts on both sides: in · out / (in + out)', () => {
    const flat = (inside: number, outside: number, lift: number): Contrast => {
      const members = Float64Array.from({ length: inside + outside }, (_, i) =>
        i < inside ? 1 : 0,
      );
      return {
        residuals: members.map((member) => member * lift),
        inside: members,
        outside: members.map((member) => 1 - member),
      };
    };
    // Both weigh 2: 4 · 4 / 8 and 6 · 3 / 9.
    expect(pooled([flat(4, 4, 1), flat(6, 3, 0.5)])?.lift).toBeCloseTo(0.75, 12);
  });

  it('leaves accounts without a side out of a resample, and is unknown where most have none', () => {
    const rare = Array.from({ length: 4 }, (_, i) => contrastOf(i, { posts: 60, every: 20 }));
    expect(pooled(rare)?.interval?.every(Number.isFinite)).toBe(true);
    expect(pooled([contrastOf('once', { posts: 12, every: 12 })])).toMatchObject({
      accounts: 1,
      interval: null,
    });
  });

  it('takes an account’s stretches together: they widen the interval as one account does', () => {
    const lifts = [0, 0.1, 0.4, 0.9];
    const accounts = lifts.map((lift, i) =>
      [1, 2, 3, 4].map((part) => ({ contrast: contrastOf(`${i} ${part}`, { lift }), block: 5 })),
    );
    const together = pooledLift(accounts, 1_000, randomFor('together'));
    const apart = pooledLift(
      accounts.flat().map((each) => [each]),
      1_000,
      randomFor('apart'),
    );
    expect(together).toMatchObject({ accounts: 4, inside: apart?.inside });
    expect(together?.lift).toBeCloseTo(apart?.lift ?? 9, 12);
    const width = (found: typeof apart) =>
      (found?.interval?.[1] ?? 0) - (found?.interval?.[0] ?? 0);
    expect(width(together)).toBeGreaterThan(1.4 * width(apart));
  });

  it('has a 95 % interval that holds the truth at least 9 times in 10', () => {
    let held = 0;
    for (let seed = 0; seed < 100; seed += 1) {
      const random = randomFor('truth', seed);
      const accounts = Array.from({ length: 12 }, (_, i) =>
        contrastOf(`${seed} ${i}`, { lift: 0.2 + 0.4 * (random() - 0.5), level: 5 * random() }),
      );
      const [low, high] = pooled(accounts, seed, 200)?.interval ?? [9, 9];
      if (low <= 0.2 && high >= 0.2) held += 1;
    }
    expect(held).toBeGreaterThanOrEqual(90);
  });

  it('is unknown without an account that has posts on both sides', () => {
    expect(pooled([])).toBeNull();
    expect(pooled([contrastOf('in', { every: 1 })])).toBeNull();
    const empty = new Float64Array();
    expect(pooled([{ residuals: empty, inside: empty, outside: empty }])).toBeNull();
    expect(pooled([contrastOf('none', {})], 1, 0)?.interval).toBeNull();
  });
});
