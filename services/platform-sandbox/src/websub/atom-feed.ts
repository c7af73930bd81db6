/** What the hub tells of videos. Uploads and edits look alike. */
export const feedEvents = ['upload', 'edit', 'delete'] as const;
export type FeedEvent = (typeof feedEvents)[number];

export interface FeedEntry {
  readonly videoId: string;
  readonly title: string;
  readonly publishedAt: Date;
  readonly updatedAt: Date;
}

export interface Feed {
  /** As subscribed to. */
  readonly topic: string;
  readonly channelId: string;
  readonly channelTitle: string;
  readonly updatedAt: Date;
  /** Whether every character of a text is written as a reference. */
  readonly escapesAll: boolean;
}

export const hubAddress = 'https://pubsubhubbub.appspot.com';

const references: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const escapeXml = (text: string, all: boolean): string =>
  all
    ? [...text].map((sign) => `&#x${sign.codePointAt(0)?.toString(16)};`).join('')
    : text.replace(/[&<>"']/g, (sign) => references[sign] ?? '');

/** `2015-03-06T21:40:57+00:00` */
const toSecond = (at: Date): string => `${at.toISOString().slice(0, 19)}+00:00`;
/** `2015-04-01T19:05:24.552394234+00:00` */
const toNanosecond = (at: Date): string => `${at.toISOString().slice(0, 23)}394234+00:00`;

const xmlHead = "<?xml version='1.0' encoding='UTF-8'?>\n";

/** A feed with new or changed videos. */
export function atomFeed(feed: Feed, entries: readonly FeedEntry[]): string {
  const inXml = (text: string) => escapeXml(text, feed.escapesAll);
  const body = entries.map(
    ({ videoId, title, publishedAt, updatedAt }) => `<entry>
  <id>yt:video:${videoId}</id>
  <yt:videoId>${videoId}</yt:videoId>
  <yt:channelId>${feed.channelId}</yt:channelId>
  <title>${inXml(title)}</title>
  <link rel="alternate" href="http://www.youtube.com/watch?v=${videoId}"/>
  <author>
   <name>${inXml(feed.channelTitle)}</name>
   <uri>http://www.youtube.com/channel/${feed.channelId}</uri>
  </author>
  <published>${toSecond(publishedAt)}</published>
  <updated>${toNanosecond(updatedAt)}</updated>
 </entry>`,
  );
  const links = `<link rel="hub" href="${hubAddress}"/><link rel="self" href="${escapeXml(feed.topic, false)}"/>`;
  return `${xmlHead}<feed xmlns:yt="http://www.youtube.com/xml/schemas/2015" xmlns="http://www.w3.org/2005/Atom">${links}<title>YouTube video feed</title><updated>${toNanosecond(feed.updatedAt)}</updated>${body.join('')}</feed>\n`;
}

/** A feed that only tells of videos that are gone: it names no channel but who has done it. */
export function tombstoneFeed(feed: Feed, videoIds: readonly string[]): string {
  const body = videoIds.map(
    (id) => `<at:deleted-entry ref="yt:video:${id}" when="${toSecond(feed.updatedAt)}">
  <link href="https://www.youtube.com/watch?v=${id}"/>
  <at:by>
   <name>${escapeXml(feed.channelTitle, feed.escapesAll)}</name>
   <uri>https://www.youtube.com/channel/${feed.channelId}</uri>
  </at:by>
 </at:deleted-entry>`,
  );
  return `${xmlHead}<feed xmlns:at="http://purl.org/atompub/tombstones/1.0" xmlns="http://www.w3.org/2005/Atom">${body.join('')}</feed>\n`;
}
