import { AccessTokenRejected, ReauthorizationRequired } from '@viral-scan/contracts';

/**
 * The token of a call, fit for a header.
 * @throws ReauthorizationRequired without one: nothing of TikTok is read without its owner's grant
 */
export function requiredToken(accessToken: string | null): string {
  if (accessToken === null) {
    throw new ReauthorizationRequired('TikTok is read with the grant of the owner only');
  }
  if (!isVisibleAscii(accessToken)) {
    throw new AccessTokenRejected('the access token has characters that no token of TikTok has');
  }
  return accessToken;
}

export const isVisibleAscii = (token: string): boolean => /^[\x21-\x7e]{1,8192}$/.test(token);
