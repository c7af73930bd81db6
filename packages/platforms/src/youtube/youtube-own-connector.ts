import {
  type AccountRef,
  type Capabilities,
  type Connector,
  type ConnectorCall,
  InvalidInput,
  type KnownPost,
  type PlatformHttp,
  ReauthorizationRequired,
  type RetentionCurve,
} from '@viral-scan/contracts';
import { checkDayRange } from '../day-range.ts';
import { dayMetrics, parseAccountDays } from './analytics/account-days.ts';
import { analyticsApi, earliestDay } from './analytics/analytics-api.ts';
import { parseRetention, retentionMetrics, toCurve } from './analytics/retention.ts';
import { parseWatchFigures, toWatchTime, watchMetrics } from './analytics/watch-figures.ts';
import { type Channel, channelParts, parseChannel } from './channel.ts';
import { channelNameOf, isHandle, isNamed } from './channel-name.ts';
import { writeCursor } from './cursor.ts';
import { dataApi } from './data-api.ts';
import { boundedEtagCache, type EtagCache } from './etag-cache.ts';
import { clampDay, pacificDay } from './pacific-day.ts';
import { checkIds, fetchVideos, pageSize, uploadsPage } from './uploads.ts';

export interface YoutubeOwnConnectorDeps {
  /** Such as `https://www.googleapis.com/youtube/v3`. */
  readonly dataBaseUrl: string;
  /** Such as `https://youtubeanalytics.googleapis.com/v2`. */
  readonly analyticsBaseUrl: string;
  readonly http: PlatformHttp;
  readonly now: () => Date;
  /** Default: the connector's own, in memory. */
  readonly etags?: EtagCache;
}

const notOffered = 'not offered by YouTube';
const notOfFollowers = 'YouTube tells viewers apart, not followers';
const capabilities: Capabilities = {
  shares: true,
  saves: notOffered,
  reach: notOffered,
  watch_time: true,
  retention: true,
  account_days: true,
  audience_activity: notOffered,
  demographics: notOfFollowers,
  account_timezone: notOffered,
};

/** Retention takes a call per video: few enough that a page of insights ends soon. */
export const insightsBatch = 10;
/** As many rows as a report by video gives at once. */
const maxVideoRows = 200;

/**
 * A channel read with its owner's grant: posts and their counters from the Data API v3, what only
 * the owner sees from the Analytics API v2. There is no hour in any report, so that nothing is known
 * of when the audience is active.
 */
export function youtubeOwnConnector(deps: YoutubeOwnConnectorDeps): Connector {
  const { http, now } = deps;
  const etags = deps.etags ?? boundedEtagCache();
  const call = dataApi({ baseUrl: deps.dataBaseUrl, apiKey: null, http, now, etags });
  const report = analyticsApi({ baseUrl: deps.analyticsBaseUrl, http, now });

  const fetchChannel = async (ref: AccountRef, options: ConnectorCall): Promise<Channel> => {
    const name = channelNameOf(ref);
    const channel = parseChannel(
      await call('channels', { part: channelParts, mine: 'true' }, options),
    );
    if (!isNamed(channel.profile, name)) {
      throw new ReauthorizationRequired('the grant is of another channel than the account');
    }
    return channel;
  };
  const fetchChannelId = async (ref: AccountRef, options: ConnectorCall): Promise<string> => {
    const name = channelNameOf(ref);
    return isHandle(name) ? (await fetchChannel(ref, options)).profile.externalId : name;
  };

  /** A curve is in seconds, so there is none of what has no length (streams that still run). */
  const fetchRetention = async (
    channelId: string,
    { externalId, durationSeconds }: KnownPost,
    options: ConnectorCall,
  ): Promise<RetentionCurve | null> => {
    if (durationSeconds === null || durationSeconds <= 0) return null;
    const rows = await report(
      {
        channelId,
        metrics: retentionMetrics,
        dimension: 'elapsedVideoTimeRatio',
        videoIds: [externalId],
        sort: 'elapsedVideoTimeRatio',
      },
      options,
    );
    const retention = parseRetention(rows);
    return retention === null ? null : toCurve(retention, durationSeconds);
  };

  return {
    platform: 'youtube',
    source: 'youtube-data-api',
    access: 'own',
    grant: 'youtube',
    capabilities,
    batch: { posts: pageSize, insights: insightsBatch },

    async fetchAccount(ref, options) {
      const { profile, uploadsPlaylistId } = await fetchChannel(ref, options);
      return { profile, cursor: writeCursor({ playlistId: uploadsPlaylistId, pageToken: null }) };
    },

    fetchPostsPage: uploadsPage(call),

    async fetchPosts({ ref, ids }, options) {
      checkIds(ids);
      if (ids.length === 0) return [];
      return fetchVideos(call, ids, await fetchChannelId(ref, options), options);
    },

    /** Lifetime figures: one report for all posts, then one per post for its retention. */
    async fetchInsights({ ref, posts }, options) {
      checkIds(posts.map(({ externalId }) => externalId));
      if (posts.length > insightsBatch) {
        throw new InvalidInput('posts', `holds ${posts.length}; at most ${insightsBatch} at once`);
      }
      if (posts.length === 0) return [];
      const channelId = await fetchChannelId(ref, options);
      const watched = parseWatchFigures(
        await report(
          {
            channelId,
            metrics: watchMetrics,
            dimension: 'video',
            videoIds: posts.map(({ externalId }) => externalId),
            sort: '-estimatedMinutesWatched',
            maxResults: maxVideoRows,
          },
          options,
        ),
      );
      const insights = [];
      for (const post of posts) {
        const figures = watched.get(post.externalId);
        insights.push({
          externalId: post.externalId,
          retention: await fetchRetention(channelId, post, options),
          watch: figures === undefined ? null : toWatchTime(figures, post.durationSeconds),
          shares: figures?.shares ?? null,
        });
      }
      return insights;
    },

    async fetchAccountDays({ ref, from, to }, options) {
      checkDayRange({ from, to });
      const today = pacificDay(now());
      if (from > today || to < earliestDay) return { days: [], activity: null };
      const rows = await report(
        {
          channelId: await fetchChannelId(ref, options),
          from: clampDay(from, earliestDay, today),
          to: clampDay(to, earliestDay, today),
          metrics: dayMetrics,
          dimension: 'day',
          sort: 'day',
        },
        options,
      );
      const days = parseAccountDays(rows, now());
      return { days: days.filter(({ day }) => day >= from && day <= to), activity: null };
    },
  };
}
