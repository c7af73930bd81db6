import { metaOperationOf } from './meta/operations.ts';

/** Where calls go; each API has limits and counts of its own. */
export const platformApis = [
  'youtube-data',
  'youtube-analytics',
  'youtube-websub',
  'google-oauth',
  'tiktok-accounts',
  'tiktok-display',
  'tiktok-login',
  'instagram-login',
  'instagram-facebook',
  'instagram-oauth',
  'facebook-oauth',
  'threads',
  // Counted apart from all other calls of Threads, by user and day.
  'threads-search',
  'threads-profiles',
  'threads-oauth',
] as const;
export type PlatformApi = (typeof platformApis)[number];

export interface Operation {
  readonly api: PlatformApi;
  /** Such as `videos.list` or `business/video/list`. */
  readonly operation: string;
}

const bare = (path: string): string => path.replace(/^\/+|\/+$/g, '');

/** What a call to a path is; null for the sandbox's own paths. */
export function operationOf(path: string): Operation | null {
  const below = (prefix: string): string | null =>
    path.startsWith(`${prefix}/`) ? bare(path.slice(prefix.length)) : null;
  const data = below('/youtube/v3');
  if (data !== null) return { api: 'youtube-data', operation: `${data}.list` };
  const analytics = below('/youtubeanalytics/v2');
  if (analytics !== null) return { api: 'youtube-analytics', operation: `${analytics}.query` };
  const hub = below('/websub');
  if (hub !== null) return { api: 'youtube-websub', operation: hub };
  const google = below('/google');
  if (google !== null) return { api: 'google-oauth', operation: bare(google) };
  const accounts = below('/tiktok/open_api/v1.3');
  if (accounts !== null) return { api: 'tiktok-accounts', operation: accounts };
  const login = below('/tiktok/v2/auth');
  if (login !== null) return { api: 'tiktok-login', operation: login };
  const display = below('/tiktok/v2');
  return display === null ? metaOperationOf(path) : { api: 'tiktok-display', operation: display };
}
