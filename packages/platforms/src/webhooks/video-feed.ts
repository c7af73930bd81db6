import { idOf } from './document.ts';
import { readXml, type XmlElement } from './xml.ts';

const atom = 'http://www.w3.org/2005/Atom';
const youtube = 'http://www.youtube.com/xml/schemas/2015';
/** RFC 6721. */
const tombstones = 'http://purl.org/atompub/tombstones/1.0';

/** One entry of a feed: a video that is new or changed, or one that is gone. */
export interface FeedEntry {
  readonly isDeleted: boolean;
  readonly videoId: string;
  /** Null in tombstones: they name none. */
  readonly channelId: string | null;
  readonly publishedAt: Date | null;
  readonly updatedAt: Date | null;
  /** When it changed or went, as it is written. */
  readonly written: string | null;
}

/** The entries of a feed of YouTube's videos, in order; null when it is none. */
export function readVideoFeed(document: string): FeedEntry[] | null {
  const feed = readXml(document);
  if (feed === null || feed.namespace !== atom || feed.name !== 'feed') return null;
  return feed.children.flatMap((element) => readEntry(element) ?? readTombstone(element) ?? []);
}

function readEntry(element: XmlElement): FeedEntry | null {
  if (element.namespace !== atom || element.name !== 'entry') return null;
  const videoId = idOf(textIn(element, youtube, 'videoId')) ?? videoOf(textIn(element, atom, 'id'));
  if (videoId === null) return null;
  const published = textIn(element, atom, 'published');
  const updated = textIn(element, atom, 'updated');
  return {
    isDeleted: false,
    videoId,
    channelId: idOf(textIn(element, youtube, 'channelId')),
    publishedAt: timeOf(published),
    updatedAt: timeOf(updated),
    written: updated ?? published,
  };
}

/** Undocumented by YouTube, but sent: `<at:deleted-entry ref="yt:video:ID" when="…">`. */
function readTombstone(element: XmlElement): FeedEntry | null {
  if (element.namespace !== tombstones || element.name !== 'deleted-entry') return null;
  const videoId = videoOf(element.attributes.get('ref')?.trim() ?? null);
  if (videoId === null) return null;
  const written = element.attributes.get('when')?.trim() ?? null;
  const publishedAt = null;
  const updatedAt = timeOf(written);
  return { isDeleted: true, videoId, channelId: null, publishedAt, updatedAt, written };
}

const videoOf = (id: string | null): string | null =>
  id?.startsWith('yt:video:') ? idOf(id.slice(9)) : null;

function textIn({ children }: XmlElement, namespace: string, name: string): string | null {
  const found = children.find((child) => child.namespace === namespace && child.name === name);
  return found?.text.trim() || null;
}

/** RFC 3339; YouTube writes nanoseconds. */
function timeOf(written: string | null): Date | null {
  const [, seconds, ms = '', zone] =
    /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2})(\.\d{1,3})?\d{0,15}(Z|[+-]\d{2}:\d{2})$/.exec(
      written ?? '',
    ) ?? [];
  if (seconds === undefined || zone === undefined) return null;
  const time = new Date(`${seconds}${ms}${zone}`);
  return Number.isNaN(time.getTime()) ? null : time;
}
