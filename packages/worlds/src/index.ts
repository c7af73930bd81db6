export {
  type AudienceDimension,
  type AudienceGroup,
  audienceDimensions,
} from './audience/audience-group.ts';
export { mostBulkAccounts, mostBulkPosts, withBulkAccounts } from './bulk/with-bulk-accounts.ts';
export { type DemoUser, largestChannelsUser } from './demo-user.ts';
export { fileWorld } from './file-world.ts';
export type {
  InstagramAccount,
  InstagramDay,
  InstagramFigures,
  InstagramMedia,
  InstagramTotals,
  InstagramWorld,
} from './instagram/instagram-world.ts';
export type { InstagramTruth } from './sample/instagram/instagram-truth.ts';
export type { PlantedDropOff } from './sample/retention.ts';
export type { PlantedEffects } from './sample/sample-channel.ts';
export { type SampleUser, sampleUser } from './sample/sample-user.ts';
export {
  type PlantedTruth,
  type SampleWorld,
  type SampleWorldOptions,
  sampleWorld,
} from './sample/sample-world.ts';
export type { ThreadsTruth } from './sample/threads/threads-truth.ts';
export type { TikTokTruth } from './sample/tiktok/tiktok-truth.ts';
export type {
  ThreadsDay,
  ThreadsFigures,
  ThreadsPost,
  ThreadsProfile,
  ThreadsTotals,
  ThreadsWorld,
} from './threads/threads-world.ts';
export type {
  TikTokAccount,
  TikTokComment,
  TikTokDay,
  TikTokFigures,
  TikTokPost,
  TikTokTotals,
  TikTokWatching,
  TikTokWorld,
} from './tiktok/tiktok-world.ts';
export {
  type Channel,
  type ChannelStatistics,
  type Cuttable,
  channelOfUploads,
  type Video,
  type VideoMedia,
  type VideoStatistics,
  type World,
} from './world.ts';
export type {
  ChannelGains,
  ChannelInsights,
  VideoGains,
  VideoRetention,
} from './youtube/channel-insights.ts';
export { hasYoutube2026, loadYoutube2026 } from './youtube-2026/load-youtube-2026.ts';
