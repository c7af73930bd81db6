import { describe, expect, it } from 'vitest';
import { bootstrapInterval, difference } from '../src/effects/contrast.ts';
import { randomFor } from '../src/random/sfc32.ts';

/** 200 posts, every fourth inside, noise of ±0.5 and an effect that may depend on the post. */
const contrast = (effect: (i: number) => number, seed: string | number = 1) => {
  const random = randomFor('contrast', seed);
  const inside = Float64Array.from({ length: 200 }, (_, i) => (i % 4 === 0 ? 1 : 0));
  return {
    residuals: inside.map((member, i) => random() - 0.5 + member * effect(i)),
    inside,
    outside: inside.map((member) => 1 - member),
  };
};

describe('contrast', () => {
  it('is the weighted mean inside less the mean outside, null with a side empty', () => {
    const residuals = Float64Array.of(4, 1, 2, 6);
    const inside = Float64Array.of(1, 0.5, 0, 0);
    const outside = Float64Array.of(0, 0, 1, 1);
    expect(difference({ residuals, inside, outside })).toBe(3 - 4);
    expect(difference({ residuals, inside, outside: new Float64Array(4) })).toBeNull();
  });

  it('has a 95 % interval that holds the truth about 95 times in 100', () => {
    let held = 0;
    for (let seed = 0; seed < 200; seed += 1) {
      const interval = bootstrapInterval(
        [contrast(() => 0.3, seed)],
        10,
        300,
        randomFor('ci', seed),
      );
      if (interval !== null && interval[0] <= 0.3 && interval[1] >= 0.3) held += 1;
    }
    expect(held).toBeGreaterThanOrEqual(178);
    expect(held).toBeLessThanOrEqual(199);
  });

  it('has a wider interval when neighbouring posts fare alike', () => {
    const runs = contrast(() => 0);
    const inside = runs.inside.map((_, i) => (Math.floor(i / 20) % 2 === 0 ? 1 : 0));
    const alike = runs.residuals.map((value, i) => value + Math.sin(Math.floor(i / 20) * 2.4));
    const series = { residuals: alike, inside, outside: inside.map((member) => 1 - member) };
    const width = (block: number) => {
      const [low, high] = bootstrapInterval([series], block, 300, randomFor('width')) ?? [0, 0];
      return high - low;
    };
    expect(width(20)).toBeGreaterThan(1.3 * width(1));
  });
});
