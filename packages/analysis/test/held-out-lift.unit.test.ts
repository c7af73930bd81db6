import { describe, expect, it } from 'vitest';
import { makeComparable } from '../src/effects/comparable-posts.ts';
import { heldOutHourLift, recommendedHours, topHours } from '../src/hours/held-out-lift.ts';
import { flatPattern } from '../src/hours/platform-pattern.ts';
import { randomFor } from '../src/random/sfc32.ts';
import { accountOf, asOfMs, type SyntheticAccount, syntheticPosts } from './synthetic-account.ts';

const comparable = (options: SyntheticAccount) =>
  makeComparable(accountOf(syntheticPosts(options)), { fromMs: 0, asOfMs }, 'UTC');
const rule = recommendedHours(flatPattern, 500, randomFor('rule'));

describe('held-out lift of hours', () => {
  it('of a planted hour is found on the later posts, with an interval that holds it', () => {
    const planted = comparable({ seed: 1, days: 400, best: { hour: 19, factor: 2 } });
    const found = heldOutHourLift(planted, rule, randomFor('lift'));
    expect(found?.hours).toHaveLength(1);
    expect(Math.abs((found?.hours[0] ?? 0) - 19)).toBeLessThanOrEqual(1);
    const [low, high] = found?.typeControlled?.interval ?? [0, 0];
    // The other posts hold the planted hour's neighbours, which share its lift.
    expect(low).toBeLessThan(Math.log(2));
    expect(high).toBeGreaterThan(Math.log(1.5));
    expect((found?.inside ?? 0) + (found?.outside ?? 0)).toBe(
      planted.compared.length - Math.floor(0.8 * planted.compared.length),
    );
  });

  it('of hours that hold another type of post is in the raw lift, and gone from the controlled one', () => {
    const lives = comparable({ seed: 2, days: 1_000, typesByHour: true, sigma: 0.3 });
    const found = heldOutHourLift(lives, topHours(3), randomFor('types'));
    expect(found?.hours).toHaveLength(3);
    expect(found?.raw?.lift).toBeGreaterThan(0.25);
    expect(Math.abs(found?.typeControlled?.lift ?? 1)).toBeLessThan(0.15);
  });

  it('is unknown without an hour, and null for a short history', () => {
    const none = heldOutHourLift(comparable({ seed: 3 }), () => [], randomFor('none'));
    expect(none).toMatchObject({ hours: [], inside: 0, raw: null, typeControlled: null });
    expect(heldOutHourLift(comparable({ seed: 3, days: 20 }), rule, randomFor('short'))).toBeNull();
  });

  it('counts the hours around a chosen one where it is asked to', () => {
    const plain = comparable({ seed: 4, days: 200 });
    const inside = (reach: number) =>
      heldOutHourLift(plain, () => [0, 12], randomFor('reach'), reach)?.inside ?? 0;
    const { compared } = plain;
    const later = compared.slice(Math.floor(0.8 * compared.length));
    const at = (...hours: number[]) =>
      later.filter(({ publishedAtMs }) => hours.includes(new Date(publishedAtMs).getUTCHours()))
        .length;
    expect(inside(0)).toBe(at(0, 12));
    expect(inside(1)).toBe(at(23, 0, 1, 11, 12, 13));
  });
});
