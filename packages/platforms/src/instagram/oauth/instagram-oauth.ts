import type { Http, OAuth } from '@viral-scan/contracts';
import { at, elements, type JsonNode } from '../../answer/json-node.ts';
import { graphApi } from '../../meta/graph-api.ts';
import type { GraphCall } from '../../meta/graph-call.ts';
import { selfRenewingLogin } from '../../meta/self-renewing-login.ts';
import { permissionsOf, tokenOf } from '../../meta/token-grant.ts';
import { fetchLoginAccount } from '../own-account.ts';

export interface InstagramOAuthDeps {
  readonly clientId: string;
  readonly clientSecret: string;
  /** Such as `https://www.instagram.com/oauth/authorize`. */
  readonly authorizeUrl: string;
  /** Where codes become short tokens, such as `https://api.instagram.com/oauth/access_token`. */
  readonly tokenUrl: string;
  /** Without the version, such as `https://graph.instagram.com`. */
  readonly baseUrl: string;
  /** Of the Graph API, such as `v25.0`. */
  readonly version: string;
  readonly http: Http;
  readonly now: () => Date;
}

/** Without insights a grant would give little more than anyone may see. */
const scopes = ['instagram_business_basic', 'instagram_business_manage_insights'];

/** Instagram Login: see `selfRenewingLogin`. */
export function instagramOAuth({ version, ...deps }: InstagramOAuthDeps): OAuth {
  const { clientId, http, now } = deps;
  const baseUrl = deps.baseUrl.replace(/\/+$/, '');
  const readAccount = graphApi({
    platform: 'Instagram',
    api: 'instagram-login',
    baseUrl: `${baseUrl}/${version}`,
    http,
    now,
  });
  return selfRenewingLogin(
    { ...deps, baseUrl },
    {
      kind: 'instagram-login',
      platform: 'instagram',
      scopes,
      requiredScopes: scopes,
      grantPrefix: 'ig',
      callOf,
      readShortToken: parseShortToken,
      async identify(accessToken, call) {
        const { profile, appScopedId } = await fetchLoginAccount(readAccount, {
          ...call,
          accessToken,
          onBehalfOf: clientId,
        });
        return { ...profile, aliases: [appScopedId] };
      },
    },
  );
}

export const callOf = (operation: string): GraphCall => ({
  platform: 'Instagram',
  api: null,
  operation,
});

/** `{data: [{access_token, permissions: "a,b"}]}` as documented, or flat, as clients meet it. */
export function parseShortToken(root: JsonNode): {
  readonly accessToken: string;
  /** Null when not said. */
  readonly permissions: readonly string[] | null;
} {
  const [documented = root] = elements(at(root, 'data'));
  return {
    accessToken: tokenOf(documented),
    permissions: permissionsOf(at(documented, 'permissions')),
  };
}
