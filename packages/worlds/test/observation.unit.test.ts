import { expect, test } from 'vitest';
import { type Observation, observationAt } from '../src/youtube-2026/observation.ts';

const hourMs = 3_600_000;
const seen = (at: number): Observation => ({ at, views: at, likes: null, comments: null });
const observations = [seen(10 * hourMs), seen(34 * hourMs), seen(100 * hourMs)];
const viewsAt = (at: number) => observationAt(observations, at)?.views ?? null;

test('nothing is known before the first observation', () => {
  expect(viewsAt(10 * hourMs - 1)).toBe(null);
  expect(viewsAt(10 * hourMs)).toBe(10 * hourMs);
});

test('the last observation at or before the moment is the one shown', () => {
  expect(viewsAt(34 * hourMs - 1)).toBe(10 * hourMs);
  expect(viewsAt(34 * hourMs)).toBe(34 * hourMs);
  expect(viewsAt(101 * hourMs)).toBe(100 * hourMs);
});

test('an observation holds for 24 hours, to the millisecond', () => {
  expect(viewsAt(58 * hourMs)).toBe(34 * hourMs);
  expect(viewsAt(58 * hourMs + 1)).toBe(null);
  expect(viewsAt(124 * hourMs + 1)).toBe(null);
});

test('a post without observations is never known', () => {
  expect(observationAt([], 5)).toBe(null);
});
