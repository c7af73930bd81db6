import type { AnalysisPost, Metrics } from '@viral-scan/contracts';
import { describe, expect, it } from 'vitest';
import {
  engagementRate,
  engagements,
  latestReading,
  views,
} from '../src/engagement/engagements.ts';
import { comparableEngagements, essentialCounters } from '../src/engagement/essential-counters.ts';
import { observeAtAge, observeSettled } from '../src/equal-age/observe.ts';
import { chooseReferenceAge, describeEqualAge } from '../src/equal-age/reference-age.ts';

const hourMs = 3_600_000;
const asOfMs = 2_000 * hourMs;
const none: Metrics = {
  views: null,
  likes: null,
  comments: null,
  shares: null,
  saves: null,
  reach: null,
};

/** A post of hour 0 (or later) with metrics at given ages in hours. */
const seen = (
  looks: readonly (readonly [number, Partial<Metrics>])[],
  publishedHour = 0,
): AnalysisPost => ({
  postId: `p${publishedHour}`,
  publishedAtMs: publishedHour * hourMs,
  caption: null,
  type: 'video',
  durationSeconds: null,
  language: null,
  url: null,
  tags: [],
  sound: null,
  retention: null,
  snapshots: looks.map(([age, metrics]) => ({
    ...none,
    ...metrics,
    capturedAtMs: (publishedHour + age) * hourMs,
  })),
});

describe('engagements', () => {
  it('sum what is known, and are unknown without likes, comments and shares', () => {
    expect(engagements({ ...none, likes: 5, comments: 2 })).toBe(7);
    expect(engagements({ ...none, likes: 0 })).toBe(0);
    expect(engagements({ ...none, saves: 9, views: 100 })).toBeNull();
  });

  it('are read at the last snapshot up to the moment of the report that has them', () => {
    const post = seen([
      [1, { likes: 3 }],
      [5, { likes: 8 }],
      [6, { views: 70 }],
      [2_001, { likes: 99 }],
    ]);
    expect(latestReading(post, asOfMs, engagements)).toBe(8);
    expect(latestReading(post, asOfMs, views)).toBe(70);
  });

  it('over a denominator of zero or of another moment give no rate', () => {
    expect(engagementRate(seen([[1, { likes: 3, views: 0 }]]), asOfMs, views)).toBeNull();
    expect(
      engagementRate(
        seen([
          [1, { likes: 3 }],
          [2, { views: 10 }],
        ]),
        asOfMs,
        views,
      ),
    ).toBeNull();
    expect(engagementRate(seen([[1, { likes: 3, views: 12 }]]), asOfMs, views)).toBe(0.25);
  });

  it('with the usual main counter hidden do not compare with the others', () => {
    const posts = [1, 2, 3].map((hour) => seen([[5, { likes: 100, comments: 4 }]], hour));
    const essential = essentialCounters([...posts, seen([[5, { comments: 4 }]], 9)], asOfMs);
    expect(essential).toEqual(['likes']);
    const reading = comparableEngagements(essential);
    expect(reading({ ...none, comments: 4 })).toBeNull();
    expect(reading({ ...none, likes: 4 })).toBe(4);
  });
});

describe('observation at an age', () => {
  it('interpolates the log of 1 + value over the log of age', () => {
    const post = seen([
      [12, { views: 99 }],
      [48, { views: 399 }],
    ]);
    expect(observeAtAge(post, views, 24, asOfMs)?.value).toBeCloseTo(199, 9);
  });

  it('takes the nearest snapshot within 20 % when one side is missing', () => {
    expect(observeAtAge(seen([[27, { views: 50 }]]), views, 24, asOfMs)?.value).toBe(50);
    expect(observeAtAge(seen([[30, { views: 50 }]]), views, 24, asOfMs)).toBeNull();
  });

  it('does not reach across brackets wider than four times the age', () => {
    expect(
      observeAtAge(
        seen([
          [1, { views: 5 }],
          [90, { views: 50 }],
        ]),
        views,
        24,
        asOfMs,
      ),
    ).toBeNull();
  });

  it('never looks past the moment of the report', () => {
    const post = seen([
      [20, { views: 5 }],
      [28, { views: 50 }],
    ]);
    expect(observeAtAge(post, views, 24, 27 * hourMs)?.value).toBe(5);
  });

  it('is settled only when seen 30 days after publication', () => {
    expect(observeSettled(seen([[719, { views: 5 }]]), views, 720, asOfMs)).toBeNull();
    expect(
      observeSettled(
        seen([
          [10, { views: 1 }],
          [721, { views: 5 }],
        ]),
        views,
        720,
        asOfMs,
      )?.value,
    ).toBe(5);
  });
});

describe('reference age', () => {
  it('is the one around which most posts were observed', () => {
    const posts = [1, 2, 3, 4].map((hour) => seen([[70, { views: 5 }]], hour));
    expect(chooseReferenceAge([...posts, seen([[24, { views: 5 }]])], views, asOfMs)).toEqual({
      mode: 'at_age',
      ageHours: 72,
    });
  });

  it('is settled for files with one late observation', () => {
    const posts = [1, 2, 3].map((hour) => seen([[1_500 - hour, { views: 5 }]], hour));
    expect(chooseReferenceAge(posts, views, asOfMs)).toEqual({ mode: 'settled', ageHours: 720 });
  });

  it('tells how many posts were left out and why', () => {
    const posts = [seen([[24, { views: 5 }]], 1), seen([], 2), seen([], 1_990)];
    const reference = chooseReferenceAge(posts, views, asOfMs);
    expect(describeEqualAge(posts, reference, 1, asOfMs)).toEqual({
      mode: 'at_age',
      age_hours: 24,
      posts_used: 1,
      posts_excluded: 2,
      reason:
        'read at 24 h after publication: 1 of 3 posts; 1 too young, 1 without comparable counters around that age',
    });
  });
});
