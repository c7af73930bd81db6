import {
  type AccountDay,
  type AudienceGroup,
  audienceDimensions,
  type ConnectorCall,
  type Day,
  UpstreamRefused,
} from '@viral-scan/contracts';
import { optionalCounter } from '../answer/json-node.ts';
import { optionalDifference } from '../answer/numbers.ts';
import { parseFollowerGroups } from '../instagram/audience.ts';
import { rootOf } from '../meta/graph-answer.ts';
import type { GraphGet } from '../meta/graph-api.ts';
import { type InsightRow, readInsightRows } from '../meta/insight-rows.ts';
import { type DayRange, dayClosedAt, daysOf, partsOf, windowOf } from '../meta/insight-window.ts';
import { addDays, clampDay, pacificDay } from '../youtube/pacific-day.ts';
import { sumOf } from './thread-metrics.ts';

/** Of Unix time 1712991600, before which Threads refuses every `since`. */
const earliestDay = '2024-04-13';
/** Not documented; taken from Instagram, whose figures lag up to 48 hours. */
const provisionalDays = 2;
/**
 * All but views come as a total of a window, so that each of these days takes a call of its own. Many
 * more than are ever provisional: a day that is read again keeps its totals.
 */
const daysOfTotals = 28;
const totals = 'likes,replies,reposts,quotes';

type Rows = ReadonlyMap<string, InsightRow>;
type Figures = Pick<AccountDay, 'views' | 'likes' | 'comments' | 'shares'>;
const nothingSaid: Figures = { views: null, likes: null, comments: null, shares: null };

/**
 * `GET /me/threads_insights`: views as a series of days, the rest as totals, and who the followers
 * are. Days are Pacific ones, up to yesterday.
 */
export async function fetchThreadsDays(
  get: GraphGet,
  asked: DayRange,
  now: Date,
  call: ConnectorCall,
): Promise<{
  readonly days: readonly AccountDay[];
  readonly activity: null;
  readonly groups?: readonly AudienceGroup[];
}> {
  const yesterday = addDays(pacificDay(now), -1);
  if (asked.to < earliestDay || asked.from > yesterday) return { days: [], activity: null };
  const range = {
    from: clampDay(asked.from, earliestDay, yesterday),
    to: clampDay(asked.to, earliestDay, yesterday),
  };
  const read = async (parameters: Readonly<Record<string, string>>): Promise<Rows> => {
    const path = ['me', 'threads_insights'];
    const request = { operation: 'threads_insights', path, parameters };
    return readInsightRows(rootOf(await get(request, call)));
  };
  const days = new Map<Day, Figures>();
  for (const part of partsOf(range)) {
    for (const [day, views] of parseViews(await read({ metric: 'views', ...windowOf(part) }))) {
      if (day >= range.from && day <= range.to) days.set(day, { ...nothingSaid, views });
    }
  }
  for (const day of daysOf(range).slice(-daysOfTotals)) {
    const rows = await read({ metric: totals, ...windowOf({ from: day, to: day }) });
    const { views } = days.get(day) ?? nothingSaid;
    const figures = { ...parseTotals(rows), views };
    if (Object.values(figures).some((figure) => figure !== null)) days.set(day, figures);
  }
  return { days: inOrder(days, now), activity: null, groups: await readGroups(read) };
}

/** `values` with the midnight that closes the day each is of. */
export function parseViews(rows: Rows): Map<Day, number | null> {
  const views = new Map<Day, number | null>();
  for (const { value, endsAt } of rows.get('views')?.values ?? []) {
    if (endsAt !== null) views.set(dayClosedAt(endsAt), optionalCounter(value));
  }
  return views;
}

/** `total_value` of a window; likes that are taken back make it negative. */
export function parseTotals(rows: Rows): Figures {
  const total = (name: string): number | null => {
    const row = rows.get(name);
    return row === undefined ? null : optionalDifference(row.total);
  };
  return {
    views: null,
    likes: total('likes'),
    comments: total('replies'),
    shares: sumOf([total('reposts'), total('quotes')]),
  };
}

function inOrder(days: ReadonlyMap<Day, Figures>, now: Date): AccountDay[] {
  const firstProvisional = addDays(pacificDay(now), -provisionalDays);
  return [...days]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([day, figures]) => ({
      day,
      ...figures,
      reach: null,
      profileViews: null,
      followers: null,
      newFollowers: null,
      lostFollowers: null,
      provisional: day >= firstProvisional,
    }));
}

/** One dimension a call; below 100 followers there are none, or the call is refused. */
async function readGroups(
  read: (parameters: Readonly<Record<string, string>>) => Promise<Rows>,
): Promise<AudienceGroup[]> {
  const groups: AudienceGroup[] = [];
  for (const breakdown of audienceDimensions) {
    try {
      groups.push(
        ...parseFollowerGroups(await read({ metric: 'follower_demographics', breakdown })),
      );
    } catch (error) {
      if (error instanceof UpstreamRefused) return groups;
      throw error;
    }
  }
  return groups;
}
