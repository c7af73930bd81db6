/** Figures of what the owners of sample channels see. docs/worlds.md tells what they mean. */

/** In the own channel: half of the long videos lose viewers at once, in one and the same second. */
export const youtubeDropOff = {
  second: { from: 40, to: 70 },
  lossPct: 24,
  sharePct: 50,
  /** Shorter videos carry none. */
  longFromSeconds: 180,
} as const;

/** Decay of ordinary curves over the whole length. */
export const retentionDecay = { median: 1.1, sigma: 0.06 } as const;

/** Below so many views the platform keeps the curve to itself. */
export const fewestViewsOfCurve = 100;

/** Over views. */
export const youtubeShareRate = 0.006;
/** Over likes. */
export const dislikeRate = 0.03;
/** Subscribers lost per subscriber gained. */
export const lostPerGained = 0.4;
