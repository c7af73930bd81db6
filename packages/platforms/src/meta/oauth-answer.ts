import {
  AccessTokenRejected,
  type DomainError,
  InvalidInput,
  type PlatformAnswer,
  ReauthorizationRequired,
  UpstreamRefused,
} from '@viral-scan/contracts';
import { at, type JsonNode } from '../answer/json-node.ts';
import { readGraphAnswer, rootOf } from './graph-answer.ts';
import { describeGraphAnswer, type GraphCall } from './graph-call.ts';
import { errorByStatus } from './graph-error.ts';

/** What tokens were asked for with: a code that came back, or a token that lives. */
export type Credential = 'code' | 'token';

/**
 * The body of an answer to a call for tokens. Failures are flat, `{error_type, code, error_message}`,
 * or have the envelope of every other call.
 * @throws InvalidInput of `code` for one that was used, is wrong or too old
 * @throws ReauthorizationRequired for a token that cannot be exchanged or renewed
 */
export function readOAuthAnswer(
  call: GraphCall,
  answer: PlatformAnswer,
  credential: Credential,
  now: Date,
): JsonNode {
  const flat = flatError(answer.text);
  if (flat !== null) throw ofFlatError(call, flat, answer, credential, now);
  const read = readGraphAnswer(call, answer, now);
  if (!read.ok) throw ofGraphError(read.error, read.code, credential);
  return rootOf(read);
}

/** Of a code Meta says that the parameter is invalid; of a token so of one that is too young, which may live on. */
function ofGraphError(error: DomainError, code: number, credential: Credential): DomainError {
  const isAboutGrant =
    error instanceof AccessTokenRejected ||
    error instanceof ReauthorizationRequired ||
    (credential === 'code' && code === badParameter && error instanceof UpstreamRefused);
  return isAboutGrant ? refused(error.message, credential) : error;
}
const badParameter = 100;

function ofFlatError(
  call: GraphCall,
  { code, type }: FlatError,
  answer: PlatformAnswer,
  credential: Credential,
  now: Date,
): DomainError {
  if (code === null || code >= 429 || answer.status >= 429) return errorByStatus(call, answer, now);
  const said = describeGraphAnswer(call, code, null);
  const isRefused = credential === 'token' ? deadTokens.includes(code) : type === 'OAuthException';
  return isRefused
    ? refused(said, credential)
    : new UpstreamRefused(`${said}: the call is not accepted`);
}
/** All else may be of a token that cannot be renewed, or not yet, and lives on until its end. */
const deadTokens = [102, 190];

const refused = (said: string, credential: Credential): DomainError =>
  credential === 'code'
    ? new InvalidInput('code', `${said}: the code was used, is wrong or too old`)
    : new ReauthorizationRequired(`${said}: the grant is dead`);

interface FlatError {
  readonly type: unknown;
  /** HTTP's status once more. */
  readonly code: number | null;
}

function flatError(text: string): FlatError | null {
  try {
    const root = { value: JSON.parse(text) as unknown, path: '' };
    const type = at(root, 'error_type').value;
    const message = at(root, 'error_message').value;
    if (type === undefined && message === undefined) return null;
    const code = at(root, 'code').value;
    return { type, code: typeof code === 'number' ? code : null };
  } catch {
    return null;
  }
}
