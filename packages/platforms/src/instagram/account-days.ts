import type { AccountDay, Day } from '@viral-scan/contracts';
import { optionalCounter } from '../answer/json-node.ts';
import type { InsightRow } from '../meta/insight-rows.ts';
import { dayClosedAt } from '../meta/insight-window.ts';
import { addDays, pacificDay } from '../youtube/pacific-day.ts';

type Rows = ReadonlyMap<string, InsightRow>;
type Figures = Omit<AccountDay, 'day' | 'provisional'>;
type Figure = keyof Figures;

/**
 * Metrics of `period=day` and what they are to us. `follower_count` counts the new ones of a day;
 * `profile_views` has not been offered since 2025 and is understood where it was recorded.
 */
const figureOf: Readonly<Record<string, Figure>> = {
  views: 'views',
  reach: 'reach',
  likes: 'likes',
  comments: 'comments',
  shares: 'shares',
  follower_count: 'newFollowers',
  profile_views: 'profileViews',
};

/** Of one day each, only as totals: a call a day. */
export const totalMetrics = 'views,likes,comments,shares';

const nothingSaid: Figures = {
  views: null,
  reach: null,
  profileViews: null,
  likes: null,
  comments: null,
  shares: null,
  followers: null,
  newFollowers: null,
  lostFollowers: null,
};

/** Figures lag up to 48 hours behind the end of their day. */
const provisionalDays = 2;

/** Days put together from answers in both shapes. Instagram's days are Pacific ones. */
export class DaySheet {
  readonly #days = new Map<Day, Figures>();

  /** `values` with the midnight that closes the day each is of. */
  addSeries(rows: Rows): void {
    for (const [name, row] of rows) {
      for (const { value, endsAt } of row.values) {
        if (endsAt !== null) this.#add(dayClosedAt(endsAt), name, optionalCounter(value));
      }
    }
  }

  /** `total_value` of a window that was this one day. */
  addTotals(day: Day, rows: Rows): void {
    for (const [name, row] of rows) this.#add(day, name, optionalCounter(row.total));
  }

  /** In order; those of which nothing is said are missing. */
  within({ from, to }: { readonly from: Day; readonly to: Day }, now: Date): AccountDay[] {
    const firstProvisional = addDays(pacificDay(now), -provisionalDays);
    return [...this.#days]
      .filter(([day]) => day >= from && day <= to)
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([day, figures]) => ({ day, ...figures, provisional: day >= firstProvisional }));
  }

  #add(day: Day, metric: string, value: number | null): void {
    const figure = figureOf[metric];
    if (figure === undefined || value === null) return;
    this.#days.set(day, { ...(this.#days.get(day) ?? nothingSaid), [figure]: value });
  }
}
