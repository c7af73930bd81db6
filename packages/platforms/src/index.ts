export type { HttpAnswer, HttpGet, PublicConnector } from './connector.ts';
export {
  type ImportBatch,
  type ImportedRow,
  type ImportOptions,
  parseImport,
} from './file/parse-import.ts';
export type { ImportedPost } from './file/post-row.ts';
export type { ImportedSnapshot } from './file/snapshot-row.ts';
export type { DataApiDeps as YoutubeConnectorDeps } from './youtube/data-api.ts';
export { youtubeConnector } from './youtube/youtube-connector.ts';
