import {
  AccessTokenRejected,
  type DomainError,
  type PlatformAnswer,
  RateLimited,
  ReauthorizationRequired,
  UpstreamContractBroken,
  UpstreamRefused,
  UpstreamUnavailable,
} from '@viral-scan/contracts';
import { parseExactJson } from '../answer/exact-json.ts';
import { at, type JsonNode } from '../answer/json-node.ts';
import { optionalDifference } from '../answer/numbers.ts';
import { describeAnswer, errorByStatus, memberOf, waitOf } from './http-status.ts';

/**
 * The envelope of every answer of the Accounts API, `{code, message, request_id, data}`. Failures
 * come with HTTP 200 too, so the code decides.
 */
export type AccountsAnswer =
  | { readonly ok: true; readonly data: JsonNode }
  | { readonly ok: false; readonly code: number; readonly error: DomainError };

/** @throws DomainError what the answer says instead of succeeding */
export function dataOf(answer: AccountsAnswer): JsonNode {
  if (!answer.ok) throw answer.error;
  return answer.data;
}

/** @throws DomainError for an answer that has no envelope */
export function readAccountsAnswer(
  operation: string,
  answer: PlatformAnswer,
  now: Date,
): AccountsAnswer {
  const root = readBody(operation, answer, now);
  const code = answer.status === 200 ? at(root, 'code') : memberOf(root, 'code');
  const number = optionalDifference(code);
  const requestId = memberOf(root, 'request_id');
  if (answer.status !== 200 && (number === null || number === 0)) {
    const said = describeAnswer(operation, answer.status, answer, requestId);
    throw errorByStatus(said, answer, now);
  }
  if (number === null) {
    throw new UpstreamContractBroken(`the answer breaks its contract: ${code.path} is missing`);
  }
  if (number === 0) return { ok: true, data: at(root, 'data') };
  const said = describeAnswer(operation, number, answer, requestId);
  return { ok: false, code: number, error: errorByCode(number, said, waitOf(answer, now)) };
}

function readBody(operation: string, answer: PlatformAnswer, now: Date): JsonNode {
  try {
    return parseExactJson(`TikTok ${operation}`, answer.text);
  } catch (error) {
    if (answer.status === 200) throw error;
    const nothing = { value: undefined, path: operation };
    const said = describeAnswer(operation, answer.status, answer, nothing);
    throw errorByStatus(said, answer, now);
  }
}

type Outcome = 'token' | 'consent' | 'rate' | 'unavailable' | 'refused';

/** TikTok's own table (its business SDK), as far as reading accounts can meet it. */
const codes = new Map<number, readonly [Outcome, string]>([
  [40016, ['rate', 'calls come too fast']],
  [40100, ['rate', 'calls come too fast']],
  [40132, ['rate', 'calls come too fast']],
  [61000, ['rate', 'calls come too fast']],
  [40102, ['token', 'the access token is expired']],
  [40105, ['token', 'the access token is wrong or revoked']],
  [40103, ['consent', 'the refresh token is expired']],
  [40107, ['consent', 'the refresh token is not accepted']],
  [40130, ['consent', 'the grant lacks a scope']],
  [50000, ['unavailable', 'a fault of its own']],
  [50002, ['unavailable', 'it took too long']],
  [51010, ['unavailable', 'it took too long']],
  [60001, ['unavailable', 'it is under maintenance']],
  [20001, ['refused', 'only a part succeeded']],
  [40000, ['refused', 'a parameter is not accepted']],
  [40002, ['refused', 'a parameter is not accepted']],
  [40001, ['refused', 'the app may not do this for the account']],
  [40104, ['refused', 'the access token is empty']],
  [40108, ['refused', 'the grant type is not accepted']],
  [40110, ['refused', 'the authorization code is not accepted']],
  [40113, ['refused', 'the app is forbidden']],
  [40118, ['refused', 'the app is not on the allow-list of this call']],
  [40131, ['refused', 'the authorization of the user failed']],
  [41001, ['refused', 'the call is no longer offered']],
  [41002, ['refused', 'a field is no longer offered']],
]);

function errorByCode(code: number, said: string, retryAfterMs: number): DomainError {
  const [outcome, meaning] = codes.get(code) ?? unknownCode(code);
  const message = `${said}: ${meaning}`;
  switch (outcome) {
    case 'rate':
      return new RateLimited(message, retryAfterMs);
    case 'token':
      return new AccessTokenRejected(message);
    case 'consent':
      return new ReauthorizationRequired(message);
    case 'unavailable':
      return new UpstreamUnavailable(message);
    case 'refused':
      return new UpstreamRefused(message);
    default:
      return new UpstreamContractBroken(message);
  }
}

/** By TikTok's ranges: 4xxxx are faults of the caller, 5xxxx its own, 6xxxx of its limits. */
function unknownCode(code: number): readonly [Outcome | 'broken', string] {
  if (code >= 40_000 && code < 50_000) return ['refused', 'the call is not accepted'];
  if (code >= 50_000 && code < 70_000) return ['unavailable', 'a fault of its own'];
  return ['broken', 'a code that means nothing to us'];
}
