/** Every figure the sample's Threads profiles are made of. docs/worlds.md tells what they mean. */

/** Planted in the own profile, strong enough to be seen in some 60 settled posts. */
export const threadsEffects = { hourLiftPct: 130, hookLiftPct: 60, sigma: 0.18 } as const;

export const threadsGrowth = { tauHours: 9, shape: 0.55 } as const;

/** Over views, each with log-normal noise of its own. */
export const threadsRates = {
  likes: { median: 0.041, sigma: 0.12 },
  replies: { median: 0.007, sigma: 0.25 },
  reposts: { median: 0.004, sigma: 0.25 },
  quotes: { median: 0.0012, sigma: 0.3 },
  shares: { median: 0.005, sigma: 0.25 },
  clicks: { median: 0.013, sigma: 0.3 },
} as const;

/** The rest is text. Reposts stand for others' posts. */
export const threadsShares = { image: 0.2, video: 0.08, album: 0.04, repost: 0.05 } as const;
export const topicTagShare = 0.6;
export const linkShare = 0.12;
export const quoteShare = 0.05;

export const threadsFollowerRates = { gainedPct: 0.18, lostPct: 0.05, sigma: 0.35 } as const;
