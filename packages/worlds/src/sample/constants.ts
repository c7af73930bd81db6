/** Every figure the sample world is made of. docs/worlds.md tells what they mean. */

const hourMs = 3_600_000;

export const sampleEndsAt = new Date('2026-06-30T06:00:00Z');
export const sampleDays = 180;
export const sampleStartsAt = new Date(sampleEndsAt.getTime() - sampleDays * 24 * hourMs);

/** The zone of every channel's audience: planted hours are hours on its wall clocks. */
export const sampleTimezone = 'Europe/Berlin';

/** Planted hours lie in here, so that an hour before and after is always posted in too. */
export const bestHourRange = { from: 9, to: 20 } as const;

/** Local hours in which channels post at all, with about equal weights. */
export const postingHours = { from: 7, to: 22 } as const;

/** Views of a video at age `h` hours: final × (1 − exp(−(h / 30)^0.6)). */
export const growth = { tauHours: 30, shape: 0.6 } as const;

/** Standard deviation of ln(final views) between posts of equal luck. */
export const engagementSigma = 0.55;

/** Likes and comments over views, each with its own log-normal noise. */
export const likeRate = { median: 0.045, sigma: 0.15 } as const;
export const commentRate = { median: 0.005, sigma: 0.25 } as const;

/** Now and then a channel is talked about: a few days in a row with more views. */
export const bursts = { count: 5, days: { from: 2, to: 4 }, factor: 1.6 } as const;

/** Factors by weekday, Monday first; a weekly rhythm with a strong week-end. */
export const weeklyRhythm = [0.92, 0.92, 0.96, 1, 1.04, 1.14, 1.08] as const;

/** What is planted in the account of the demo. Percentages are of the median. */
export const sampleEffects = {
  /** For posts whose local hour is the best one or next to it. */
  hourLiftPct: 80,
  /** For posts that open with a question. */
  hookLiftPct: 50,
  /** Posts with 8 to 15 times the views they would have. */
  outliers: 6,
  outlierFactor: { from: 8, to: 15 },
  sigma: engagementSigma,
} as const;

/** Shares of the openings in all channels. */
export const hookShares = {
  question: 0.25,
  list: 0.15,
  how_to: 0.15,
  statement: 0.45,
} as const;

export const shares = { short: 0.3, likesHidden: 0.02, commentsOff: 0.03 } as const;

/** Growth of the subscriber count over the whole world. */
export const subscriberGrowth = 0.12;
