import {
  AccessTokenRejected,
  AccountNotFound,
  RateLimited,
  ReauthorizationRequired,
  UpstreamRefused,
  UpstreamUnavailable,
} from '@viral-scan/contracts';
import { connectorConformance } from '@viral-scan/testing';
import { instagramFacebookConnector, instagramLoginConnector } from '../src/index.ts';
import {
  accessToken,
  graphError,
  mediaIds,
  now,
  otherAccountId,
  type Problem,
  playInstagram,
  ref,
} from './instagram-platform.ts';

/** The table of section 2.9; statuses vary, since they decide nothing. */
const errors: readonly (readonly [abstract new (...p: never[]) => Error, ...Problem[]])[] = [
  [UpstreamUnavailable, { code: 1, status: 500 }, { code: 2, status: 400 }],
  [RateLimited, { code: 4, status: 403 }, { code: 17 }, { code: 32 }, { code: 341 }],
  [RateLimited, { code: 613 }, { code: 80_001 }, { code: 80_002, status: 200 }],
  [ReauthorizationRequired, { code: 10 }, { code: 200 }, { code: 299, status: 403 }],
  [UpstreamRefused, { code: 100 }, { code: 100, subcode: 2_108_006 }, { code: 368 }, { code: 506 }],
  [UpstreamRefused, { code: 10, message: '(#10) Not enough viewers for the media' }],
  [AccountNotFound, { code: 100, subcode: 33, status: 404 }],
  [AccessTokenRejected, { code: 190 }, { code: 190, subcode: 463, status: 401 }, { code: 102 }],
  [
    ReauthorizationRequired,
    ...[458, 459, 460, 464, 467].map((subcode) => ({ code: 190, subcode })),
  ],
];

const nameOf = ({ code, subcode }: Problem): string =>
  subcode === undefined ? `code ${code}` : `code ${code}/${subcode}`;

for (const [door, connect] of [
  ['instagram-login', instagramLoginConnector],
  ['instagram-facebook', instagramFacebookConnector],
] as const) {
  connectorConformance(`the connector of ${door}`, () => ({
    ref,
    foreignRef: `instagram:${otherAccountId}`,
    postIds: mediaIds,
    foreignPostId: '18000000000000017',
    accessToken,
    secrets: [],
    connect: (http) =>
      connect({ baseUrl: 'https://graph.example/', version: 'v25.0', http, now: () => now }),
    answer: playInstagram(door),
    refusals: errors.flatMap(([error, ...problems]) =>
      problems
        // A medium that is gone is absent: no error of a call for posts by their ids.
        .filter(({ subcode }) => subcode !== 33)
        .map((problem) => ({
          name: nameOf(problem),
          answer: graphError(problem),
          error: error as never,
        })),
    ),
  }));
}
