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

/** 4xx that say nothing of the event, but of us, of the address or of the moment. */
const notOfTheEvent = [401, 403, 404];
const laterPerhaps = [408, 425];

/**
 * Resolves what an answer means: 2xx is delivered. Texts name partner and status only, since what a
 * partner writes may repeat what it was sent.
 *
 * @throws EventRefused for a 4xx that is about the event
 * @throws RateLimited for a 429, and for a 503 that says when to come again
 * @throws UpstreamRefused for 401, 403 and 404, UpstreamUnavailable for 408, 425 and 5xx: an
 * operator or time mends it
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
  if (notOfTheEvent.includes(status)) throw new UpstreamRefused(said);
  if (status >= 400) throw new EventRefused(said, status);
  if (status < 200 || status > 299) throw new UpstreamContractBroken(said);
  if (/^\s*text\/html\b/i.test(String(headers['content-type'] ?? ''))) {
    throw new UpstreamContractBroken(`${said} with a web page`);
  }
}
