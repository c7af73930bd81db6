import type { Http } from '@viral-scan/contracts';
import type { GraphCall } from '../meta/graph-call.ts';

export interface FacebookOAuthDeps {
  readonly clientId: string;
  readonly clientSecret: string;
  /** Without the version, such as `https://www.facebook.com`. */
  readonly authorizeBaseUrl: string;
  /** Without the version, such as `https://graph.facebook.com`. */
  readonly baseUrl: string;
  /** Of the Graph API, such as `v25.0`. */
  readonly version: string;
  readonly http: Http;
  readonly now: () => Date;
}

export const callOf = (operation: string): GraphCall => ({
  platform: 'Facebook',
  api: null,
  operation,
});
