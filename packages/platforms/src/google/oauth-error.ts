import {
  type DomainError,
  InvalidInput,
  type PlatformAnswer,
  RateLimited,
  ReauthorizationRequired,
  UpstreamContractBroken,
  UpstreamRefused,
  UpstreamUnavailable,
} from '@viral-scan/contracts';
import { askedToWaitMs } from '../answer/retry-after.ts';

export type TokenCall = 'exchange' | 'refresh' | 'revoke';

const defaultRetryAfterMs = 30_000;
/** Our client or its registration at Google: no user can mend it. */
const configurationErrors = [
  'invalid_client',
  'unauthorized_client',
  'deleted_client',
  'disabled_client',
  'invalid_request',
  'invalid_scope',
  'redirect_uri_mismatch',
  'unsupported_grant_type',
  'org_internal',
];

/**
 * The domain error of an answer of the OAuth endpoints that is no success. One word means two
 * things: `invalid_grant` is a bad code in an exchange and a dead grant in a refresh. Descriptions
 * are never branched on, nor passed on.
 */
export function toOAuthError(call: TokenCall, answer: PlatformAnswer, now: Date): DomainError {
  const { status } = answer;
  const word = readOAuthError(answer.text);
  const said = `Google answered ${status}${word === null ? '' : ` (${word})`} to the ${call} of a grant`;
  if (status === 429 || word === 'rate_limit_exceeded') {
    return new RateLimited(
      `${said}: calls come too fast`,
      askedToWaitMs(answer, now) ?? defaultRetryAfterMs,
    );
  }
  if (word === 'invalid_grant') {
    return call === 'exchange'
      ? new InvalidInput('code', `${said}: the code was used, is wrong or too old`)
      : new ReauthorizationRequired(`${said}: it was revoked or is too old`);
  }
  if (word === 'admin_policy_enforced' || word === 'access_denied') {
    return new ReauthorizationRequired(
      `${said}: the account or its administrator does not allow it`,
    );
  }
  if (word !== null && configurationErrors.includes(word)) {
    return new UpstreamRefused(`${said}: the client or its settings at Google are not accepted`);
  }
  if (status >= 500 || word === 'temporarily_unavailable' || word === 'internal_failure') {
    return new UpstreamUnavailable(said);
  }
  return status === 401 || status === 403
    ? new UpstreamRefused(said)
    : new UpstreamContractBroken(said);
}

/** Of a revocation: what is dead already needs no end. */
export const isDead = ({ status, text }: PlatformAnswer): boolean =>
  status === 400 && ['invalid_token', 'invalid_grant'].includes(readOAuthError(text) ?? '');

/** The `error` of a body, if it is a plain word. */
function readOAuthError(text: string): string | null {
  try {
    const { error } = JSON.parse(text) as { error?: unknown };
    return typeof error === 'string' && /^[a-z_]{1,60}$/.test(error) ? error : null;
  } catch {
    return null;
  }
}
