import type { Connector, Platform, PlatformHttp } from '@viral-scan/contracts';
import { youtubeConnector } from '@viral-scan/platforms';
import type { Config } from './config.ts';

/** The platforms this installation can read: those it has credentials for. */
export function createConnectors(
  config: Pick<Config, 'YOUTUBE_BASE_URL' | 'YOUTUBE_API_KEY'>,
  http: PlatformHttp,
  now: () => Date,
): ReadonlyMap<Platform, Connector> {
  const connectors: Connector[] = [];
  if (config.YOUTUBE_API_KEY !== undefined) {
    connectors.push(
      youtubeConnector({
        baseUrl: config.YOUTUBE_BASE_URL,
        apiKey: config.YOUTUBE_API_KEY,
        http,
        now,
      }),
    );
  }
  return new Map(connectors.map((connector) => [connector.platform, connector]));
}
