import { InvalidInput } from '@viral-scan/contracts';
import { interpretGoogleOAuth } from '../google/replay.ts';
import { interpretTiktokAccounts, interpretTiktokDisplay } from '../tiktok/replay.ts';
import { interpretYoutubeAnalytics, interpretYoutubeData } from '../youtube/replay.ts';
import { type ExchangeOwner, type Interpretation, readExchange } from './exchange.ts';

/** Who reads which URLs: one line per API of a platform. */
const owners: readonly ExchangeOwner[] = [
  interpretYoutubeData,
  interpretYoutubeAnalytics,
  interpretTiktokAccounts,
  interpretTiktokDisplay,
  interpretGoogleOAuth,
];

/**
 * What a recorded exchange means: the domain objects that the connector owning its URL reads from
 * the answer, by the same parsers.
 * @param now taken when the answer has no `Date`: what "until midnight" or "expires in" count from
 * @throws UnreadableFile when it is no exchange
 * @throws InvalidInput of `request.url` when no connector owns the URL; of `request` when the call
 *   succeeded but no connector makes it
 * @throws the domain error that the answer is to its connector
 */
export function interpretExchange(exchange: unknown, now: Date): Interpretation {
  const read = readExchange(exchange, now);
  for (const interpret of owners) {
    const interpretation = interpret(read);
    if (interpretation !== null) return interpretation;
  }
  throw new InvalidInput(
    'request.url',
    `${read.url.host}${read.url.pathname} belongs to no connector`,
  );
}
