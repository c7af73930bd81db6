import { laxBoolean, laxInteger, laxNumber } from './lax-values.ts';
import type { Field } from './read-fields.ts';

export interface PageWish {
  readonly limit: number;
  /** From 1; beyond the last one there are no posts. */
  readonly page: number;
  readonly min_engagement_rate: number | null;
  readonly top_1_percent_only: boolean;
}

export const pageShape: { readonly [Name in keyof PageWish]: Field<PageWish[Name]> } = {
  limit: { read: laxInteger({ least: 1, most: 100 }), absent: 20 },
  page: { read: laxInteger({ least: 1, most: Number.MAX_SAFE_INTEGER }), absent: 1 },
  min_engagement_rate: { read: laxNumber({ least: 0, most: 1 }), absent: null },
  top_1_percent_only: { read: laxBoolean, absent: false },
};

/** Query parameters by name; of one that is repeated the last counts. */
export const lastOfEach = (query: unknown): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    Object.entries(query ?? {}).map(([name, value]: [string, unknown]) => [
      name,
      Array.isArray(value) ? value.at(-1) : value,
    ]),
  );
