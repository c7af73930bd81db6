import type { ConnectorCall, PlatformApi, PlatformHttp } from '@viral-scan/contracts';
import { bearer } from './access-token.ts';
import { type GraphAnswer, readGraphAnswer } from './graph-answer.ts';
import type { GraphCall } from './graph-call.ts';

export interface GraphApiDeps {
  readonly platform: GraphCall['platform'];
  readonly api: PlatformApi;
  /** With the version, such as `https://graph.instagram.com/v25.0`. */
  readonly baseUrl: string;
  readonly http: PlatformHttp;
  readonly now: () => Date;
}

export interface GraphRequest {
  /** As budgets and errors name it, such as `media/insights`. */
  readonly operation: string;
  /** Ids and names of edges; each is escaped. */
  readonly path: readonly string[];
  readonly parameters: Readonly<Record<string, string>>;
  /** Counted there instead of in the API of `GraphApiDeps`. */
  readonly api?: PlatformApi;
}

/** One GET of a Graph API; the token travels in a header only. */
export type GraphGet = (request: GraphRequest, call: ConnectorCall) => Promise<GraphAnswer>;

/**
 * All calls are built here from their parts. `paging.next` and `paging.previous` of answers are
 * finished URLs that hold the access token: they are neither followed nor kept.
 */
export function graphApi(deps: GraphApiDeps): GraphGet {
  const { platform, http, now } = deps;
  const baseUrl = deps.baseUrl.replace(/\/+$/, '');
  return async (request, { signal, onBehalfOf, accessToken }) => {
    const { operation, api = deps.api } = request;
    const url = new URL(`${baseUrl}/${request.path.map(encodeURIComponent).join('/')}`);
    for (const [name, value] of Object.entries(request.parameters)) {
      url.searchParams.set(name, value);
    }
    const answer = await http({
      api,
      operation,
      units: 1,
      onBehalfOf,
      url,
      headers: { accept: 'application/json', ...bearer(accessToken) },
      signal,
    });
    return readGraphAnswer({ platform, api, operation }, answer, now());
  };
}
