export { type DemoUser, largestChannelsUser } from './demo-user.ts';
export { fileWorld } from './file-world.ts';
export type { PlantedEffects } from './sample/sample-channel.ts';
export { type SampleUser, sampleUser } from './sample/sample-user.ts';
export {
  type PlantedTruth,
  type SampleWorld,
  type SampleWorldOptions,
  sampleWorld,
} from './sample/sample-world.ts';
export {
  type Channel,
  type ChannelStatistics,
  channelOfUploads,
  type Video,
  type VideoMedia,
  type VideoStatistics,
  type World,
} from './world.ts';
export { hasYoutube2026, loadYoutube2026 } from './youtube-2026/load-youtube-2026.ts';
