import type { PlatformHttp } from '@viral-scan/contracts';
import { type GraphGet, graphApi } from '../meta/graph-api.ts';

export interface InstagramDeps {
  /** Without the version, such as `https://graph.instagram.com`. */
  readonly baseUrl: string;
  /** Of the Graph API, such as `v25.0`. */
  readonly version: string;
  readonly http: PlatformHttp;
  readonly now: () => Date;
}

/**
 * The two logins through which Instagram gives a professional account's own figures: Instagram's own
 * at `graph.instagram.com`, and Facebook's at `graph.facebook.com`, through the account's Page.
 */
export type Door = 'instagram-login' | 'instagram-facebook';

export const instagramGet = (
  door: Door,
  { baseUrl, version, http, now }: InstagramDeps,
): GraphGet =>
  graphApi({
    platform: door === 'instagram-login' ? 'Instagram' : 'Facebook',
    api: door,
    baseUrl: `${baseUrl.replace(/\/+$/, '')}/${version}`,
    http,
    now,
  });
