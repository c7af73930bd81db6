import type { ConnectorCall, Day, PlatformHttp } from '@viral-scan/contracts';
import { parseJson } from '../../answer/parse-json.ts';
import { toDomainError } from '../api-error.ts';
import { bearer } from '../bearer.ts';
import { pacificDay } from '../pacific-day.ts';
import { parseReport, type ReportRow } from './report.ts';

export interface AnalyticsApiDeps {
  /** Such as `https://youtubeanalytics.googleapis.com/v2`. */
  readonly baseUrl: string;
  readonly http: PlatformHttp;
  readonly now: () => Date;
}

export interface ReportQuery {
  readonly channelId: string;
  /** Default: all days. */
  readonly from?: Day;
  /** Default: today. */
  readonly to?: Day;
  readonly metrics: readonly string[];
  readonly dimension: 'day' | 'video' | 'elapsedVideoTimeRatio';
  readonly videoIds?: readonly string[];
  /** A column, `-` before it for descending; dimension `video` needs one, and `maxResults`. */
  readonly sort: string;
  readonly maxResults?: number;
}

/** One `reports.query` of the Analytics API v2; its quota is one of its own and counts calls. */
export type AnalyticsCall = (
  query: ReportQuery,
  platformCall: ConnectorCall,
) => Promise<readonly ReportRow[]>;

/** YouTube's first day: nothing was watched before. */
export const earliestDay: Day = '2005-02-14';

export const analyticsOperation = 'reports.query';

/** The channel is asked for by its id, so that a mixed-up grant is refused rather than believed. */
export function analyticsApi({ baseUrl, http, now }: AnalyticsApiDeps): AnalyticsCall {
  return async (query, { signal, onBehalfOf, accessToken }) => {
    const authorization = bearer(accessToken);
    const url = new URL(`${baseUrl.replace(/\/+$/, '')}/reports`);
    const parameters = {
      ids: `channel==${query.channelId}`,
      startDate: query.from ?? earliestDay,
      endDate: query.to ?? pacificDay(now()),
      metrics: query.metrics.join(','),
      dimensions: query.dimension,
      ...(query.videoIds === undefined ? {} : { filters: `video==${query.videoIds.join(',')}` }),
      sort: query.sort,
      ...(query.maxResults === undefined ? {} : { maxResults: String(query.maxResults) }),
    };
    for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
    const answer = await http({
      api: 'youtube-analytics',
      operation: analyticsOperation,
      units: 1,
      onBehalfOf,
      url,
      headers: { accept: 'application/json', ...authorization },
      signal,
    });
    if (answer.status !== 200) {
      const failed = {
        api: 'YouTube Analytics',
        operation: analyticsOperation,
        credential: 'token',
      } as const;
      throw toDomainError(failed, answer, now());
    }
    return parseReport(parseJson(`YouTube Analytics ${analyticsOperation}`, answer.text));
  };
}
