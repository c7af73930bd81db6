import {
  type AccountDay,
  type AudienceActivity,
  type AudienceGroup,
  audienceDimensions,
  type ConnectorCall,
  UpstreamRefused,
} from '@viral-scan/contracts';
import { rootOf } from '../meta/graph-answer.ts';
import type { GraphGet } from '../meta/graph-api.ts';
import { type InsightRow, readInsightRows } from '../meta/insight-rows.ts';
import {
  closedDaysWithin,
  type DayRange,
  daysOf,
  partsOf,
  windowOf,
} from '../meta/insight-window.ts';
import { DaySheet, totalMetrics } from './account-days.ts';
import { parseFollowerGroups, parseOnlineFollowers } from './audience.ts';

/** As far back as reach is asked for; the rest ends a little within Instagram's 30 days. */
const daysOfReach = 60;
const daysOfTotals = 29;
const daysOfFollowers = 28;

export interface AccountInsights {
  readonly days: readonly AccountDay[];
  readonly activity: AudienceActivity | null;
  readonly groups?: readonly AudienceGroup[];
}

type Rows = ReadonlyMap<string, InsightRow>;
const noRows: Rows = new Map();

/**
 * `GET /{ig-user}/insights` in all it offers of days in the past. Reach and new followers come as
 * series; views, likes, comments and shares as a total of each day, which takes a call a day. Below
 * 100 followers the last three are refused or empty.
 */
export async function fetchAccountInsights(
  get: GraphGet,
  id: string,
  asked: DayRange,
  now: Date,
  call: ConnectorCall,
): Promise<AccountInsights> {
  const range = closedDaysWithin(asked, daysOfReach, now);
  if (range === null) return { days: [], activity: null };
  const read = async (parameters: Readonly<Record<string, string>>): Promise<Rows> => {
    const request = { operation: 'insights', path: [id, 'insights'], parameters };
    return readInsightRows(rootOf(await get(request, call)));
  };
  const ofDays = { period: 'day', metric_type: 'time_series' };

  const sheet = new DaySheet();
  for (const part of partsOf(range)) {
    sheet.addSeries(await read({ ...ofDays, metric: 'reach', ...windowOf(part) }));
  }
  const withTotals = closedDaysWithin(asked, daysOfTotals, now);
  for (const day of withTotals === null ? [] : daysOf(withTotals)) {
    const window = windowOf({ from: day, to: day });
    const ofOneDay = { period: 'day', metric_type: 'total_value', ...window };
    sheet.addTotals(day, await read({ ...ofOneDay, metric: totalMetrics }));
  }

  const recent = closedDaysWithin(asked, daysOfFollowers, now);
  let activity: AudienceActivity | null = null;
  if (recent !== null) {
    const window = windowOf(recent);
    const followers = { ...ofDays, metric: 'follower_count', ...window };
    sheet.addSeries((await unlessRefused(read(followers))) ?? noRows);
    const online = { period: 'lifetime', metric: 'online_followers', ...window };
    activity = parseOnlineFollowers((await unlessRefused(read(online))) ?? noRows, recent);
  }
  return { days: sheet.within(range, now), activity, groups: await readGroups(read) };
}

async function readGroups(
  read: (parameters: Readonly<Record<string, string>>) => Promise<Rows>,
): Promise<AudienceGroup[]> {
  const groups: AudienceGroup[] = [];
  for (const breakdown of audienceDimensions) {
    const rows = await unlessRefused(
      read({
        metric: 'follower_demographics',
        period: 'lifetime',
        metric_type: 'total_value',
        timeframe: 'this_month',
        breakdown,
      }),
    );
    // Refused for one dimension, for want of followers: for the others, too.
    if (rows === null) break;
    groups.push(...parseFollowerGroups(rows));
  }
  return groups;
}

/** Null for a signal that Instagram does not give of this account. */
async function unlessRefused<T>(reading: Promise<T>): Promise<T | null> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof UpstreamRefused) return null;
    throw error;
  }
}
