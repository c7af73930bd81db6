const feed = 'https://www.youtube.com/xml/feeds/videos.xml';

/** The feed of a channel's videos, in the one form that we subscribe to. */
export const websubTopic = (channelId: string): string =>
  `${feed}?${new URLSearchParams({ channel_id: channelId })}`;

/** The channel of a feed, in both forms that YouTube writes its address in; null for any other. */
export function channelOfTopic(topic: string): string | null {
  const url = URL.parse(topic);
  if (url === null || !/^https?:$/.test(url.protocol)) return null;
  const isFeed =
    (url.host === 'www.youtube.com' || url.host === 'youtube.com') &&
    (url.pathname === '/xml/feeds/videos.xml' || url.pathname === '/feeds/videos.xml');
  const [channelId, ...others] = url.searchParams.getAll('channel_id');
  const isChannel = channelId !== undefined && /^UC[\w-]{1,98}$/.test(channelId);
  return isFeed && isChannel && others.length === 0 ? channelId : null;
}
