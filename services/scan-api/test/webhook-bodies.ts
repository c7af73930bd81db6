/** Bodies as the platforms write them. */

let serial = 0;
/** Ids above 2^53, as many as are asked for. */
export const freshIds = (count = 1): string[] =>
  Array.from({ length: count }, () => {
    serial += 1;
    return String(7_512_345_678_901_000_000n + BigInt(serial));
  });
export const freshId = (): string => freshIds()[0] ?? '';

export const seconds = (at = Date.now()): number => Math.floor(at / 1_000);

/** One event of TikTok; content within a string, its ids bare numbers. */
export const tiktokBody = (
  openId: string,
  event: string,
  ids: Readonly<Record<string, string>>,
  at = Date.now(),
): string => {
  const content = Object.entries(ids).map(([name, id]) => `"${name}":${id}`);
  return JSON.stringify({
    client_key: 'a client key',
    event,
    create_time: seconds(at),
    user_openid: openId,
    content: `{${content.join(',')},"publish_type":"DIRECT_PUBLISH"}`,
  });
};

export interface Comment {
  readonly account: string;
  readonly media: string;
  readonly comment: string;
  readonly text?: string;
}

/** Comments in the envelope of Facebook Login, an entry an account. */
export const instagramBody = (comments: readonly Comment[]): string =>
  JSON.stringify({
    object: 'instagram',
    entry: [...Map.groupBy(comments, ({ account }) => account)].map(([id, changes]) => ({
      id,
      time: seconds(),
      changes: changes.map(({ media, comment, text = 'nice' }) => ({
        field: 'comments',
        value: { id: comment, text, media: { id: media }, from: { id: '1', username: 'someone' } },
      })),
    })),
  });

export const threadsBody = (account: string, field: 'publish' | 'delete', post: string): string =>
  JSON.stringify({
    app_id: '1',
    topic: 'interaction',
    target_id: account,
    time: seconds(),
    subscription_id: '2',
    has_uid_field: false,
    values: { value: { id: post, timestamp: new Date().toISOString() }, field },
  });

/** A feed of these videos, all touched at the same moment. */
export const feedBody = (channelId: string, videoIds: readonly string[], at = new Date()): string =>
  `<?xml version='1.0' encoding='UTF-8'?>
<feed xmlns:yt="http://www.youtube.com/xml/schemas/2015" xmlns="http://www.w3.org/2005/Atom">${videoIds
    .map(
      (id) => `<entry><id>yt:video:${id}</id><yt:videoId>${id}</yt:videoId>
<yt:channelId>${channelId}</yt:channelId><title>Of &amp; about</title>
<published>${at.toISOString()}</published><updated>${at.toISOString()}</updated></entry>`,
    )
    .join('')}</feed>`;

/** One video is gone; nobody says of which channel. */
export const tombstoneBody = (videoId: string, at = new Date()): string =>
  `<feed xmlns:at="http://purl.org/atompub/tombstones/1.0" xmlns="http://www.w3.org/2005/Atom">
<at:deleted-entry ref="yt:video:${videoId}" when="${at.toISOString()}"/></feed>`;
