import shared from './settings.json' with { type: 'json' };

/** What our code, the libraries and `reference.py` are told alike, so that they do the same work. */
export const { forest, layout, density, peaks, rollingWindow, quantiles } = shared;

export const forecast = { period: 7, history: 365, horizon: 14 } as const;

/** A radius within which a place in the middle of the plane has some dozens of neighbours at any size. */
export const epsFor = (rows: number): number => 30 / Math.sqrt(rows);
