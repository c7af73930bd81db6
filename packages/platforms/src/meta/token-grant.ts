import type { Grant } from '@viral-scan/contracts';
import { at, broken, type JsonNode, optionalText, requiredText } from '../answer/json-node.ts';
import { optionalNumber } from '../answer/numbers.ts';
import { isToken } from './access-token.ts';

const tenYearsSeconds = 315_360_000;

/** The `access_token` of an answer. */
export function tokenOf(root: JsonNode): string {
  const node = at(root, 'access_token');
  const token = requiredText(node);
  if (!isToken(token)) throw broken(node, 'is not a token');
  return token;
}

/** When the token of an answer ends; null when `expires_in` is missing. */
export function tokenEnd(root: JsonNode, now: Date): Date | null {
  const node = at(root, 'expires_in');
  const seconds = optionalNumber(node);
  if (seconds === null) return null;
  if (!(seconds > 0 && seconds <= tenYearsSeconds)) throw broken(node, 'is not a lifetime');
  return new Date(now.getTime() + seconds * 1_000);
}

/**
 * A long token as `{access_token, token_type, expires_in}` gives it: for its 60 days it is its own
 * refresh token, and kept as such; afterwards only a new consent helps.
 */
export function longTokenGrant(root: JsonNode, scopes: readonly string[], now: Date): Grant {
  const expiresAt = tokenEnd(root, now);
  if (expiresAt === null) throw broken(at(root, 'expires_in'), 'is missing');
  const accessToken = tokenOf(root);
  return {
    accessToken,
    refreshToken: accessToken,
    expiresAt,
    refreshExpiresAt: expiresAt,
    scopes,
  };
}

/** `permissions` as a comma list or a list; null when there are none. */
export function permissionsOf(node: JsonNode): readonly string[] | null {
  const { value } = node;
  const names = Array.isArray(value)
    ? value.map((name: unknown) => String(name))
    : (optionalText(node) ?? '').split(/[\s,]+/);
  const kept = names.filter((name) => name !== '');
  return kept.length === 0 ? null : kept;
}

/** The code of an answer's address: Meta adds `#_`, which belongs to nobody. */
export const cleanCode = (code: string): string => code.replace(/#_?$/, '');
