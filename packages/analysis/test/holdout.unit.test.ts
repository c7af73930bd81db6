import { describe, expect, it } from 'vitest';
import { combinePValues } from '../src/effects/combine-p-values.ts';
import { checkHoldout } from '../src/hours/holdout.ts';
import { randomFor } from '../src/random/sfc32.ts';

/** 40 later posts, every fourth inside, noise of ±0.5 and an effect. */
const later = (effect: number) => {
  const random = randomFor('holdout');
  const inside = Float64Array.from({ length: 40 }, (_, i) => (i % 4 === 0 ? 1 : 0));
  return {
    residuals: inside.map((member) => random() - 0.5 + member * effect),
    inside,
    outside: inside.map((member) => 1 - member),
  };
};

describe('held-out posts', () => {
  it('agree, stay open or contradict by their own effect', () => {
    const chance = checkHoldout(later(0), 0).lift ?? 0;
    expect(checkHoldout(later(0.5), 0)).toMatchObject({ verdict: 'agrees', posts: 10 });
    expect(checkHoldout(later(0.5), 0).lift).toBeCloseTo(chance + 0.5, 12);
    expect(checkHoldout(later(-0.5), 0)).toMatchObject({ verdict: 'contradicts', posts: 10 });
    expect(checkHoldout(later(-chance - 0.02), 0)).toMatchObject({ verdict: 'open', posts: 10 });
  });

  it('stay open above zero, too, where they fall more than a standard error short of the promise', () => {
    // Ten posts inside, thirty outside, uniform noise: the standard error is about 0.1.
    expect(checkHoldout(later(0.5), 0.55).verdict).toBe('agrees');
    expect(checkHoldout(later(0.5), 1.5).verdict).toBe('open');
  });

  it('with fewer than four posts on a side say nothing, yet show what they have', () => {
    const some = later(1);
    const few = some.inside.map((member, i) => (i < 12 ? member : 0));
    expect(checkHoldout({ ...some, inside: few }, 0)).toMatchObject({
      verdict: 'too_few',
      posts: 3,
    });
    expect(checkHoldout({ ...some, inside: few }, 0).lift).toBeGreaterThan(0);
    expect(checkHoldout({ ...some, inside: new Float64Array(40) }, 0)).toEqual({
      verdict: 'too_few',
      lift: null,
      posts: 0,
    });
  });
});

describe('p-values of two parts', () => {
  it('are combined as scipy.stats.combine_pvalues does by Stouffer with the roots of the shares as weights', () => {
    // scipy 1.10: combine_pvalues([p, q], method='stouffer', weights=[.8**.5, .2**.5])[1]
    expect(combinePValues(0.1, 0.1, 0.5)).toBeCloseTo(0.03496316336025314, 12);
    expect(combinePValues(0.04, 0.5, 0.8)).toBeCloseTo(0.05869055456272612, 12);
    expect(combinePValues(0.12, 0.03, 0.8)).toBeCloseTo(0.02924171946967131, 12);
    expect(combinePValues(0.0005, 0.97, 0.8)).toBeCloseTo(0.017775757142966874, 12);
    expect(combinePValues(0.0005, 0.0005, 0.8) / 5.0573942961664036e-6).toBeCloseTo(1, 9);
  });
});
