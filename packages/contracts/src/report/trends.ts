import { z } from 'zod';
import { countSchema, nullableNumberSchema } from './figures.ts';

/** Mean engagements of the posts published in (at − 7 d, at]; null when none was measured. */
export const rollingPointSchema = z.object({
  account_id: z.string(),
  at: z.iso.datetime(),
  posts: countSchema,
  posts_measured: countSchema,
  mean_engagements: nullableNumberSchema,
});
export type RollingPoint = z.infer<typeof rollingPointSchema>;

/** STL of an account's daily engagement (at equal age, by day of publication, in its zone). */
export const accountSeasonSchema = z.object({
  account_id: z.string(),
  period_days: countSchema,
  days: countSchema,
  /** 0–1; Wang, Smith & Hyndman 2006. */
  trend_strength: z.number(),
  seasonal_strength: z.number(),
  /** Level of each weekday against the account's, in %; 1 = Monday. */
  weekdays: z.array(z.object({ weekday: z.int().min(1).max(7), effect_pct: z.number() })),
  /** Change of the trend over the whole window, in %. */
  trend_change_pct: z.number(),
});
export type AccountSeason = z.infer<typeof accountSeasonSchema>;

/** Engagement of one coming day's posts, of an account that goes on as it did. */
export const forecastPointSchema = z.object({
  account_id: z.string(),
  /** Local date, YYYY-MM-DD. */
  date: z.iso.date(),
  mean: z.number(),
  lower_80: z.number(),
  upper_80: z.number(),
  lower_95: z.number(),
  upper_95: z.number(),
  /** Such as "STL + ARIMA(1,0,1)". */
  model: z.string(),
});
export type ForecastPoint = z.infer<typeof forecastPointSchema>;

export const trendsSchema = z.object({
  rolling_7d: z.array(rollingPointSchema),
  seasonal: z.object({ accounts: z.array(accountSeasonSchema) }).nullable(),
  forecast: z.array(forecastPointSchema),
});
