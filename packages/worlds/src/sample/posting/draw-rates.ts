import type { Random } from '../random.ts';

/** How often something happens per view, log-normal between posts. */
export type RateTable = Readonly<
  Record<string, { readonly median: number; readonly sigma: number }>
>;

/** One rate for each entry of the table, in its order. */
export const drawRates = <Table extends RateTable>(
  table: Table,
  random: Random,
): Readonly<Record<keyof Table, number>> =>
  Object.fromEntries(
    Object.entries(table).map(([name, { median, sigma }]) => [
      name,
      median * Math.exp(sigma * random.normal()),
    ]),
  ) as Record<keyof Table, number>;
