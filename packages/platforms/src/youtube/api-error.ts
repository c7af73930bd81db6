import {
  AccessTokenRejected,
  AccountNotFound,
  CursorExpired,
  type DomainError,
  type PlatformAnswer,
  QuotaExhausted,
  RateLimited,
  ReauthorizationRequired,
  UpstreamContractBroken,
  UpstreamRefused,
  UpstreamUnavailable,
} from '@viral-scan/contracts';
import { askedToWaitMs } from '../answer/retry-after.ts';
import { nextPacificMidnight } from './pacific-midnight.ts';

const defaultRetryAfterMs = 30_000;

/** The call that failed, as error texts name it. */
export interface FailedCall {
  readonly api: 'YouTube' | 'YouTube Analytics';
  /** Such as `channels.list`. */
  readonly operation: string;
  /** A refused token can be renewed, a refused key is our configuration. */
  readonly credential: 'key' | 'token';
}

type Outcome =
  | 'refused'
  | 'token'
  | 'scope'
  | 'quota'
  | 'app-rate'
  | 'user-rate'
  | 'gone'
  | 'unavailable'
  | 'broken'
  | 'cursor';

/** YouTube decides by `errors[0].reason`; 403 alone says nothing. */
const outcomeByReason = new Map<string, Outcome>([
  ['keyInvalid', 'refused'],
  ['API_KEY_INVALID', 'refused'],
  ['keyExpired', 'refused'],
  ['forbidden', 'refused'],
  ['accessNotConfigured', 'refused'],
  ['SERVICE_DISABLED', 'refused'],
  ['playlistItemsNotAccessible', 'refused'],
  ['authError', 'token'],
  ['authorizationRequired', 'token'],
  ['required', 'token'],
  ['ACCESS_TOKEN_EXPIRED', 'token'],
  ['insufficientPermissions', 'scope'],
  ['ACCESS_TOKEN_SCOPE_INSUFFICIENT', 'scope'],
  ['quotaExceeded', 'quota'],
  ['dailyLimitExceeded', 'quota'],
  ['rateLimitExceeded', 'app-rate'],
  ['RATE_LIMIT_EXCEEDED', 'app-rate'],
  ['userRateLimitExceeded', 'user-rate'],
  ['playlistNotFound', 'gone'],
  ['channelNotFound', 'gone'],
  ['channelClosed', 'gone'],
  ['channelSuspended', 'gone'],
  ['youtubeSignupRequired', 'gone'],
  ['backendError', 'unavailable'],
  ['internalError', 'unavailable'],
  ['invalidPageToken', 'cursor'],
]);

/**
 * The domain error of an answer that is no success. Upstream's own message is never passed on: it
 * may hold HTML or the caller's project; the reason is a plain word or left out.
 */
export function toDomainError(call: FailedCall, answer: PlatformAnswer, now: Date): DomainError {
  const reasons = readReasons(answer.text);
  const reason = reasons[0] === undefined ? '' : ` (${reasons[0]})`;
  const said = `${call.api} answered ${answer.status}${reason} to ${call.operation}`;
  const api = call.api === 'YouTube' ? 'youtube-data' : 'youtube-analytics';
  const retryAfterMs = () => askedToWaitMs(answer, now) ?? defaultRetryAfterMs;
  switch (chooseOutcome(call, answer, reasons)) {
    case 'refused':
      return new UpstreamRefused(
        call.credential === 'key'
          ? `${said}: the API key or its rights are not accepted`
          : `${said}: not allowed with this grant, or not for this application`,
      );
    case 'token':
      return new AccessTokenRejected(`${said}: the access token is not accepted (any more)`);
    case 'scope':
      return new ReauthorizationRequired(`${said}: the grant lacks a scope that is needed`);
    case 'quota':
      return new QuotaExhausted(`${said}: the daily quota is used up`, nextPacificMidnight(now), {
        api,
      });
    case 'app-rate':
      return new RateLimited(`${said}: calls come too fast`, retryAfterMs(), { scope: 'app', api });
    case 'user-rate':
      return new RateLimited(`${said}: calls of this user come too fast`, retryAfterMs(), {
        scope: 'user',
        api,
      });
    case 'gone':
      return new AccountNotFound(`${said}: the channel or its uploads are not there (any more)`);
    case 'unavailable': {
      const askedMs = askedToWaitMs(answer, now);
      return askedMs === null
        ? new UpstreamUnavailable(said)
        : new RateLimited(`${said}: it asks to be called again later`, askedMs, { api });
    }
    case 'broken':
      return new UpstreamContractBroken(said);
    case 'cursor':
      return new CursorExpired(`${said}: the page token is no longer valid`);
  }
}

/** Without a token there is nothing that could be renewed: a key is refused. */
function chooseOutcome(
  { credential }: FailedCall,
  { status }: PlatformAnswer,
  reasons: readonly string[],
): Outcome {
  const known = reasons.map((reason) => outcomeByReason.get(reason));
  const outcome = known.find((each) => each !== undefined) ?? outcomeByStatus(status);
  return credential === 'key' && (outcome === 'token' || outcome === 'scope') ? 'refused' : outcome;
}

function outcomeByStatus(status: number): Outcome {
  if (status === 429) return 'app-rate';
  if (status >= 500) return 'unavailable';
  if (status === 401) return 'token';
  return status === 403 ? 'refused' : 'broken';
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
