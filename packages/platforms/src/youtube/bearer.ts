import { AccessTokenRejected, ReauthorizationRequired } from '@viral-scan/contracts';

/** The header that carries an access token; tokens travel nowhere else. */
export function bearer(accessToken: string | null): { readonly authorization: string } {
  if (accessToken === null) {
    throw new ReauthorizationRequired('YouTube is read with the grant of the owner only');
  }
  if (!/^[\x21-\x7e]+$/.test(accessToken)) {
    throw new AccessTokenRejected('the access token has characters that no token of Google has');
  }
  return { authorization: `Bearer ${accessToken}` };
}
