import type { InstagramAccount, InstagramDay } from '@viral-scan/worlds';
import { badParameter } from '../meta/graph-error.ts';
import { totalRow, valuesRow } from '../meta/insight-row.ts';
import {
  type ClosedDay,
  checkLength,
  closedDays,
  readWindow,
  windowPaging,
} from '../meta/insight-window.ts';
import { checkParameters, graphTime, readChoice, readNames } from '../meta/parameters.ts';
import { dayBreakdown } from './day-breakdown.ts';
import { demographics } from './demographics.ts';
import { type InstagramCall, requireInsights } from './instagram-call.ts';
import { dayMetrics, formerUserMetrics, lifetimeMetrics } from './user-metrics.ts';

const knownMetrics = [...Object.keys(dayMetrics), ...lifetimeMetrics, ...formerUserMetrics];
const lookBackMs = 31 * 86_400_000;

interface CountedDay extends ClosedDay {
  readonly counted: InstagramDay;
}

/** `GET /{ig-user}/insights`: days in one of two shapes, followers online, or who they are. */
export function userInsights(call: InstagramCall, account: InstagramAccount): object {
  requireInsights(call);
  const { query } = call;
  checkParameters(query, [
    ...['metric', 'period', 'metric_type', 'breakdown', 'timeframe', 'since', 'until'],
  ]);
  const wanted = readNames(query, 'metric', knownMetrics);
  const gone = wanted.filter((name) => formerUserMetrics.some((former) => former === name));
  if (gone.length > 0) {
    throw badParameter(`The metrics (${gone.join(', ')}) are no longer supported`);
  }
  const period = readChoice(query, 'period', ['day', 'week', 'days_28', 'month', 'lifetime']);
  if (period === null) throw badParameter('The parameter period is required');
  const misfits = wanted.filter((name) => (name in dayMetrics ? 'day' : 'lifetime') !== period);
  if (misfits.length > 0) {
    throw badParameter(`Incompatible metrics (${misfits.join(', ')}) with period ${period}`);
  }
  if (period === 'day') return dayInsights(call, account, wanted);
  const [first] = wanted;
  if (wanted.length > 1 && wanted.includes('online_followers')) {
    throw badParameter('Incompatible metrics (online_followers) with demographics');
  }
  return first === 'online_followers'
    ? onlineFollowers(call, account)
    : { data: demographics(call, account, wanted) };
}

function dayInsights(
  call: InstagramCall,
  account: InstagramAccount,
  wanted: readonly string[],
): object {
  const { query, at } = call;
  const type = readChoice(query, 'metric_type', ['time_series', 'total_value']);
  const shape = type ?? 'time_series';
  const misfits = wanted.filter((name) => !dayMetrics[name]?.shapes.includes(shape));
  if (misfits.length > 0) {
    throw badParameter(
      `The following metrics (${misfits.join(', ')}) should be specified with parameter metric_type=${
        shape === 'time_series' ? 'total_value' : 'time_series'
      }`,
    );
  }
  const breakdown = query.get('breakdown');
  if (breakdown !== null && shape === 'time_series') {
    throw badParameter('Breakdowns need the parameter metric_type=total_value');
  }
  const unbroken = wanted.filter(
    (name) => breakdown !== null && !dayMetrics[name]?.breakdowns.includes(breakdown),
  );
  if (unbroken.length > 0) {
    throw badParameter(
      `Incompatible breakdowns (${(breakdown ?? '').slice(0, 60)}) with metrics (${unbroken.join(', ')})`,
    );
  }
  const window = readWindow(query, at);
  checkLength(window);
  if (wanted.includes('follower_count') && window.sinceMs < at.getTime() - lookBackMs) {
    throw badParameter(
      '(follower_count) metric only supports querying data for the last 30 days excluding the current day',
    );
  }
  const days = countedDays(call, account, window);
  const data = wanted.flatMap((name) => {
    const metric = dayMetrics[name];
    if (metric === undefined || days.length === 0) return [];
    const head = { id: account.id, name, period: 'day' } as const;
    if (shape === 'time_series') {
      const values = days.map(({ counted, endTime }) => ({
        value: metric.value(counted),
        end_time: graphTime(endTime),
      }));
      return [valuesRow(head, values)];
    }
    const value = days.reduce((sum, { counted }) => sum + metric.value(counted), 0);
    const parts =
      breakdown === null
        ? null
        : dayBreakdown(
            name,
            breakdown,
            days.map(({ counted }) => counted),
            value,
          );
    return [totalRow(head, value, parts)];
  });
  return { data, paging: windowPaging(window, call) };
}

/** `period=lifetime`, one entry a day; often with nothing in it. */
function onlineFollowers(call: InstagramCall, account: InstagramAccount): object {
  const { at, instagram, query } = call;
  const window = readWindow(query, at);
  checkLength(window);
  const paging = windowPaging(window, call);
  const followers = instagram.totals(account.id, at)?.followers ?? 0;
  const days = countedDays(call, account, window);
  if (followers < 100 || days.length === 0) return { data: [], paging };
  const values = days.map(({ counted, endTime }) => ({
    value: Object.fromEntries((counted.online ?? []).map((count, hour) => [String(hour), count])),
    end_time: graphTime(endTime),
  }));
  const head = { id: account.id, name: 'online_followers', period: 'lifetime' } as const;
  return { data: [valuesRow(head, values)], paging };
}

function countedDays(
  { instagram, at }: InstagramCall,
  { id }: InstagramAccount,
  window: Parameters<typeof closedDays>[0],
): readonly CountedDay[] {
  return closedDays(window, at).flatMap((closed) => {
    const counted = instagram.day(id, closed.day, at);
    return counted === null ? [] : [{ ...closed, counted }];
  });
}
