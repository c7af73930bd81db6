import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { createWorkerPool } from '../src/parallel/worker-pool.ts';
import { randomFor } from '../src/random/sfc32.ts';
import { neighbourPreservation } from '../src/umap/neighbour-preservation.ts';
import { trustworthiness } from '../src/umap/trustworthiness.ts';
import { type UmapOptions, umap } from '../src/umap/umap.ts';
import { mixture } from './umap/mixture.ts';

const pools = [1, 2, 3].map((workers) => createWorkerPool(workers));
afterAll(() => {
  for (const pool of pools) pool.close();
});

const layOut = (
  data: Float64Array,
  dims: number,
  options: Partial<UmapOptions> = {},
): Float64Array => {
  const random = randomFor('umap');
  const found = umap(data, data.length / dims, dims, { random, epochs: 30, ...options });
  if (found.status === 'insufficient') throw new Error(found.reason);
  return found.layout;
};

describe('umap', () => {
  it.each([
    ['all distances', 2500],
    ['a forest', 5000],
  ])('gives the same bytes on 1, 2 and 3 workers (%s)', (_, rows) => {
    const data = mixture(rows, 5, 6);
    const expected = layOut(data, 5, { epochs: 6 });
    for (const parallel of pools) {
      expect(layOut(data, 5, { epochs: 6, parallel })).toEqual(expected);
    }
  });

  it('gives other bytes for another seed', () => {
    const data = mixture(200, 4, 3);
    expect(layOut(data, 4, { random: randomFor('another') })).not.toEqual(layOut(data, 4));
  });

  it('leaves the rows it is given alone', () => {
    const data = mixture(100, 4, 3);
    const before = data.slice();
    layOut(data, 4);
    expect(data).toEqual(before);
  });

  it('keeps clusters apart, in the rows’ own order, by forest too', () => {
    const rows = 5000;
    const layout = layOut(mixture(rows, 8, 4), 8, { epochs: 40 });
    const centres = [0, 1, 2, 3].map((cluster) => {
      let [x, y] = [0, 0];
      for (let row = cluster; row < rows; row += 4) {
        x += (layout[2 * row] ?? 0) / (rows / 4);
        y += (layout[2 * row + 1] ?? 0) / (rows / 4);
      }
      return [x, y] as const;
    });
    let astray = 0;
    for (let row = 0; row < rows; row += 1) {
      const distances = centres.map(([x, y]) =>
        Math.hypot((layout[2 * row] ?? 0) - x, (layout[2 * row + 1] ?? 0) - y),
      );
      if (distances.indexOf(Math.min(...distances)) !== row % 4) astray += 1;
    }
    expect(astray).toBeLessThan(rows / 200);
  });

  it('is faithful by forest too: neighbours kept and trusted on a rolled sheet of 5,000 rows', () => {
    const random = randomFor('sheet');
    const data = new Float64Array(5000 * 3);
    for (let row = 0; row < 5000; row += 1) {
      const turn = 1.5 * Math.PI * (1 + 2 * random());
      data.set([turn * Math.cos(turn), 21 * random(), turn * Math.sin(turn)], row * 3);
    }
    const layout = layOut(data, 3, { epochs: 60 });
    const compared = { data, dims: 3, layout, components: 2, sample: 250 };
    // umap-learn 0.5.3 on a sheet of 6,000 rows: 0.9996 and 0.765.
    expect(trustworthiness(compared)).toBeGreaterThan(0.995);
    expect(neighbourPreservation(compared)).toBeGreaterThan(0.65);
  });

  it('lays out in any number of components, the more the more faithful', () => {
    const data = mixture(300, 6, 3);
    const kept = [1, 2, 3].map((components) => {
      const layout = layOut(data, 6, { epochs: 200, components });
      expect(layout).toHaveLength(300 * components);
      return neighbourPreservation({ data, dims: 6, layout, components }) ?? 0;
    });
    expect(kept).toEqual(kept.toSorted((p, q) => p - q));
  });

  it.each([0, 1, 2, 15])('finds %i rows too few for 15 neighbours', (rows) => {
    const found = umap(new Float64Array(rows * 2), rows, 2, { random: randomFor('umap') });
    expect(found).toEqual({ status: 'insufficient', reason: 'too_few_rows' });
  });

  it('lays out as few rows as there are neighbours and one', () => {
    expect(layOut(mixture(16, 3, 2), 3).every(Number.isFinite)).toBe(true);
    expect(layOut(Float64Array.of(1, 2, 4), 1, { neighbors: 2 }).every(Number.isFinite)).toBe(true);
  });

  it.each([Number.NaN, Infinity, -Infinity])('refuses a row that holds %d', (value) => {
    const data = mixture(50, 2, 2);
    data[17] = value;
    const found = umap(data, 50, 2, { random: randomFor('umap') });
    expect(found).toEqual({ status: 'insufficient', reason: 'not_finite' });
  });

  it('says of equal rows that there is nothing to lay out', () => {
    const found = umap(new Float64Array(200).fill(7), 100, 2, { random: randomFor('umap') });
    expect(found).toEqual({ status: 'insufficient', reason: 'all_equal' });
  });

  it('lays copies of a row close together and not at one place', () => {
    const data = mixture(300, 3, 3);
    for (let row = 0; row < 200; row += 1) data.set([5, 5, 5], row * 3);
    const layout = layOut(data, 3, { epochs: 200 });
    const places = new Set<string>();
    let radius = 0;
    for (let row = 0; row < 200; row += 1) {
      const [x, y] = [layout[2 * row] ?? 0, layout[2 * row + 1] ?? 0];
      places.add(`${x} ${y}`);
      radius = Math.max(radius, Math.hypot(x - (layout[0] ?? 0), y - (layout[1] ?? 0)));
    }
    expect(places.size).toBe(200);
    expect(radius).toBeLessThan(6);
  });

  it('gives rows that lie on a line room on both axes', () => {
    const layout = layOut(
      Float64Array.from({ length: 200 }, (_, i) => i),
      1,
      { epochs: 200 },
    );
    const second = layout.filter((_, i) => i % 2 === 1);
    expect(Math.max(...second) - Math.min(...second)).toBeGreaterThan(1);
  });

  it('bears thousands of copies and a lone outlier in a forest', () => {
    const data = mixture(5000, 3, 3);
    for (let row = 0; row < 3000; row += 1) data.set([5, 5, 5], row * 3);
    data.set([1e9, -1e9, 1e9], 4999 * 3);
    expect(layOut(data, 3, { epochs: 5 }).every(Number.isFinite)).toBe(true);
  });

  it('does not care for scale: rows of 1e300 or 1e-300 are laid out like those of 1', () => {
    const data = mixture(200, 3, 3).map((value) => Math.fround(value));
    const expected = layOut(data, 3);
    for (const scale of [2 ** 900, 2 ** -900]) {
      expect(
        layOut(
          data.map((value) => value * scale),
          3,
        ),
      ).toEqual(expected);
    }
  });

  it('is finite for any rows', () => {
    const value = fc.oneof(
      fc.constantFrom(0, 1, 1e9, -1e9, 1e-300, Number.MAX_VALUE, -Number.MAX_VALUE),
      fc.double({ noNaN: true, noDefaultInfinity: true }),
    );
    fc.assert(
      fc.property(fc.array(value, { minLength: 12, maxLength: 60 }), (values) => {
        const data = Float64Array.from(values.slice(0, values.length - (values.length % 2)));
        const random = randomFor('any');
        const found = umap(data, data.length / 2, 2, { random, neighbors: 5, epochs: 20 });
        return found.status === 'insufficient' || found.layout.every(Number.isFinite);
      }),
      { numRuns: 50 },
    );
  });

  it('names the option that makes no sense', () => {
    const run = (dims: number, options: Partial<UmapOptions>) => () =>
      umap(new Float64Array(60), 30, dims, { random: randomFor('umap'), ...options });
    expect(run(3, {})).toThrow(RangeError);
    expect(run(2, { neighbors: 1 })).toThrow(
      'neighbors must be a whole number of at least 2, was 1',
    );
    expect(run(2, { components: 0 })).toThrow('components');
    expect(run(2, { epochs: 1.5 })).toThrow('epochs');
    expect(run(2, { minDist: -1 })).toThrow('minDist');
  });
});
