const topicPath = /^\/(xml\/)?feeds\/videos\.xml$/;

/** The channel whose videos a topic tells of, by either form of its address; null: no such topic. */
export function channelOfTopic(topic: string): string | null {
  const url = URL.parse(topic);
  const isFeed =
    url?.protocol === 'https:' && url.host === 'www.youtube.com' && topicPath.test(url.pathname);
  return (isFeed && url.searchParams.get('channel_id')) || null;
}
