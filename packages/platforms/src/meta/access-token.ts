import { AccessTokenRejected, ReauthorizationRequired } from '@viral-scan/contracts';

/**
 * The header that carries an access token. Meta takes it in the query too, where it would stand in
 * every log of a URL on its way.
 * @throws ReauthorizationRequired without one: nothing of Meta is read without its owner's grant
 */
export function bearer(accessToken: string | null): { readonly authorization: string } {
  if (accessToken === null) {
    throw new ReauthorizationRequired('Meta is read with the grant of the owner only');
  }
  if (!isToken(accessToken)) {
    throw new AccessTokenRejected('the access token has characters that no token of Meta has');
  }
  return { authorization: `Bearer ${accessToken}` };
}

export const isToken = (text: string): boolean => /^[\x21-\x7e]{1,8192}$/.test(text);
