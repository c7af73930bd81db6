import {
  AccessTokenRejected,
  AccountNotFound,
  type DomainError,
  type PlatformAnswer,
  RateLimited,
  ReauthorizationRequired,
  UpstreamContractBroken,
  UpstreamRefused,
  UpstreamUnavailable,
} from '@viral-scan/contracts';
import { askedToWaitMs } from '../answer/retry-after.ts';
import { describeGraphAnswer, type GraphCall } from './graph-call.ts';
import { readUsage } from './usage.ts';

/** Meta seldom says for how long it has enough of an application. */
const defaultRetryAfterMs = 60_000;

/** `{error: {code, error_subcode, …}}` as far as it is understood. */
export interface GraphFailure {
  readonly code: number;
  readonly subcode: number | null;
  /** Of a medium too few people have seen, or from before the account was a professional one. */
  readonly meansNoFigures: boolean;
  /** A metric that this kind of object never has. */
  readonly meansNoMetric: boolean;
  readonly error: DomainError;
}

type Outcome =
  | 'unavailable'
  | 'app-rate'
  | 'user-rate'
  | 'consent'
  | 'token'
  | 'gone'
  | 'refused'
  | 'no-figures';

/** Subcodes of 102 and 190 after which only the user can help; after others the token is renewed. */
const tokenSubcodes = new Map<number, string>([
  [458, 'the user has removed the application'],
  [459, 'the user has to log in at the platform first'],
  [460, 'the user has changed the password'],
  [464, 'the user is not confirmed'],
  [467, 'the user has logged out, or the grant was taken back'],
]);
const objectGone = 33;
const beforeConversion = 2_108_006;
/** The only code 10 that is no lack of a permission; Meta gives it no subcode. */
const tooFewViewers = /not enough viewers/i;
/** Such as "does not support the … metric for this media product type", or "metric[0] must be one of". */
const unknownMetric = /\bmetrics?\b/i;

const speaksOf = (what: RegExp, message: unknown): boolean =>
  typeof message === 'string' && what.test(message);

/**
 * What an `error` of Meta means. The code decides, then the subcode: the HTTP status that goes with
 * either is not to be relied on.
 */
export function readGraphError(
  call: GraphCall,
  error: unknown,
  answer: PlatformAnswer,
  now: Date,
): GraphFailure {
  const given = Object(error) as Record<string, unknown>;
  const code = wholeNumber(given.code) ?? 0;
  const subcode = wholeNumber(given.error_subcode);
  const what = subcode === null ? code : `${code}/${subcode}`;
  const said = describeGraphAnswer(call, what, given.fbtrace_id);
  const outcome = outcomeOf(code, subcode, given);
  return {
    code,
    subcode,
    meansNoFigures: outcome === 'no-figures',
    meansNoMetric: outcome === 'refused' && code === 100 && speaksOf(unknownMetric, given.message),
    error: errorOf(outcome, said, { call, subcode, answer, now }),
  };
}

function outcomeOf(
  code: number,
  subcode: number | null,
  { message, is_transient: isTransient }: Record<string, unknown>,
): Outcome {
  if (code === 4 || code === 341) return 'app-rate';
  if (code === 17 || code === 32 || code === 613) return 'user-rate';
  // Business use cases, 80002 Instagram's among them: counted by application and user.
  if (code >= 80_000 && code < 80_100) return 'user-rate';
  if (code === 10 && speaksOf(tooFewViewers, message)) return 'no-figures';
  if (code === 10 || (code >= 200 && code <= 299)) return 'consent';
  if (code === 102 || code === 190) {
    return subcode !== null && tokenSubcodes.has(subcode) ? 'consent' : 'token';
  }
  if (subcode === beforeConversion) return 'no-figures';
  if (code === 100 && subcode === objectGone) return 'gone';
  if (code === 1 || code === 2 || isTransient === true) return 'unavailable';
  return 'refused';
}

function errorOf(
  outcome: Outcome,
  said: string,
  {
    call: { api },
    subcode,
    answer,
    now,
  }: {
    readonly call: GraphCall;
    readonly subcode: number | null;
    readonly answer: PlatformAnswer;
    readonly now: Date;
  },
): DomainError {
  switch (outcome) {
    case 'unavailable':
      return new UpstreamUnavailable(said);
    case 'app-rate':
      return new RateLimited(
        `${said}: the calls of this application come too fast`,
        waitOf(answer, now),
        { scope: 'app', api },
      );
    case 'user-rate':
      return new RateLimited(`${said}: calls of this user come too fast`, waitOf(answer, now), {
        scope: 'user',
        api,
      });
    case 'consent': {
      const why = tokenSubcodes.get(subcode ?? 0) ?? 'the grant lacks a permission';
      return new ReauthorizationRequired(`${said}: ${why}`);
    }
    case 'token':
      return new AccessTokenRejected(`${said}: the access token is not accepted (any more)`);
    case 'gone':
      return new AccountNotFound(`${said}: it is not there (any more), or not for this grant`);
    case 'no-figures':
      return new UpstreamRefused(`${said}: there are no figures of it`);
    case 'refused':
      return new UpstreamRefused(`${said}: the call is not accepted`);
  }
}

/** The error of an answer whose body says nothing that we know. */
export function errorByStatus(call: GraphCall, answer: PlatformAnswer, now: Date): DomainError {
  const { status } = answer;
  const { api } = call;
  const said = describeGraphAnswer(call, status, null);
  if (status === 429) {
    return new RateLimited(`${said}: calls come too fast`, waitOf(answer, now), { api });
  }
  const askedMs = askedToWaitMs(answer, now);
  if (status === 503 && askedMs !== null) {
    return new RateLimited(`${said}: it asks to be called again later`, askedMs, { api });
  }
  if (status >= 500) return new UpstreamUnavailable(said);
  return status === 401 || status === 403
    ? new UpstreamRefused(said)
    : new UpstreamContractBroken(said);
}

/** `estimated_time_to_regain_access` of the business use cases, else `Retry-After`. */
const waitOf = (answer: PlatformAnswer, now: Date): number =>
  readUsage(answer.headers)?.regainMs ?? askedToWaitMs(answer, now) ?? defaultRetryAfterMs;

const wholeNumber = (value: unknown): number | null =>
  typeof value === 'number' && Number.isSafeInteger(value) ? value : null;
