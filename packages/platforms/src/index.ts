export type {
  CallOptions,
  CollectedPost,
  HttpAnswer,
  HttpGet,
  PostsPage,
  PublicConnector,
} from './connector.ts';
export type { DataApiDeps as YoutubeConnectorDeps } from './youtube/data-api.ts';
export { youtubeConnector } from './youtube/youtube-connector.ts';
