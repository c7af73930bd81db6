import { z } from 'zod';
import type { Metrics } from './post.ts';

/**
 * A post as callers of the viral-scraper surface and its partners know it. A value: never changed
 * once made. Counters that the source does not give are 0 here; our own API says null.
 */
export const viralPostSchema = z
  .strictObject({
    content: z.string(),
    /** As callers name the account: see `parseAccountName`. */
    account_id: z.string(),
    post_url: z.string(),
    timestamp: z.iso.datetime(),
    likes: z.int().nonnegative(),
    comments: z.int().nonnegative(),
    shares: z.int().nonnegative(),
    /** See `engagementRateOf`, cut to 1; 0 where no denominator is known. */
    engagement_rate: z.number().min(0).max(1),
    /** Rank among the account's posts at equal age. */
    performance_percentile: z.number().min(0).max(100),
  })
  .readonly();
export type ViralPost = z.infer<typeof viralPostSchema>;

export const rateDenominators = ['views', 'reach', 'followers'] as const;
export type RateDenominator = (typeof rateDenominators)[number];

/** 0 and more, not cut; both null where no denominator is known. */
export interface EngagementRate {
  readonly rate: number | null;
  readonly denominator: RateDenominator | null;
}

/**
 * (likes + comments + shares + saves, as far as known) over views, else over reach, else over the
 * account's followers: the first of them that is known and not 0.
 */
export function engagementRateOf(metrics: Metrics, followers: number | null): EngagementRate {
  const { views, likes, comments, shares, saves, reach } = metrics;
  const counted = [likes, comments, shares, saves].filter((count) => count !== null);
  const denominators = { views, reach, followers };
  const denominator = rateDenominators.find((name) => (denominators[name] ?? 0) > 0) ?? null;
  if (denominator === null || counted.length === 0) return { rate: null, denominator: null };
  const engagements = counted.reduce((sum, count) => sum + count, 0);
  return { rate: engagements / (denominators[denominator] ?? 1), denominator };
}

/** A post ranked among those of its account, as the analysis gives it. */
export interface RankedPost {
  readonly postId: string;
  /** Of the latest reading. */
  readonly metrics: Metrics;
  readonly engagementRate: EngagementRate;
  /** 0–100; above 99.0 is the top 1 %. */
  readonly percentile: number;
  /**
   * `equal_age`: all were observed around the same age. `age_adjusted`: they were not; each is
   * measured by what posts of this account have at its age.
   */
  readonly comparison: 'equal_age' | 'age_adjusted';
  /** Posts compared, this one among them. */
  readonly compared: number;
}

/** What a scraping task found of its account. */
export interface Ranking {
  /** Published in the window asked for, at most as many as asked for, newest first. */
  readonly postIds: readonly string[];
  /** Those of them that could be compared, best first. */
  readonly ranked: readonly RankedPost[];
}

/** A ranked post with what is stored of it. */
export interface KnownRankedPost extends RankedPost {
  /** `platform:external_id`. */
  readonly account: string;
  readonly handle: string | null;
  readonly caption: string | null;
  readonly url: string | null;
  readonly publishedAt: Date;
  /** World time. */
  readonly rankedAt: Date;
}

/** @param accountId as the caller names the account */
export function viralPostOf(post: KnownRankedPost, accountId: string): ViralPost {
  const { metrics, engagementRate } = post;
  return viralPostSchema.parse({
    content: post.caption ?? '',
    account_id: accountId,
    post_url: post.url ?? '',
    timestamp: post.publishedAt.toISOString(),
    likes: metrics.likes ?? 0,
    comments: metrics.comments ?? 0,
    shares: metrics.shares ?? 0,
    engagement_rate: Math.min(1, engagementRate.rate ?? 0),
    performance_percentile: post.percentile,
  });
}

/** Strictly above. */
export const topPercentile = 99;
