import type { Grant } from '@viral-scan/contracts';
import { at, broken, type JsonNode, optionalText, requiredText } from '../answer/json-node.ts';
import { optionalNumber } from '../answer/numbers.ts';

/** Longer ones are no token of Google's, which stay below 2,048. */
const maxTokenLength = 8_192;
const maxLifetimeSeconds = 10 * 366 * 86_400;

/**
 * The tokens of an answer of the token endpoint.
 * @param assumedScopes when the answer names none: it granted what was asked for (RFC 6749, 5.1)
 */
export function parseGrant(answer: JsonNode, now: Date, assumedScopes: readonly string[]): Grant {
  const tokenType = at(answer, 'token_type');
  if (requiredText(tokenType).toLowerCase() !== 'bearer') throw broken(tokenType, 'is not Bearer');
  const refreshToken = at(answer, 'refresh_token');
  const scopes = optionalText(at(answer, 'scope'))
    ?.split(' ')
    .filter((scope) => scope !== '');
  const expiresAt = timeAfter(now, at(answer, 'expires_in'));
  if (expiresAt === null) throw broken(at(answer, 'expires_in'), 'is missing');
  return {
    accessToken: readToken(at(answer, 'access_token')),
    refreshToken: optionalText(refreshToken) === null ? null : readToken(refreshToken),
    expiresAt,
    refreshExpiresAt: timeAfter(now, at(answer, 'refresh_token_expires_in')),
    scopes: scopes ?? assumedScopes,
  };
}

function readToken(node: JsonNode): string {
  const token = requiredText(node);
  if (token.length > maxTokenLength || !/^[\x21-\x7e]+$/.test(token)) {
    throw broken(node, 'is no token');
  }
  return token;
}

function timeAfter(now: Date, node: JsonNode): Date | null {
  const seconds = optionalNumber(node);
  if (seconds === null) return null;
  if (seconds < 0 || seconds > maxLifetimeSeconds) throw broken(node, 'is no lifetime in seconds');
  return new Date(now.getTime() + seconds * 1_000);
}
