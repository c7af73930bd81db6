import { InvalidInput } from '@viral-scan/contracts';
import { interpretFacebookOAuth } from '../facebook/replay.ts';
import { interpretGoogleOAuth } from '../google/replay.ts';
import { interpretInstagram, interpretInstagramOAuth } from '../instagram/replay.ts';
import { interpretThreads } from '../threads/replay.ts';
import { interpretTiktokAccounts, interpretTiktokDisplay } from '../tiktok/replay.ts';
import { interpretYoutubeAnalytics, interpretYoutubeData } from '../youtube/replay.ts';
import {
  type ClaimedExchange,
  type ExchangeOwner,
  type Interpretation,
  readExchange,
} from './exchange.ts';

/** Who reads which URLs: one line per API of a platform. */
const owners: readonly ExchangeOwner[] = [
  interpretThreads,
  interpretYoutubeData,
  interpretYoutubeAnalytics,
  interpretTiktokAccounts,
  interpretTiktokDisplay,
  interpretGoogleOAuth,
  // Before the Graph API, which has all other paths of the same hosts.
  interpretInstagramOAuth,
  interpretFacebookOAuth,
  interpretInstagram,
];

/**
 * The connector that owns an exchange's URL, ready to read the answer by its own parsers.
 * @param now taken when the answer has no `Date`: what "until midnight" or "expires in" count from
 * @throws UnreadableFile when it is no exchange
 * @throws InvalidInput of `request.url` when no connector owns the URL
 */
export function claimExchange(exchange: unknown, now: Date): ClaimedExchange {
  const read = readExchange(exchange, now);
  for (const claim of owners) {
    const claimed = claim(read);
    if (claimed !== null) return claimed;
  }
  throw new InvalidInput(
    'request.url',
    `${read.url.host}${read.url.pathname} belongs to no connector`,
  );
}

/**
 * What a recorded exchange means: the domain objects that its owner reads from the answer.
 * @throws as `claimExchange`; InvalidInput of `request` when the call succeeded but no connector
 *   makes it; the domain error that the answer is to its connector
 */
export function interpretExchange(exchange: unknown, now: Date): Interpretation {
  const { owner, call, read } = claimExchange(exchange, now);
  return { owner, call, objects: read() };
}
