import type { AnalysisPost } from '@viral-scan/contracts';
import { describe, expect, it } from 'vitest';
import { engagements } from '../src/engagement/engagements.ts';
import { isProvisional, settlingTime } from '../src/settling/settling-time.ts';
import { asOfMs, barePost, moment } from './synthetic-account.ts';

const hourMs = 3_600_000;

/** Posts read every 12 hours until `hours`, growing as 1 − e^(−age / scale). */
const growing = (count: number, scaleHours: number, hours: number): AnalysisPost[] =>
  Array.from({ length: count }, (_, i) => {
    const publishedAtMs = asOfMs - (hours + 24 + i) * hourMs;
    return barePost({
      postId: `p${i}`,
      publishedAtMs,
      snapshots: Array.from({ length: hours / 12 }, (_, k) => {
        const age = 12 * (k + 1);
        const likes = Math.round(10_000 * (1 - Math.exp(-age / scaleHours)));
        return moment({ capturedAtMs: publishedAtMs + age * hourMs, likes });
      }),
    });
  });

describe('settling time', () => {
  it('is the first age at which posts have nine tenths of what they have at twice the age', () => {
    // 1 / (1 + e^(−age / 20)) reaches 0.9 at age = 20 · ln 9 = 44 h: of the ages tried, 48.
    expect(settlingTime(growing(12, 20, 240), 'youtube', engagements, asOfMs)).toEqual({
      hours: 48,
      basis: 'account',
    });
    // 60 · ln 9 = 132 h.
    expect(settlingTime(growing(12, 60, 480), 'youtube', engagements, asOfMs)).toEqual({
      hours: 168,
      basis: 'account',
    });
  });

  it('is the platform’s usual where fewer than ten posts tell', () => {
    const usual = { hours: 168, basis: 'platform' };
    expect(settlingTime(growing(9, 20, 240), 'youtube', engagements, asOfMs)).toEqual(usual);
    expect(settlingTime([], 'youtube', engagements, asOfMs)).toEqual(usual);
    expect(settlingTime([], 'threads', engagements, asOfMs).hours).toBe(48);
  });

  it('makes younger posts provisional', () => {
    const [post] = growing(1, 20, 240);
    if (post === undefined) throw new Error('no post');
    const settling = { hours: 48, basis: 'account' } as const;
    const aged = (hours: number) => ({ ...post, publishedAtMs: asOfMs - hours * hourMs });
    expect(isProvisional(aged(47.9), settling, asOfMs)).toBe(true);
    expect(isProvisional(aged(48), settling, asOfMs)).toBe(false);
  });
});
