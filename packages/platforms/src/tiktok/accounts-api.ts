import type { ConnectorCall, PlatformHttp } from '@viral-scan/contracts';
import { requiredToken } from './access-token.ts';
import { type AccountsAnswer, readAccountsAnswer } from './accounts-answer.ts';

export interface TiktokAccountsDeps {
  /** Such as `https://business-api.tiktok.com/open_api/v1.3`. */
  readonly baseUrl: string;
  readonly http: PlatformHttp;
  readonly now: () => Date;
}

/** One GET of the Accounts API v1.3. */
export type AccountsCall = (
  operation: 'business/get' | 'business/video/list' | 'business/comment/list',
  parameters: Readonly<Record<string, string>>,
  platformCall: ConnectorCall,
) => Promise<AccountsAnswer>;

/** The token travels in its own header, `Access-Token`; as a bearer token it would be refused. */
export function accountsApi({ baseUrl, http, now }: TiktokAccountsDeps): AccountsCall {
  return async (operation, parameters, { signal, onBehalfOf, accessToken }) => {
    const token = requiredToken(accessToken);
    const url = new URL(`${baseUrl.replace(/\/+$/, '')}/${operation}/`);
    for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
    const answer = await http({
      api: 'tiktok-accounts',
      operation,
      units: 1,
      onBehalfOf,
      url,
      headers: { accept: 'application/json', 'Access-Token': token },
      signal,
    });
    return readAccountsAnswer(operation, answer, now());
  };
}
