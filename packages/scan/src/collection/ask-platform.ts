import {
  AccessTokenRejected,
  type ConnectorCall,
  ReauthorizationRequired,
} from '@viral-scan/contracts';
import type { OwnAccess } from '../ports/own-accounts.ts';

/** Makes one call of a connector with all it needs to know of the caller. */
export type Ask = <T>(call: (options: ConnectorCall) => Promise<T>) => Promise<T>;

/**
 * Calls with the account's access token where there is one. A token that is refused is renewed and
 * the call made once more; a grant that is refused again, or lacks a scope, is given up.
 */
export function askPlatform(
  onBehalfOf: string,
  access: Pick<OwnAccess, 'token' | 'renew' | 'giveUp'> | null,
  signal: AbortSignal,
): Ask {
  if (access === null) return (call) => call({ signal, onBehalfOf, accessToken: null });
  return async (call) => {
    const askWith = async <T>(
      accessToken: string,
      make: (options: ConnectorCall) => Promise<T>,
    ): Promise<T> => {
      try {
        return await make({ signal, onBehalfOf, accessToken });
      } catch (error) {
        if (error instanceof ReauthorizationRequired) await access.giveUp(error.message);
        throw error;
      }
    };
    const first = await access.token(signal);
    try {
      return await askWith(first, call);
    } catch (error) {
      if (!(error instanceof AccessTokenRejected)) throw error;
    }
    const second = await access.renew(first, signal);
    try {
      return await askWith(second, call);
    } catch (error) {
      if (!(error instanceof AccessTokenRejected)) throw error;
      await access.giveUp('the platform refuses tokens that it has just renewed');
      throw new ReauthorizationRequired(error.message, { cause: error });
    }
  };
}
