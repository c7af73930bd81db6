import {
  AccessTokenRejected,
  RateLimited,
  ReauthorizationRequired,
  UpstreamContractBroken,
  UpstreamRefused,
  UpstreamUnavailable,
} from '@viral-scan/contracts';
import { connectorConformance } from '@viral-scan/testing';
import { tiktokAccountsConnector, tiktokDisplayConnector } from '../src/index.ts';
import {
  accessToken,
  accountsCode,
  displayError,
  now,
  otherOpenId,
  playAccounts,
  playDisplay,
  postIds,
  ref,
} from './tiktok-world.ts';

const common = {
  ref,
  foreignRef: `tiktok:${otherOpenId}`,
  postIds,
  foreignPostId: '7310000000000009999',
  accessToken,
  secrets: [],
};

const accountsCodes = [
  [AccessTokenRejected, [40_102, 40_105]],
  [ReauthorizationRequired, [40_103, 40_107, 40_130]],
  [RateLimited, [40_016, 40_100, 40_132, 61_000]],
  [UpstreamUnavailable, [50_000, 50_002, 51_010, 60_001, 51_099]],
  [UpstreamRefused, [20_001, 40_000, 40_002, 40_104, 40_108, 40_110, 40_113, 40_118, 40_131]],
  [UpstreamRefused, [41_001, 41_002, 40_061]],
  [UpstreamContractBroken, [1, 70_001, -1]],
] as const;

connectorConformance('the TikTok Accounts connector', () => ({
  ...common,
  connect: (http) =>
    tiktokAccountsConnector({
      baseUrl: 'https://business-api.tiktok.com/open_api/v1.3/',
      http,
      now: () => now,
    }),
  answer: playAccounts,
  refusals: accountsCodes.flatMap(([error, codes]) =>
    codes.map((code) => ({ name: `code ${code}`, answer: accountsCode(code), error })),
  ),
}));

const displayErrors = [
  [401, 'access_token_invalid', AccessTokenRejected],
  [401, 'scope_not_authorized', ReauthorizationRequired],
  [400, 'scope_permission_missed', ReauthorizationRequired],
  [400, 'invalid_params', UpstreamRefused],
  [429, 'rate_limit_exceeded', RateLimited],
  [200, 'rate_limit_exceeded', RateLimited],
  [500, 'internal_error', UpstreamUnavailable],
  [503, 'ok', UpstreamUnavailable],
  [403, 'a_new_word', UpstreamRefused],
  [400, 'a_new_word', UpstreamContractBroken],
  [200, 'a_new_word', UpstreamContractBroken],
] as const;

connectorConformance('the TikTok Display connector', () => ({
  ...common,
  connect: (http) =>
    tiktokDisplayConnector({ baseUrl: 'https://open.tiktokapis.com', http, now: () => now }),
  answer: playDisplay,
  refusals: displayErrors.map(([status, code, error]) => ({
    name: `${status} ${code}`,
    answer: displayError(status, code),
    error,
  })),
}));
