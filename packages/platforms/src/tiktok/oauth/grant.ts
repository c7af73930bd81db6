import type { Grant } from '@viral-scan/contracts';
import { at, broken, type JsonNode, optionalText, requiredText } from '../../answer/json-node.ts';
import { optionalNumber } from '../../answer/numbers.ts';
import { isVisibleAscii } from '../access-token.ts';

const tenYearsSeconds = 315_360_000;

/**
 * Tokens of an answer. Both programmes name them alike, but for how long the refresh token lives.
 * Lifetimes are believed as they come: TikTok has changed them before.
 * @param asked the scopes in force when the answer names none (RFC 6749, 5.1)
 */
export function parseGrant(answer: JsonNode, asked: readonly string[], now: Date): Grant {
  const expiresAt = momentAfter(at(answer, 'expires_in'), now);
  if (expiresAt === null) throw broken(at(answer, 'expires_in'), 'is missing');
  const refreshToken = at(answer, 'refresh_token');
  return {
    accessToken: tokenOf(at(answer, 'access_token')),
    refreshToken: optionalText(refreshToken) ? tokenOf(refreshToken) : null,
    expiresAt,
    refreshExpiresAt:
      momentAfter(at(answer, 'refresh_expires_in'), now) ??
      momentAfter(at(answer, 'refresh_token_expires_in'), now),
    scopes: parseScopes(optionalText(at(answer, 'scope'))) ?? asked,
  };
}

/** A comma list; blanks are met too. Null when there is none. */
function parseScopes(list: string | null): string[] | null {
  const scopes = (list ?? '').split(/[\s,]+/).filter((scope) => scope !== '');
  return scopes.length === 0 ? null : scopes;
}

function tokenOf(node: JsonNode): string {
  const token = requiredText(node);
  if (!isVisibleAscii(token)) throw broken(node, 'is not a token');
  return token;
}

function momentAfter(node: JsonNode, now: Date): Date | null {
  const seconds = optionalNumber(node);
  if (seconds === null) return null;
  if (!(seconds > 0 && seconds <= tenYearsSeconds)) throw broken(node, 'is not a lifetime');
  return new Date(now.getTime() + seconds * 1_000);
}
