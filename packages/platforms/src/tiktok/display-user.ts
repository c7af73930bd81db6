import {
  type AccountProfile,
  type ConnectorCall,
  ReauthorizationRequired,
} from '@viral-scan/contracts';
import type { DisplayCall } from './display-api.ts';
import { parseDisplayUser } from './own-account.ts';

const basicFields = ['open_id', 'display_name'] as const;
/** Under the scopes `user.info.profile` and `user.info.stats`, which users may leave out. */
const furtherFields = ['username', 'follower_count'] as const;

/** The account that a token is of, with as much as its user lets us see. */
export async function fetchDisplayUser(
  call: DisplayCall,
  options: ConnectorCall,
): Promise<AccountProfile> {
  const read = async (fields: readonly string[]) =>
    parseDisplayUser(await call({ operation: 'user/info', fields }, options));
  try {
    return await read([...basicFields, ...furtherFields]);
  } catch (error) {
    // One field without its scope fails the whole call.
    if (options.accessToken === null || !(error instanceof ReauthorizationRequired)) throw error;
    return read(basicFields);
  }
}
