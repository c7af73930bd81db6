import {
  type Channel,
  sampleWorld,
  type TikTokAccount,
  withBulkAccounts,
} from '@viral-scan/worlds';

/** What the sandbox plays with `SANDBOX_BULK_POSTS`, to be asked without going through it. */
export function bulkWorld(sizes: readonly number[]) {
  const world = withBulkAccounts(sampleWorld(1), sizes);
  const { tiktok, endsAt } = world;
  return {
    endsAt,
    /** In the order of the sizes. */
    tiktok: tiktok.accounts.filter(({ username }) => /^bulk\d+$/.test(username)),
    channels: world.channels.filter(({ handle }) => handle?.startsWith('@bulk')),
    tiktokIds: ({ openId, totalPosts }: TikTokAccount): readonly string[] =>
      tiktok
        .postsBefore(openId, endsAt, totalPosts + 1, endsAt)
        .map(({ id }) => id)
        .sort(),
    tiktokCaptions: ({ openId, totalPosts }: TikTokAccount): readonly string[] =>
      tiktok.postsBefore(openId, endsAt, totalPosts + 1, endsAt).map(({ caption }) => caption),
    videoIds: ({ id, totalVideos }: Channel): readonly string[] =>
      world
        .uploads(id, endsAt)
        .slice(0, totalVideos)
        .map((video) => video.id)
        .sort(),
  };
}
