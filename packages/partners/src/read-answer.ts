import {
  type Destination,
  EventRefused,
  type PlatformAnswer,
  RateLimited,
  UpstreamContractBroken,
  UpstreamRefused,
  UpstreamUnavailable,
} from '@viral-scan/contracts';
import { retryAfterMs } from './retry-after.ts';

/**
 * The 4xx that can only mean this very event. All others may as well come of a wrong address, an
 * expired token or a gateway between, which would answer every event alike: refusing on them would
 * lose all that waits for good, and what waits can still be given up by hand.
 */
const ofTheEvent = [400, 409, 410, 413, 415, 422];
const laterPerhaps = [408, 425];

/**
 * Resolves what an answer means: 2xx is delivered. Texts name partner and status only, since what a
 * partner writes may repeat what it was sent.
 *
 * @throws EventRefused for 400, 409, 410, 413, 415 and 422, which are about the event
 * @throws RateLimited for a 429, and for a 503 that says when to come again
 * @throws UpstreamUnavailable for 408, 425 and 5xx, UpstreamRefused for all other 4xx: time or an
 * operator mends it
 * @throws UpstreamContractBroken for a web page, which the partner's API never answers, and for
 * what is no final answer
 */
export function readAnswer(partner: Destination, { status, headers }: PlatformAnswer): void {
  const said = `${partner} answered ${status}`;
  const askedMs = retryAfterMs(headers);
  if (status === 429 || (status === 503 && askedMs !== null)) {
    throw new RateLimited(said, askedMs ?? 1_000);
  }
  if (status >= 500 || laterPerhaps.includes(status)) throw new UpstreamUnavailable(said);
  if (ofTheEvent.includes(status)) throw new EventRefused(said, status);
  if (status >= 400) throw new UpstreamRefused(said);
  if (status < 200 || status > 299) throw new UpstreamContractBroken(said);
  if (/^\s*text\/html\b/i.test(String(headers['content-type'] ?? ''))) {
    throw new UpstreamContractBroken(`${said} with a web page`);
  }
}
