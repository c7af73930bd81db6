export { type ImportOptions, parseImport } from './file/parse-import.ts';
export type { DataApiDeps as YoutubeConnectorDeps } from './youtube/data-api.ts';
export { youtubeConnector } from './youtube/youtube-connector.ts';
