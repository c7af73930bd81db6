import {
  AccountNotFound,
  type DomainError,
  type PlatformAnswer,
  QuotaExhausted,
  RateLimited,
  UpstreamContractBroken,
  UpstreamRefused,
  UpstreamUnavailable,
} from '@viral-scan/contracts';
import { parseRetryAfterMs } from '../answer/retry-after.ts';
import { nextPacificMidnight } from './pacific-midnight.ts';

const defaultRetryAfterMs = 30_000;

type Outcome = 'refused' | 'quota' | 'rate' | 'gone' | 'broken' | 'unavailable';

/** YouTube decides by `errors[0].reason`; 403 alone says nothing. */
const outcomeByReason = new Map<string, Outcome>([
  ['keyInvalid', 'refused'],
  ['API_KEY_INVALID', 'refused'],
  ['keyExpired', 'refused'],
  ['forbidden', 'refused'],
  ['accessNotConfigured', 'refused'],
  ['SERVICE_DISABLED', 'refused'],
  ['authError', 'refused'],
  ['insufficientPermissions', 'refused'],
  ['playlistItemsNotAccessible', 'refused'],
  ['quotaExceeded', 'quota'],
  ['dailyLimitExceeded', 'quota'],
  ['rateLimitExceeded', 'rate'],
  ['userRateLimitExceeded', 'rate'],
  ['RATE_LIMIT_EXCEEDED', 'rate'],
  ['playlistNotFound', 'gone'],
  ['channelNotFound', 'gone'],
  ['channelClosed', 'gone'],
  ['channelSuspended', 'gone'],
  ['backendError', 'unavailable'],
  ['internalError', 'unavailable'],
  ['invalidPageToken', 'broken'],
]);

/**
 * The domain error of an answer that is no success. Upstream's own message is never passed on: it
 * may hold HTML or the caller's project; the reason is a plain word or left out.
 */
export function toDomainError(call: string, answer: PlatformAnswer, now: Date): DomainError {
  const reasons = readReasons(answer.text);
  const said = `YouTube answered ${answer.status}${reasons[0] === undefined ? '' : ` (${reasons[0]})`} to ${call}`;
  const known = reasons.map((reason) => outcomeByReason.get(reason));
  switch (known.find((outcome) => outcome !== undefined) ?? outcomeByStatus(answer.status)) {
    case 'refused':
      return new UpstreamRefused(`${said}: the API key or its rights are not accepted`);
    case 'quota':
      return new QuotaExhausted(`${said}: the daily quota is used up`, nextPacificMidnight(now));
    case 'rate':
      return new RateLimited(
        `${said}: calls come too fast`,
        parseRetryAfterMs(answer.headers['retry-after'], now) ?? defaultRetryAfterMs,
      );
    case 'gone':
      return new AccountNotFound(`${said}: the channel or its uploads are not there (any more)`);
    case 'unavailable':
      return new UpstreamUnavailable(said);
    default:
      return new UpstreamContractBroken(
        reasons.includes('invalidPageToken')
          ? `${said}: the page token is no longer valid, the listing has to start again`
          : said,
      );
  }
}

function outcomeByStatus(status: number): Outcome {
  if (status === 429) return 'rate';
  if (status >= 500) return 'unavailable';
  return status === 401 || status === 403 ? 'refused' : 'broken';
}

/** `errors[0].reason`, then the reasons of the newer `details`; only plain words. */
function readReasons(text: string): string[] {
  try {
    const { error } = JSON.parse(text) as { error?: { errors?: unknown; details?: unknown } };
    return [error?.errors, error?.details]
      .flatMap((list) => (Array.isArray(list) ? list.slice(0, 5) : []))
      .map((entry: unknown) => (entry as { reason?: unknown } | null)?.reason)
      .filter((reason) => typeof reason === 'string')
      .filter((reason) => /^[A-Za-z_]{1,60}$/.test(reason));
  } catch {
    return [];
  }
}
