import { at, type JsonNode } from '../answer/json-node.ts';
import { optionalNumber, requiredId } from '../answer/numbers.ts';

/** What `/debug_token` says of a token, of a Page's too. */
export interface TokenInfo {
  /** The person behind it, as the app knows them. Null of one that is dead. */
  readonly userId: string | null;
  /** Granted, and not declined. Null when not said. */
  readonly scopes: readonly string[] | null;
  /**
   * When the app may no longer read for them: 90 days after they were last there, a clock apart from
   * that of the token itself. Null: never.
   */
  readonly dataAccessEndsAt: Date | null;
}

export function parseTokenInfo(root: JsonNode): TokenInfo {
  const info = at(root, 'data');
  const scopes = at(info, 'scopes').value;
  const user = at(info, 'user_id');
  const seconds = optionalNumber(at(info, 'data_access_expires_at'));
  return {
    userId: user.value === undefined || user.value === null ? null : requiredId(user),
    scopes: Array.isArray(scopes) ? scopes.map(String) : null,
    // 0 stands for a moment that never comes.
    dataAccessEndsAt: seconds === null || seconds <= 0 ? null : new Date(seconds * 1_000),
  };
}
