import {
  AccessTokenRejected,
  type DomainError,
  InvalidInput,
  ReauthorizationRequired,
} from '@viral-scan/contracts';

/** What tokens were asked for with. */
export type GrantType = 'authorization_code' | 'refresh_token';

/** The same refusal says different things of a code and of a refresh token. */
export const refusedGrant = (said: string, grantType: GrantType): DomainError =>
  grantType === 'authorization_code'
    ? new InvalidInput('code', `${said}: the code was used, is wrong or too old`)
    : new ReauthorizationRequired(`${said}: the grant is dead`);

/** Whether an error says that there is nothing left to revoke. */
export const isDeadGrant = (error: unknown): boolean =>
  error instanceof ReauthorizationRequired || error instanceof AccessTokenRejected;

/**
 * Revokes by access token, which is all that TikTok takes. One that is refused may be too old while
 * its grant still lives: then it is renewed for the purpose.
 */
export async function revokeGrant(
  grant: { readonly accessToken: string; readonly refreshToken: string | null },
  deps: {
    revoke(accessToken: string): Promise<void>;
    renew(refreshToken: string): Promise<string>;
  },
): Promise<void> {
  try {
    return await deps.revoke(grant.accessToken);
  } catch (error) {
    if (!isDeadGrant(error)) throw error;
  }
  if (grant.refreshToken === null) return;
  try {
    await deps.revoke(await deps.renew(grant.refreshToken));
  } catch (error) {
    if (!isDeadGrant(error)) throw error;
  }
}
