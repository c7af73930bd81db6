/** Every figure the sample's Instagram accounts are made of. docs/worlds.md tells what they mean. */

/** Planted in the own account, strong enough to be seen in some 60 settled posts. */
export const instagramEffects = { hourLiftPct: 130, hookLiftPct: 60, sigma: 0.18 } as const;

export const instagramGrowth = { tauHours: 20, shape: 0.6 } as const;

/** Over views, each with log-normal noise of its own. */
export const instagramRates = {
  likes: { median: 0.062, sigma: 0.12 },
  comments: { median: 0.005, sigma: 0.25 },
  reach: { median: 0.78, sigma: 0.03 },
  shares: { median: 0.008, sigma: 0.25 },
  saved: { median: 0.011, sigma: 0.25 },
  reposts: { median: 0.0015, sigma: 0.3 },
  follows: { median: 0.0009, sigma: 0.3 },
  profileVisits: { median: 0.009, sigma: 0.2 },
} as const;

export const instagramShares = { reel: 0.45, album: 0.25 } as const;
export const albumParts = { from: 2, to: 6 } as const;

/** Of a reel. Seconds, and shares of 1. */
export const reelLength = { from: 8, to: 55 } as const;
export const reelWatched = { median: 0.38, sigma: 0.15 } as const;
export const reelSkipRate = { from: 0.22, to: 0.58 } as const;

/** So long nothing but likes and comments is known of a medium. */
export const quietHours = 3;

export const instagramFollowerRates = { gainedPct: 0.12, lostPct: 0.04, sigma: 0.35 } as const;

/** Of those who like, comment, share and save on a day. */
export const engagedShare = 0.82;
export const linksTapsShare = 0.0021;

/** Local hours in which the most followers are online. */
export const onlinePeakRange = { from: 17, to: 21 } as const;
/** Share of the followers online in an hour: at least, and at the peak on top. */
export const onlineShare = { base: 0.11, peak: 0.22, widthHours: 3.4, sigma: 0.03 } as const;
/** Days of which the platform tells it, and how many of those it leaves out. */
export const onlineDays = { last: 30, missing: 0.6 } as const;
