import {
  AccessTokenRejected,
  type DomainError,
  type PlatformAnswer,
  RateLimited,
  ReauthorizationRequired,
  UpstreamRefused,
  UpstreamUnavailable,
} from '@viral-scan/contracts';
import { parseExactJson } from '../answer/exact-json.ts';
import { at, broken, type JsonNode } from '../answer/json-node.ts';
import { describeAnswer, errorByStatus, memberOf, waitOf } from './http-status.ts';

/**
 * The `data` of an answer of the Display API, `{data, error: {code, message, log_id}}`; a success
 * carries the error `ok`.
 * @throws DomainError what the answer says else
 */
export function readDisplayAnswer(operation: string, answer: PlatformAnswer, now: Date): JsonNode {
  const root = readBody(operation, answer);
  const code = root === null ? undefined : memberOf(root, 'error', 'code').value;
  if (root !== null && answer.status === 200) {
    if (code === 'ok') return at(root, 'data');
    if (typeof code !== 'string') throw broken(at(root, 'error', 'code'), 'is missing');
  }
  const word = plainWord(code);
  const said = describeAnswer(
    operation,
    word === null || word === 'ok' ? answer.status : `${answer.status} (${word})`,
    answer,
    root === null ? { value: undefined, path: operation } : memberOf(root, 'error', 'log_id'),
  );
  throw errorByWord(word, said, waitOf(answer, now)) ?? errorByStatus(said, answer, now);
}

/** Null: a failure that is no JSON; its status says enough. */
function readBody(operation: string, answer: PlatformAnswer): JsonNode | null {
  try {
    return parseExactJson(`TikTok ${operation}`, answer.text);
  } catch (error) {
    if (answer.status === 200) throw error;
    return null;
  }
}

/** Error codes are words in lower case; anything else is not ours to repeat. */
export const plainWord = (value: unknown): string | null =>
  typeof value === 'string' && /^[a-z_]{1,60}$/.test(value) ? value : null;

/** Null for a word we do not know. */
function errorByWord(word: string | null, said: string, retryAfterMs: number): DomainError | null {
  switch (word) {
    case 'access_token_invalid':
      return new AccessTokenRejected(`${said}: the access token is expired, wrong or revoked`);
    case 'scope_not_authorized':
    case 'scope_permission_missed':
      return new ReauthorizationRequired(`${said}: the grant lacks a scope`);
    case 'rate_limit_exceeded':
      return new RateLimited(`${said}: calls come too fast`, retryAfterMs);
    case 'internal_error':
      return new UpstreamUnavailable(said);
    case 'invalid_params':
      return new UpstreamRefused(`${said}: a parameter is not accepted`);
    default:
      return null;
  }
}
