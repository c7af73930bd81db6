export { type DemoUser, largestChannelsUser } from './demo-user.ts';
export { fileWorld } from './file-world.ts';
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
