/** Every figure the sample's TikTok accounts are made of. docs/worlds.md tells what they mean. */

/** Planted in the own account. The hour is the account's own, far from the YouTube channel's. */
export const tiktokEffects = {
  hourLiftPct: 70,
  hookLiftPct: 50,
  outliers: 5,
  outlierFactor: { from: 8, to: 14 },
  sigma: 0.5,
} as const;

/** Hours that lie between the best hours of the two own accounts, at least. */
export const hoursBetweenPlatforms = 4;

/** Local hours in which the most followers are active. */
export const activityPeakRange = { from: 17, to: 21 } as const;
/** Share of the followers that is active in an hour: at least, and at the peak on top. */
export const activityShare = { base: 0.07, peak: 0.24, widthHours: 3.2, sigma: 0.03 } as const;

/** A share of the posts loses viewers at once, all in the same second. */
export const tiktokDropOff = { second: { from: 4, to: 9 }, lossPct: 28, sharePct: 50 } as const;

/** Seconds. */
export const videoLength = { from: 14, to: 58 } as const;
export const curveDecay = { median: 1.3, sigma: 0.06 } as const;

/** Views at age `h` hours: 97 % of final × (1 − exp(−(h / 16)^0.55)), the rest over a year. */
export const tiktokGrowth = { tauHours: 16, shape: 0.55, tailShare: 0.03, tailDays: 365 } as const;
/** What nobody watches any more: grows no further. */
export const dormantAfterDays = 30;
/** Then watch time and reach go missing. */
export const missingAfterIdleDays = 7;

/** Over views, each with log-normal noise of its own. */
export const tiktokRates = {
  likes: { median: 0.085, sigma: 0.15 },
  comments: { median: 0.006, sigma: 0.25 },
  shares: { median: 0.009, sigma: 0.3 },
  saves: { median: 0.014, sigma: 0.25 },
  reach: { median: 0.86, sigma: 0.03 },
  newFollowers: { median: 0.0012, sigma: 0.3 },
  profileViews: { median: 0.011, sigma: 0.2 },
} as const;

export const tiktokShares = {
  photo: 0.07,
  ad: 0.03,
  aigc: 0.02,
  likesHidden: 0.02,
  commentsOff: 0.03,
  dormant: 0.12,
} as const;

/** Posts of the own account that their owner deletes, 2 to 30 days after publication. */
export const deletedPosts = { count: 5, days: { from: 2, to: 30 } } as const;
/** Counters that the platform corrects downwards once, 2 to 20 days after publication. */
export const corrections = {
  counters: ['likes', 'likes', 'likes', 'comments', 'views', 'likes'],
  lossPct: { from: 12, to: 30 },
  days: { from: 2, to: 20 },
} as const;
/** Days on which the account's likes read negative. */
export const negativeLikeDays = 4;

/** Daily, with log-normal noise; the account's followers at the end are in its plan. */
export const followerFlow = { gainedPct: 0.14, lostPct: 0.05, sigma: 0.35 } as const;

/** Below this the platform tells nothing of the audience. */
export const fewestFollowersOfActivity = 100;
/** A finished day reads as a stub for so long … */
export const lateHours = 24;
/** … and is still being counted for so long, with this share of its final figures. */
export const provisional = { hours: 48, share: 0.9 } as const;

export const mostComments = 200;
