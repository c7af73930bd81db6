import { invalidParameter } from '../youtube/api-error.ts';
import { isDimension, isMetric } from './columns.ts';
import { isDay } from './pacific-days.ts';
import {
  invalidValue,
  requiredParameter,
  unknownIdentifier,
  unsupportedQuery,
} from './query-error.ts';

/** What `reports.query` is asked for. */
export interface ReportQuery {
  /** `MINE` or a channel's id. */
  readonly channel: string;
  readonly startDate: string;
  readonly endDate: string;
  readonly metrics: readonly string[];
  readonly dimensions: readonly string[];
  readonly filters: ReadonlyMap<string, readonly string[]>;
  readonly sort: readonly { readonly column: string; readonly descending: boolean }[];
  /** Null: all. */
  readonly maxResults: number | null;
  /** From 1. */
  readonly startIndex: number;
}

const knownFilters = [
  'video',
  'country',
  'audienceType',
  'creatorContentType',
  'subscribedStatus',
  'deviceType',
];
const mostVideosInFilter = 500;

const list = (text: string): string[] => text.split(',').filter((part) => part !== '');

/** Throws the platform's errors. `ids=contentOwner==…` has `channel` empty. */
export function readReportQuery(query: URLSearchParams): ReportQuery {
  const required = (name: string): string => {
    const value = query.get(name) ?? '';
    if (value === '') throw requiredParameter(name);
    return value;
  };
  const ids = required('ids');
  const day = (name: string): string => {
    const value = required(name);
    if (!isDay(value)) throw invalidValue(name, value);
    return value;
  };
  const startDate = day('startDate');
  const endDate = day('endDate');
  if (startDate > endDate) throw invalidValue('endDate', endDate);
  const metrics = list(required('metrics'));
  const unknown = metrics.find((name) => !isMetric(name));
  if (unknown !== undefined) throw unknownIdentifier('metrics', unknown);
  const dimensions = list(query.get('dimensions') ?? '');
  const strange = dimensions.find((name) => !isDimension(name));
  if (strange !== undefined) throw unknownIdentifier('dimensions', strange);
  return {
    channel: channelOf(ids),
    startDate,
    endDate,
    metrics,
    dimensions,
    filters: readFilters(query.get('filters') ?? ''),
    sort: readSort(query.get('sort') ?? '', [...dimensions, ...metrics]),
    maxResults: readWhole(query, 'maxResults'),
    startIndex: readWhole(query, 'startIndex') ?? 1,
  };
}

function channelOf(ids: string): string {
  const match = /^(channel|contentOwner)==(.+)$/.exec(ids);
  if (match === null) throw invalidValue('ids', ids);
  return match[1] === 'channel' ? (match[2] ?? '') : '';
}

function readFilters(text: string): ReadonlyMap<string, readonly string[]> {
  const filters = new Map<string, readonly string[]>();
  for (const part of text.split(';').filter((each) => each !== '')) {
    const [name = '', values, ...rest] = part.split('==');
    if (values === undefined || values === '' || rest.length > 0) {
      throw invalidValue('filters', part);
    }
    if (!knownFilters.includes(name)) throw unknownIdentifier('filters', name);
    filters.set(name, list(values));
  }
  if ((filters.get('video')?.length ?? 0) > mostVideosInFilter) throw unsupportedQuery();
  return filters;
}

function readSort(text: string, columns: readonly string[]): ReportQuery['sort'] {
  return list(text).map((part) => {
    const descending = part.startsWith('-');
    const column = descending ? part.slice(1) : part;
    if (!columns.includes(column)) throw unknownIdentifier('sort', column);
    return { column, descending };
  });
}

/** From 1. */
function readWhole(query: URLSearchParams, name: string): number | null {
  const text = query.get(name);
  if (text === null) return null;
  if (!/^\d{1,9}$/.test(text) || Number(text) < 1) {
    throw invalidParameter(name, `Invalid value '${text.slice(0, 20)}'. Values must be at least 1`);
  }
  return Number(text);
}
