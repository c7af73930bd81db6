import type { Platform } from '@viral-scan/contracts';
import { type HttpGet, youtubeConnector } from '@viral-scan/platforms';
import type { PublicConnector } from '@viral-scan/scan';
import type { Config } from './config.ts';

/** The platforms this installation can read: those it has credentials for. */
export function createConnectors(
  config: Pick<Config, 'YOUTUBE_BASE_URL' | 'YOUTUBE_API_KEY'>,
  get: HttpGet,
  now: () => Date,
): ReadonlyMap<Platform, PublicConnector> {
  const connectors: PublicConnector[] = [];
  if (config.YOUTUBE_API_KEY !== undefined) {
    connectors.push(
      youtubeConnector({
        baseUrl: config.YOUTUBE_BASE_URL,
        apiKey: config.YOUTUBE_API_KEY,
        get,
        now,
      }),
    );
  }
  return new Map(connectors.map((connector) => [connector.platform, connector]));
}
