import { audienceDimensions, type ThreadsDay, type ThreadsProfile } from '@viral-scan/worlds';
import { badParameter } from '../meta/graph-error.ts';
import { linksRow, totalRow, valuesRow } from '../meta/insight-row.ts';
import { closedDays, readWindow } from '../meta/insight-window.ts';
import {
  checkParameters,
  graphTime,
  readChoice,
  readMoment,
  readNames,
} from '../meta/parameters.ts';
import { requireThreads, type ThreadsCall } from './threads-call.ts';

/** 2024-04-13, 8:00 UTC: nothing is known from before. */
const earliestSinceMs = 1_712_991_600_000;
const mostGroups = 45;

const sums: Readonly<Record<string, (day: ThreadsDay) => number>> = {
  likes: ({ likes }) => likes,
  replies: ({ replies }) => replies,
  reposts: ({ reposts }) => reposts,
  quotes: ({ quotes }) => quotes,
};
const knownMetrics = [
  'views',
  ...Object.keys(sums),
  'followers_count',
  'clicks',
  'follower_demographics',
];

/** `GET /me/threads_insights`: a container for views, one for totals, one for clicks. */
export function profileInsights(call: ThreadsCall, profile: ThreadsProfile): object {
  requireThreads(call, 'threads_manage_insights');
  const { query, at, threads } = call;
  checkParameters(query, ['metric', 'since', 'until', 'breakdown', 'period']);
  const wanted = readNames(query, 'metric', knownMetrics);
  const since = readMoment(query, 'since');
  if (since !== null && since < earliestSinceMs) {
    throw badParameter(`Param since must be ${earliestSinceMs / 1_000} or later`);
  }
  const days = closedDays(readWindow(query, at), at).flatMap((closed) => {
    const counted = threads.day(profile.id, closed.day, at);
    return counted === null ? [] : [{ ...closed, counted }];
  });
  const data = wanted.flatMap((name) => {
    const head = { id: profile.id, name, period: 'day' } as const;
    if (name === 'follower_demographics') return demographics(call, profile);
    if (name === 'followers_count') {
      return [totalRow(head, threads.totals(profile.id, at)?.followers ?? 0, null)];
    }
    if (days.length === 0) return [];
    if (name === 'views') {
      const values = days.map(({ counted, endTime }) => ({
        value: counted.views,
        end_time: graphTime(endTime),
      }));
      return [valuesRow(head, values)];
    }
    if (name === 'clicks') return [linksRow(head, clicksOf(days.map(({ counted }) => counted)))];
    const total = days.reduce((sum, { counted }) => sum + (sums[name]?.(counted) ?? 0), 0);
    return [totalRow(head, total, null)];
  });
  return { data };
}

/** By link, most clicked first. */
function clicksOf(days: readonly ThreadsDay[]) {
  const byLink = new Map<string, number>();
  for (const { url, clicks } of days.flatMap((day) => day.clicks)) {
    byLink.set(url, (byLink.get(url) ?? 0) + clicks);
  }
  return [...byLink]
    .map(([link_url, value]) => ({ value, link_url }))
    .sort((a, b) => b.value - a.value);
}

/** One breakdown a call; none below 100 followers. */
function demographics({ query, threads, at }: ThreadsCall, { id }: ThreadsProfile): object[] {
  const dimension = readChoice(query, 'breakdown', audienceDimensions);
  if (dimension === null) throw badParameter('The parameter breakdown is required');
  const groups = threads.followersBy(id, dimension, at).slice(0, mostGroups);
  if (groups.length === 0) return [];
  const results = groups.map(({ name, count }) => [[name], count] as const);
  const head = { id, name: 'follower_demographics', period: 'lifetime' } as const;
  return [totalRow(head, null, { dimensions: [dimension], results })];
}
