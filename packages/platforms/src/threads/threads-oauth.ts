import type { Http, OAuth } from '@viral-scan/contracts';
import { at, type JsonNode } from '../answer/json-node.ts';
import type { GraphCall } from '../meta/graph-call.ts';
import { selfRenewingLogin } from '../meta/self-renewing-login.ts';
import { tokenOf } from '../meta/token-grant.ts';
import { fetchProfile, requiredThreadsId } from './profile.ts';
import { threadsApi } from './threads-api.ts';

export interface ThreadsOAuthDeps {
  /** Of the Threads app, which has an id and a secret of its own. */
  readonly clientId: string;
  readonly clientSecret: string;
  /** Such as `https://www.threads.net/oauth/authorize`. */
  readonly authorizeUrl: string;
  /** Without the version, such as `https://graph.threads.net`. */
  readonly baseUrl: string;
  readonly http: Http;
  readonly now: () => Date;
}

/** Without insights posts have no figures at all. */
const requiredScopes = ['threads_basic', 'threads_manage_insights'] as const;
/** Replies and mentions are what webhooks tell of; searches and profiles need Meta's approval. */
const scopes = [
  ...requiredScopes,
  'threads_read_replies',
  'threads_manage_mentions',
  'threads_keyword_search',
  'threads_profile_discovery',
] as const;

/** Login of Threads: see `selfRenewingLogin`. No answer says what was granted. */
export function threadsOAuth(deps: ThreadsOAuthDeps): OAuth {
  const baseUrl = deps.baseUrl.replace(/\/+$/, '');
  const get = threadsApi(deps);
  return selfRenewingLogin(
    { ...deps, baseUrl, tokenUrl: `${baseUrl}/oauth/access_token` },
    {
      kind: 'threads',
      platform: 'threads',
      scopes,
      requiredScopes,
      grantPrefix: 'th',
      callOf: loginCall,
      readShortToken: (root) => ({ ...parseShortToken(root), permissions: null }),
      identify: (accessToken, call) =>
        fetchProfile(get, { ...call, accessToken, onBehalfOf: deps.clientId }),
    },
  );
}

export const loginCall = (operation: string): GraphCall => ({
  platform: 'Threads',
  api: null,
  operation,
});

/** `{access_token, user_id}`; the id is a bare number above 2^53. */
export const parseShortToken = (root: JsonNode) => ({
  accessToken: tokenOf(root),
  userId: requiredThreadsId(at(root, 'user_id')),
});
