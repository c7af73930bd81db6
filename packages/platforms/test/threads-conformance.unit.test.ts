import {
  AccessTokenRejected,
  RateLimited,
  ReauthorizationRequired,
  UpstreamRefused,
  UpstreamUnavailable,
} from '@viral-scan/contracts';
import { connectorConformance, type Refusal } from '@viral-scan/testing';
import { threadsConnector } from '../src/index.ts';
import {
  accessToken,
  foreignPostId,
  graphError,
  now,
  otherUserId,
  type Problem,
  playThreadsApi,
  postIds,
  ref,
} from './threads-platform.ts';

const errors: readonly (readonly [Refusal['error'], ...Problem[]])[] = [
  [UpstreamUnavailable, { code: 1, status: 500 }, { code: 2 }],
  [RateLimited, { code: 4, status: 403 }, { code: 17 }, { code: 613 }, { code: 80_002 }],
  [ReauthorizationRequired, { code: 10 }, { code: 200 }, { code: 190, subcode: 458 }],
  [UpstreamRefused, { code: 100 }, { code: 368 }],
  [AccessTokenRejected, { code: 190 }, { code: 190, subcode: 463, status: 401 }],
];

connectorConformance('the Threads connector', () => ({
  ref,
  foreignRef: `threads:${otherUserId}`,
  postIds,
  foreignPostId,
  accessToken,
  secrets: [],
  connect: (http) =>
    threadsConnector({ baseUrl: 'https://graph.threads.net/', http, now: () => now }),
  answer: playThreadsApi,
  refusals: errors.flatMap(([error, ...problems]) =>
    problems.map((problem) => ({
      name: `code ${problem.code}/${problem.subcode ?? '-'}`,
      answer: graphError(problem),
      error,
    })),
  ),
}));
