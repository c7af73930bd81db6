import type { Connector, GrantKind, Platform, PlatformApi } from '@viral-scan/contracts';
import {
  instagramFacebookConnector,
  instagramLoginConnector,
  threadsConnector,
  threadsPublicConnector,
  tiktokAccountsConnector,
  tiktokDisplayConnector,
  youtubeConnector,
  youtubeOwnConnector,
} from '@viral-scan/platforms';
import type { Pace } from '@viral-scan/rate-limit';
import type { Config } from './config.ts';
import { obeyPlatform } from './pace/obey-platform.ts';
import type { PacedHttp } from './pace/paced-http.ts';

export interface ConnectorDeps {
  readonly paced: PacedHttp;
  readonly pace: Pick<Pace, 'penalize'>;
  readonly now: () => Date;
  readonly onError: (error: Error) => void;
}

export interface Connectors {
  /** Of what anyone may see: the platforms this installation has a key for. */
  readonly public: ReadonlyMap<Platform, Connector>;
  /** By the kind of the owner's grant. */
  readonly own: ReadonlyMap<GrantKind, Connector>;
  /** By the kind of a grant with which accounts of others are read. */
  readonly others: ReadonlyMap<GrantKind, Connector>;
}

type Addresses = Pick<
  Config,
  | 'YOUTUBE_BASE_URL'
  | 'YOUTUBE_ANALYTICS_BASE_URL'
  | 'YOUTUBE_API_KEY'
  | 'TIKTOK_ACCOUNTS_BASE_URL'
  | 'TIKTOK_DISPLAY_BASE_URL'
  | 'GRAPH_VERSION'
  | 'INSTAGRAM_BASE_URL'
  | 'FACEBOOK_BASE_URL'
  | 'THREADS_BASE_URL'
>;

/** All ways to read accounts; what platforms say of limits holds for every one of them. */
export function createConnectors(config: Addresses, deps: ConnectorDeps): Connectors {
  const { paced, pace, now, onError } = deps;
  const { http, isOurs } = paced;
  const obeying = (connector: Connector, ...apis: PlatformApi[]): Connector =>
    obeyPlatform(connector, { pace, apis, isOurs, onError });
  const publicOnes: Connector[] = [];
  if (config.YOUTUBE_API_KEY !== undefined) {
    const { YOUTUBE_BASE_URL: baseUrl, YOUTUBE_API_KEY: apiKey } = config;
    publicOnes.push(obeying(youtubeConnector({ baseUrl, apiKey, http, now }), 'youtube-data'));
  }
  const youtube = youtubeOwnConnector({
    dataBaseUrl: config.YOUTUBE_BASE_URL,
    analyticsBaseUrl: config.YOUTUBE_ANALYTICS_BASE_URL,
    http,
    now,
  });
  const tiktok = tiktokAccountsConnector({ baseUrl: config.TIKTOK_ACCOUNTS_BASE_URL, http, now });
  const display = tiktokDisplayConnector({ baseUrl: config.TIKTOK_DISPLAY_BASE_URL, http, now });
  const graph = { version: config.GRAPH_VERSION, http, now };
  const instagram = instagramLoginConnector({ baseUrl: config.INSTAGRAM_BASE_URL, ...graph });
  const behindPage = instagramFacebookConnector({ baseUrl: config.FACEBOOK_BASE_URL, ...graph });
  const onThreads = { baseUrl: config.THREADS_BASE_URL, http, now };
  const threads = threadsConnector(onThreads);
  return {
    public: new Map(publicOnes.map((connector) => [connector.platform, connector])),
    own: new Map<GrantKind, Connector>([
      ['youtube', obeying(youtube, 'youtube-data', 'youtube-analytics')],
      ['tiktok-accounts', obeying(tiktok, 'tiktok-accounts')],
      ['tiktok-display', obeying(display, 'tiktok-display')],
      ['instagram-login', obeying(instagram, 'instagram-login')],
      ['instagram-facebook', obeying(behindPage, 'instagram-facebook')],
      ['threads', obeying(threads, 'threads', 'threads-search', 'threads-profiles')],
    ]),
    others: new Map<GrantKind, Connector>([
      ['threads', obeying(threadsPublicConnector(onThreads), 'threads-profiles')],
    ]),
  };
}
