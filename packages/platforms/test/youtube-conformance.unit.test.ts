import {
  AccessTokenRejected,
  AccountNotFound,
  CursorExpired,
  QuotaExhausted,
  RateLimited,
  ReauthorizationRequired,
  UpstreamContractBroken,
  UpstreamRefused,
  UpstreamUnavailable,
} from '@viral-scan/contracts';
import { connectorConformance, type Refusal } from '@viral-scan/testing';
import { youtubeConnector, youtubeOwnConnector } from '../src/index.ts';
import {
  apiFailure,
  channelId,
  otherChannelId,
  playYoutube,
  videoIds,
} from './youtube-platform.ts';

const now = () => new Date('2026-08-22T06:00:00Z');
const apiKey = 'api-key-secret-83c1';
const accessToken = 'ya29.access-token-secret-27fd';

const refusal = (status: number, reason: string, error: Refusal['error']): Refusal => ({
  name: `${status} ${reason}`,
  answer: apiFailure(status, reason),
  error,
});
const refusals = [
  refusal(403, 'quotaExceeded', QuotaExhausted),
  refusal(403, 'rateLimitExceeded', RateLimited),
  refusal(403, 'userRateLimitExceeded', RateLimited),
  refusal(403, 'forbidden', UpstreamRefused),
  refusal(403, 'accessNotConfigured', UpstreamRefused),
  refusal(403, 'channelSuspended', AccountNotFound),
  refusal(503, 'backendError', UpstreamUnavailable),
  refusal(400, 'invalidPageToken', CursorExpired),
  refusal(304, 'unasked', UpstreamContractBroken),
];

const account = {
  answer: playYoutube,
  ref: `youtube:${channelId}`,
  foreignRef: `youtube:${otherChannelId}`,
  postIds: videoIds,
  foreignPostId: 'of-another-channel',
};

connectorConformance('the YouTube connector by key', () => ({
  ...account,
  connect: (http) =>
    youtubeConnector({ baseUrl: 'https://data.example/youtube/v3', apiKey, http, now }),
  accessToken: null,
  secrets: [apiKey],
  refusals: [
    ...refusals,
    refusal(400, 'keyInvalid', UpstreamRefused),
    refusal(401, 'authError', UpstreamRefused),
    refusal(403, 'insufficientPermissions', UpstreamRefused),
  ],
}));

connectorConformance('the YouTube connector by grant', () => ({
  ...account,
  connect: (http) =>
    youtubeOwnConnector({
      dataBaseUrl: 'https://data.example/youtube/v3/',
      analyticsBaseUrl: 'https://analytics.example/v2/',
      http,
      now,
    }),
  accessToken,
  secrets: [],
  refusals: [
    ...refusals,
    refusal(401, 'authError', AccessTokenRejected),
    refusal(401, 'somethingNew', AccessTokenRejected),
    refusal(403, 'insufficientPermissions', ReauthorizationRequired),
    refusal(401, 'youtubeSignupRequired', AccountNotFound),
  ],
}));
