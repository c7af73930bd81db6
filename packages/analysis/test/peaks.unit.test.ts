import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findCircularPeaks } from '../src/peaks/circular-peaks.ts';
import { findPeaks } from '../src/peaks/find-peaks.ts';
import type { PeakOptions, PeakProperties } from '../src/peaks/peak-options.ts';

const curveOf = (...values: number[]): Float64Array => Float64Array.from(values);
const everything: PeakOptions = {
  height: [null, null],
  threshold: [null, null],
  prominence: [null, null],
  width: [null, null],
  plateauSize: [null, null],
};

/** Small whole numbers, so that ties and flat tops are common. */
const stepped = fc
  .array(fc.integer({ min: 0, max: 6 }), { minLength: 1, maxLength: 40 })
  .map((values) => Float64Array.from(values));

const rotated = (curve: Float64Array, by: number): Float64Array =>
  curve.map((_, i) => curve[(i + by) % curve.length] as number);

describe('peaks of a line', () => {
  it('a peak is a maximum inside the curve, a flat top counted once in its middle', () => {
    expect([...findPeaks(curveOf(3, 1, 2, 2, 2, 2, 0, 5)).peaks]).toEqual([3]);
  });

  it('no, one, two and equal samples have no peaks', () => {
    for (const curve of [curveOf(), curveOf(1), curveOf(1, 2), curveOf(4, 4, 4, 4)]) {
      const { peaks, properties } = findPeaks(curve, everything);
      expect(peaks).toHaveLength(0);
      expect(properties.prominences).toHaveLength(0);
    }
  });

  it('NaN parts a curve and is never beside a peak', () => {
    const curve = curveOf(0, 2, 1, Number.NaN, 5, 4, 6, 1);
    expect([...findPeaks(curve, { prominence: 0 }).peaks]).toEqual([1, 6]);
    expect([...(findPeaks(curve, { prominence: 0 }).properties.leftBases ?? [])]).toEqual([0, 5]);
  });

  it('borders may be given per sample', () => {
    const curve = curveOf(0, 2, 0, 2, 0);
    expect([...findPeaks(curve, { height: curveOf(0, 3, 0, 1, 0) }).peaks]).toEqual([3]);
    expect([...findPeaks(curve, { height: [null, curveOf(0, 3, 0, 1, 0)] }).peaks]).toEqual([1]);
  });

  it('a higher peak removes a lower one nearer than the distance, and the later of two equals stays', () => {
    const curve = curveOf(0, 5, 0, 4, 0, 5, 0);
    expect([...findPeaks(curve, { distance: 3 }).peaks]).toEqual([1, 5]);
    expect([...findPeaks(curve, { distance: 4.2 }).peaks]).toEqual([5]);
  });

  it('refuses a distance below 1, a window of 1 and a negative relative height', () => {
    const curve = curveOf(0, 1, 0);
    expect(() => findPeaks(curve, { distance: 0.5 })).toThrow(RangeError);
    expect(() => findPeaks(curve, { prominence: 0, wlen: 1 })).toThrow(RangeError);
    expect(() => findPeaks(curve, { width: 0, relHeight: -0.1 })).toThrow(RangeError);
  });

  it('shifting the curve up, or scaling it, moves no peak and scales prominence', () => {
    fc.assert(
      fc.property(stepped, fc.integer({ min: -9, max: 9 }), (curve, shift) => {
        const plain = findPeaks(curve, everything);
        const moved = findPeaks(
          curve.map((value) => 4 * (value + shift)),
          everything,
        );
        expect(moved.peaks).toEqual(plain.peaks);
        expect(moved.properties.prominences).toEqual(
          plain.properties.prominences?.map((prominence) => 4 * prominence),
        );
        expect(moved.properties.widths).toEqual(plain.properties.widths);
      }),
    );
  });
});

describe('peaks of a circle', () => {
  it('hour 0 is a peak when 23 and 1 are lower', () => {
    const day = Float64Array.from({ length: 24 }, (_, hour) => Math.cos((2 * Math.PI * hour) / 24));
    const { peaks, properties } = findCircularPeaks(day, everything);
    expect([...peaks]).toEqual([0]);
    expect(properties.prominences?.[0]).toBeCloseTo(2, 12);
    expect(properties.leftBases?.[0]).toBe(12);
    expect(properties.rightBases?.[0]).toBe(12);
    expect(properties.leftIps?.[0]).toBeCloseTo(18, 9);
    expect(properties.rightIps?.[0]).toBeCloseTo(6, 9);
    expect(properties.widths?.[0]).toBeCloseTo(12, 9);
  });

  it('a flat top across the seam is one peak with its edges on both sides of it', () => {
    const { peaks, properties } = findCircularPeaks(curveOf(7, 7, 1, 0, 1, 7), everything);
    expect([...peaks]).toEqual([0]);
    expect(properties.plateauSizes?.[0]).toBe(3);
    expect(properties.leftEdges?.[0]).toBe(5);
    expect(properties.rightEdges?.[0]).toBe(1);
  });

  it('the highest peak stands out by max − min, another by its higher base up to higher terrain', () => {
    const curve = curveOf(9, 4, 6, 5, 7, 1);
    const { peaks, properties } = findCircularPeaks(curve, { prominence: [null, null] });
    expect([...peaks]).toEqual([0, 2, 4]);
    expect([...(properties.prominences ?? [])]).toEqual([8, 1, 3]);
  });

  it('distance is the shorter way around', () => {
    const curve = curveOf(0, 5, 0, 0, 0, 0, 0, 0, 0, 4);
    expect([...findCircularPeaks(curve, { distance: 2 }).peaks]).toEqual([1, 9]);
    expect([...findCircularPeaks(curve, { distance: 3 }).peaks]).toEqual([1]);
  });

  it('no, one and equal hours have no peaks', () => {
    for (const curve of [curveOf(), curveOf(3), new Float64Array(24).fill(2)]) {
      expect(findCircularPeaks(curve, everything).peaks).toHaveLength(0);
    }
  });

  const rotates = (curve: Float64Array, by: number, options: PeakOptions): void => {
    const n = curve.length;
    const plain = findCircularPeaks(curve, options);
    const turned = findCircularPeaks(rotated(curve, by % n), options);
    const back = (position: number): number => (position + (by % n)) % n;
    const byPeak = (peaks: Int32Array, { widths, prominences, leftBases }: PeakProperties) =>
      [...peaks.keys()].map((p) => [
        widths?.[p]?.toFixed(9),
        prominences?.[p],
        leftBases?.[p] ?? -1,
      ]);
    const expected = new Map(
      byPeak(plain.peaks, plain.properties).map((row, p) => [plain.peaks[p], row]),
    );
    const found = new Map(
      byPeak(turned.peaks, turned.properties).map(([width, prominence, base], p) => [
        back(turned.peaks[p] as number),
        [width, prominence, back(base as number)],
      ]),
    );
    expect(new Map([...found].sort(([a], [b]) => a - b))).toEqual(expected);
  };

  it('rotating the curve rotates the peaks and what is said of them', () => {
    fc.assert(
      fc.property(stepped, fc.nat(200), (curve, by) => {
        rotates(curve, by, everything);
        rotates(curve, by, { prominence: 2, width: [null, null], wlen: 7 });
      }),
    );
  });

  it('rotating a curve that does not repeat itself rotates the peaks kept by distance', () => {
    fc.assert(
      fc.property(stepped, fc.nat(200), fc.integer({ min: 1, max: 9 }), (curve, by, distance) => {
        const repeats = [...curve.keys()].some(
          (shift) => shift > 0 && rotated(curve, shift).every((value, i) => value === curve[i]),
        );
        fc.pre(!repeats);
        rotates(curve, by, { distance, prominence: [null, null], width: [null, null] });
      }),
    );
  });

  it('equals the peaks of a line where the curve is lowest at the seam', () => {
    fc.assert(
      fc.property(stepped, (inner) => {
        const curve = Float64Array.of(-1, ...inner);
        const line = findPeaks(Float64Array.of(...curve, -1), everything);
        const circle = findCircularPeaks(curve, everything);
        expect(circle.peaks).toEqual(line.peaks);
        expect(circle.properties.prominences).toEqual(line.properties.prominences);
        expect(circle.properties.widths?.length).toBe(line.properties.widths?.length);
      }),
    );
  });
});
