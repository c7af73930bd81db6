import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { sharedPath } from '@viral-scan/testing';
import { describe, expect, test } from 'vitest';
import { readRecording } from '../replay/read-recording.ts';
import { replayRecording } from '../replay/replay-recording.ts';
import { type FileReplay, writeReplays } from '../replay/write-replays.ts';

const now = new Date('2026-11-20T12:00:00Z');
const folder = sharedPath('apis/recordings');

const found = (call: string, objects: object) => ({ call, objects });
const failed = (call: string, errorClass: string, said: string, more: object = {}) => ({
  call,
  error: {
    class: errorClass,
    message: expect.stringContaining(said),
    next: expect.any(String),
    ...more,
  },
});
const posts = (...externalIds: string[]) => ({
  posts: externalIds.map((externalId) => ({ post: { externalId } })),
});
const totals = (figures: object) => found('reports.query', { totals: figures });
const channel = (externalId: string, known: object = {}) =>
  found('channels.list', { channels: [{ profile: { externalId, ...known } }] });
const neverMade = failed('search.list', 'InvalidInput', 'a call that no connector makes', {
  next: 'nothing: no connector makes this call, so its answer never comes',
});

/**
 * What `npm run replay` prints of each file, in part: the owner and what is told of it. Deliveries
 * have a table of their own.
 */
const table: Readonly<Record<string, Readonly<Record<string, object>>>> = {
  'youtube-data': {
    'youtube/channels-401-invalid-credentials': failed(
      'channels.list',
      'AccessTokenRejected',
      '401 (authError)',
    ),
    'youtube/channels-contentdetails-uploads-200': channel('UCAmh1DexLGcMtDlzMCIxo4w'),
    'youtube/channels-info-2022-200': channel('UC_x5XG1OV2P6uZZ5FSM9Ttw', {
      name: 'Google Developers',
      handle: '@googledevelopers',
    }),
    'youtube/channels-statistics-200': channel('UC0v-tlzsn0QZwJnkiaUSJVQ', {
      followers: 19_900_000,
    }),
    'youtube/channels-unknown-id-200-empty': failed(
      'channels.list',
      'AccountNotFound',
      'knows no such channel',
    ),
    'youtube/commentthreads-400-missing-filter': failed(
      'commentThreads.list',
      'UpstreamContractBroken',
      'missingRequiredParameter',
    ),
    'youtube/error-400-key-invalid': failed('channels.list', 'UpstreamRefused', 'keyInvalid'),
    'youtube/error-403-permission-denied': failed('members.list', 'UpstreamRefused', 'not allowed'),
    'youtube/playlistitems-two-pages-200': {
      shape: 'exchanges',
      exchanges: [
        found('playlistItems.list', { items: { length: 50 }, nextPageToken: 'CDIQAA' }),
        found('playlistItems.list', { items: { length: 17 }, nextPageToken: null }),
      ],
    },
    'youtube/playlistitems-unknown-id-200-empty': found('playlistItems.list', {
      items: [],
      nextPageToken: null,
    }),
    'youtube/search-keywords-page1-200': neverMade,
    'youtube/search-keywords-page2-200': neverMade,
    'youtube/search-mine-no-match-200': neverMade,
    'youtube/video-delete-403-forbidden': failed(
      'videos.delete',
      'UpstreamRefused',
      '403 (forbidden)',
    ),
    'youtube/videos-chart-page1-200': found(
      'videos.list',
      posts('hDeuSfo_Ys0', 'Ukd8dJNBvOA', 'Pdgk3ERKdug', 'QmYNmNHrtCQ', 'X1jMMFOqxEw'),
    ),
    'youtube/videos-chart-page2-200': found(
      'videos.list',
      posts('MKM90u7pf3U', '4MK8usgnvfo', 'h107pApTY84'),
    ),
    'youtube/videos-multi-200': found('videos.list', {
      posts: [
        { post: { externalId: 'D-lhorsDlUQ', publishedAt: '2019-03-21T20:37:49.000Z' } },
        { post: { externalId: 'ovdbrdCIP7U' } },
      ],
    }),
    'youtube/videos-statistics-contentdetails-200': found('videos.list', {
      figures: [{ externalId: '9bZkp7q19f0', metrics: { views: 3_507_573_655 } }],
    }),
    'youtube/videos-unknown-200-empty': found('videos.list', { figures: [] }),
  },
  'youtube-analytics': {
    'youtube/analytics-channel-avg-percentage-200': totals({
      averageViewPercentage: 6.619_999_999_999_999,
    }),
    'youtube/analytics-channel-minutes-200': totals({ estimatedMinutesWatched: 17 }),
    'youtube/analytics-channel-views-200': totals({ views: 50 }),
    'youtube/analytics-retention-shape-200': found('reports.query', {
      retention: { ratios: { length: 100 }, shares: { length: 100, 0: 1.3002 } },
    }),
    'youtube/analytics-revenue-403': failed('reports.query', 'UpstreamRefused', 'forbidden'),
    'youtube/analytics-video-filter-views-200': totals({ views: 0 }),
  },
  'google-oauth': {
    // The recording's Date is 2020-02-06T07:13:23Z, and the token lives an hour from there.
    'youtube/oauth-refresh-200': found('refresh', {
      grant: {
        accessToken: '[redacted]',
        refreshToken: null,
        expiresAt: '2020-02-06T08:13:22.000Z',
        scopes: { length: 5 },
      },
    }),
    'youtube/oauth-refresh-400-invalid-grant': failed(
      'refresh',
      'ReauthorizationRequired',
      'invalid_grant',
    ),
    'youtube/pkce-s256-vector': {
      shape: 'vector',
      agrees: true,
      ...found('code_challenge', { codeChallenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM' }),
    },
  },
  'tiktok-accounts': {
    'tiktok/business-comment-list-200': found('business/comment/list', {
      comments: [{ externalId: '7385350567722402578', likes: 1 }],
      nextCursor: 30,
    }),
    'tiktok/business-error-40100-rate': failed('business/get', 'RateLimited', '40100', {
      retryAfterMs: 30_000,
      next: expect.stringContaining('retried after 30 s'),
    }),
    'tiktok/business-error-40105-token': failed('business/get', 'AccessTokenRejected', '40105'),
    'tiktok/business-get-200': found('business/get', {
      profile: { externalId: 'BID', followers: 12_345 },
      days: [
        { day: '2026-11-18', reach: 900 },
        { day: '2026-11-19', reach: null },
      ],
      activity: { zone: 'UTC', hours: { length: 24 } },
    }),
    'tiktok/business-video-list-page1-200': found('business/video/list', {
      posts: [
        {
          post: { externalId: '7310000000000000001' },
          metrics: { views: 152 },
          retention: { shares: { length: 21 } },
        },
      ],
      nextCursor: '["BID",1763400000000]',
    }),
  },
  'tiktok-display': {
    'tiktok/display-error-401-token-invalid': failed(
      'user/info',
      'AccessTokenRejected',
      'access_token_invalid',
    ),
    'tiktok/display-error-429-rate-limit': failed('user/info', 'RateLimited', '429'),
    'tiktok/display-user-info-200': found('user/info', {
      profile: { externalId: '723f24d7-e717-40f8-a2b6-cb8464cd23b4', name: 'Tik Toker' },
    }),
    'tiktok/display-video-list-page1-200': found('video/list', {
      ...posts('7080213458555737986', '7080217258545735586'),
      nextCursor: '["",1646883959000]',
    }),
    'tiktok/display-video-query-200': found(
      'video/query',
      posts('7077642457847994444', '7080217258529732386'),
    ),
    'tiktok/oauth-error-invalid-grant': failed('oauth/token', 'InvalidInput', 'invalid_grant'),
    'tiktok/oauth-token-200': found('oauth/token', {
      accessToken: '[redacted]',
      refreshToken: '[redacted]',
      expiresAt: '2026-11-21T12:00:00.000Z',
      refreshExpiresAt: '2027-11-20T12:00:00.000Z',
      scopes: ['user.info.basic', 'video.list'],
    }),
    'tiktok/pkce-hex-vector': {
      shape: 'vector',
      agrees: true,
      ...found('code_challenge', {
        codeChallenge: '13d31e961a1ad8ec2f16b10c4c982e0876a878ad6df144566ee1894acb70f9c3',
      }),
    },
  },
  threads: {
    'threads/keyword-search-200': found('keyword_search', {
      threads: [
        { post: { externalId: '1234567890', type: 'text' }, username: 'creator_1' },
        { post: { externalId: '12345678901', type: 'image' }, username: 'creator_2' },
      ],
      nextCursor: 'A1',
    }),
    'threads/me-200': found('me', {
      profile: { externalId: '1234567890', handle: 'davidcelis', source: 'threads-api' },
    }),
    'threads/me-threads-page1-200': found('threads', {
      ...posts('11111111111111111', '22222222222222222', '33333333333333333'),
      nextCursor: expect.stringMatching(/^QVFIUkZA4/),
    }),
    // 4 reposts, 1 quote and 2 shares.
    'threads/media-insights-200': found('insights', {
      metrics: { views: 1_270, likes: 100, comments: 10, shares: 7, saves: null, reach: null },
    }),
    'threads/profile-lookup-200': found('profile_lookup', {
      profile: { username: 'meta', followers: 5_000_000, week: { views: 900_000, quotes: 10 } },
    }),
    'threads/publishing-limit-200': found('threads_publishing_limit', {
      posts: { used: 4, total: 250, perSeconds: 86_400 },
      replies: { used: 1, total: 1_000, perSeconds: 86_400 },
    }),
  },
  'threads-oauth': {
    'threads/oauth-long-token-200': found('access_token', {
      accessToken: '[redacted]',
      refreshToken: '[redacted]',
      expiresAt: '2027-01-19T11:59:04.000Z',
    }),
    'threads/oauth-short-token-200': found('oauth/access_token', {
      accessToken: '[redacted]',
      userId: '12345678',
    }),
  },
};
const rows = Object.entries(table).flatMap(([owner, files]) =>
  Object.entries(files).map(([id, told]) => ({ id, owner, told })),
);

describe.skipIf(folder === null)('recordings of YouTube, Google, TikTok and Threads', () => {
  const base = folder ?? '';
  const recorded = ['youtube', 'tiktok', 'threads'].flatMap((platform) =>
    folder === null
      ? []
      : readdirSync(join(base, platform)).map((file) => `${platform}/${file.replace('.json', '')}`),
  );

  test('are each in the table', () => {
    const exchanged = recorded.filter((id) => !/\/web(hook|sub)-/.test(id));
    expect(rows.map(({ id }) => id).toSorted()).toEqual(exchanged.toSorted());
  });

  test.each(rows)('$id belongs to $owner and is told', ({ id, owner, told }) => {
    const file = join(base, `${id}.json`);
    const replay = { file, ...replayRecording(readRecording(file), now) };
    const printed: FileReplay = JSON.parse(writeReplays(replay, { showSecrets: false }));
    expect(printed).toMatchObject(told);
    const readings = 'exchanges' in printed ? printed.exchanges : [printed];
    for (const reading of readings) {
      expect('owner' in reading ? reading.owner : 'none').toBe(owner);
    }
  });

  test('are all printed by the command, in order and with exit code 0', () => {
    const files = recorded.map((id) => join(base, `${id}.json`));
    const main = join(import.meta.dirname, '../replay/main.ts');
    const output = execFileSync(process.execPath, [main, ...files], { encoding: 'utf8' });
    expect(JSON.parse(output).map(({ file }: FileReplay) => file)).toEqual(files);
  });
});
