import type { Http } from '@viral-scan/contracts';

export interface TiktokOAuthDeps {
  /** TikTok calls it the client key. */
  readonly clientId: string;
  readonly clientSecret: string;
  /** Where users consent, such as `https://www.tiktok.com/v2/auth/authorize/`. */
  readonly authorizeUrl: string;
  /** Of the API that the grant is for, as its connector takes it. */
  readonly baseUrl: string;
  readonly http: Http;
  readonly now: () => Date;
}
