import type { PlatformHttp } from '@viral-scan/contracts';
import { type GraphGet, graphApi } from '../meta/graph-api.ts';

export interface ThreadsDeps {
  /** Without the version, such as `https://graph.threads.net`: tokens are exchanged at its root. */
  readonly baseUrl: string;
  readonly http: PlatformHttp;
  readonly now: () => Date;
}

/** GETs of the Threads API; its one version so far is v1.0. */
export const threadsApi = ({ baseUrl, http, now }: ThreadsDeps): GraphGet =>
  graphApi({
    platform: 'Threads',
    api: 'threads',
    baseUrl: `${baseUrl.replace(/\/+$/, '')}/v1.0`,
    http,
    now,
  });
