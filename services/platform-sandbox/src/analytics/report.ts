import type { World } from '@viral-scan/worlds';
import { forbidden } from '../youtube/api-error.ts';
import {
  dataTypeOf,
  type Gains,
  metrics,
  retentionMetrics,
  revenueMetrics,
  suppressedDimensions,
  suppressedMetrics,
} from './columns.ts';
import { dayAfter, pacificDayOf, startOfPacificDay } from './pacific-days.ts';
import { unsupportedQuery } from './query-error.ts';
import type { ReportQuery } from './report-query.ts';

type Cell = string | number | null;
export type Row = readonly Cell[];

/** A day's figures are there so long after it is over; before that, the day is missing. */
const lateMs = 72 * 3_600_000;
const mostVideos = 200;

/** Pacific days in the query that are in the world and old enough. */
function daysOf({ startDate, endDate }: ReportQuery, world: World, at: Date): string[] {
  const days: string[] = [];
  const first = pacificDayOf(world.startsAt);
  const settled = at.getTime() - lateMs;
  for (let day = startDate > first ? startDate : first; day <= endDate; day = dayAfter(day)) {
    if (startOfPacificDay(dayAfter(day)).getTime() > settled) break;
    days.push(day);
  }
  return days;
}

const read = (names: readonly string[], gains: Gains): Cell[] =>
  names.map((name) => metrics[name]?.read(gains) ?? null);

function sumOf(all: readonly Gains[]): Gains | null {
  const [first, ...rest] = all;
  if (first === undefined) return null;
  return rest.reduce<Gains>(
    (sum, gains) => ({
      views: sum.views + gains.views,
      watchSeconds: sum.watchSeconds + gains.watchSeconds,
      lengthSeconds: sum.lengthSeconds + gains.lengthSeconds,
      likes: sum.likes + gains.likes,
      comments: sum.comments + gains.comments,
      shares: sum.shares + gains.shares,
    }),
    first,
  );
}

/** Rows in the order of the columns (dimensions, then metrics), before sorting and paging. */
function rowsOf(query: ReportQuery, channelId: string, world: World, at: Date): Row[] {
  const { dimensions, filters } = query;
  const dimension = dimensions.join(',');
  if (dimension === 'elapsedVideoTimeRatio') return retentionRows(query, channelId, world, at);
  const isSpanMetric = (name: string) => name in metrics || suppressedMetrics.includes(name);
  if (!query.metrics.every(isSpanMetric)) throw unsupportedQuery();
  const isSuppressed = [...dimensions, ...filters.keys()].some((name) =>
    suppressedDimensions.includes(name),
  );
  if (isSuppressed) return [];
  if (query.metrics.some((name) => suppressedMetrics.includes(name))) throw unsupportedQuery();
  if (filters.has('audienceType')) throw unsupportedQuery();

  const videos = filters.get('video');
  const days = daysOf(query, world, at);
  const isOwn = (id: string): boolean => world.video(id, at)?.channelId === channelId;
  const gained = (from: Date, to: Date): Gains | null =>
    videos === undefined
      ? world.insights.channelGains(channelId, from, to, at)
      : sumOf(
          videos.filter(isOwn).flatMap((id) => world.insights.videoGains(id, from, to, at) ?? []),
        );
  const span = (first: string, last: string): [from: Date, to: Date] => [
    startOfPacificDay(first),
    startOfPacificDay(dayAfter(last)),
  ];
  const last = days.at(-1);
  const [first] = days;
  if (first === undefined || last === undefined) return [];
  const row = (label: Cell[], gains: Gains | null): Row[] =>
    gains === null ? [] : [[...label, ...read(query.metrics, gains)]];

  if (dimension === '') return row([], gained(...span(first, last)));
  if (dimension === 'day') return days.flatMap((day) => row([day], gained(...span(day, day))));
  if (dimension === 'month') {
    return [...Map.groupBy(days, (day) => day.slice(0, 7))].flatMap(([month, within]) =>
      row([month], gained(...span(within[0] ?? '', within.at(-1) ?? ''))),
    );
  }
  if (dimension !== 'video') throw unsupportedQuery();
  if (query.sort.length === 0 || (query.maxResults ?? mostVideos + 1) > mostVideos) {
    throw unsupportedQuery();
  }
  const uploads = world.uploads(channelId, at);
  const asked = videos?.filter(isOwn) ?? uploads.slice(0, uploads.length).map(({ id }) => id);
  return asked.flatMap((id) => {
    const gains = world.insights.videoGains(id, ...span(first, last), at);
    return gains === null || gains.views === 0 ? [] : row([id], gains);
  });
}

function retentionRows(query: ReportQuery, channelId: string, world: World, at: Date): Row[] {
  const [id, ...others] = query.filters.get('video') ?? [];
  const isKnown = (name: string) => retentionMetrics.some((known) => known === name);
  if (id === undefined || others.length > 0 || !query.metrics.every(isKnown)) {
    throw unsupportedQuery();
  }
  const video = world.video(id, at);
  const [day] = daysOf(query, world, at);
  const isTold =
    video !== null &&
    day !== undefined &&
    video.channelId === channelId &&
    video.publishedAt.getTime() <= at.getTime() - lateMs &&
    pacificDayOf(video.publishedAt) <= query.endDate;
  const curve = isTold ? world.insights.retention(id, at) : null;
  return (curve?.watchRatio ?? []).map((ratio, index) => [
    (index + 1) / 100,
    ...query.metrics.map((name) =>
      name === 'audienceWatchRatio' ? ratio : (curve?.relativePerformance?.[index] ?? null),
    ),
  ]);
}

export interface Report {
  readonly columns: readonly { name: string; columnType: string; dataType: string }[];
  readonly rows: readonly Row[];
}

/** The report of a channel's owner. Throws the platform's errors. */
export function report(query: ReportQuery, channelId: string, world: World, at: Date): Report {
  if (query.metrics.some((name) => revenueMetrics.includes(name))) throw forbidden();
  const names = [...query.dimensions, ...query.metrics];
  const rows = rowsOf(query, channelId, world, at);
  // Without an order of its own a curve comes in any order: "sort yourself".
  if (query.sort.length === 0 && query.dimensions.includes('elapsedVideoTimeRatio')) rows.reverse();
  for (const { column, descending } of query.sort.toReversed()) {
    const index = names.indexOf(column);
    const order = descending ? -1 : 1;
    rows.sort((a, b) => order * compare(a[index] ?? null, b[index] ?? null));
  }
  const from = query.startIndex - 1;
  const to = query.maxResults === null ? undefined : from + query.maxResults;
  return {
    columns: names.map((name, index) => ({
      name,
      columnType: index < query.dimensions.length ? 'DIMENSION' : 'METRIC',
      dataType: dataTypeOf(name),
    })),
    rows: rows.slice(from, to),
  };
}

function compare(a: Cell, b: Cell): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return String(a) < String(b) ? -1 : Number(String(a) > String(b));
}
