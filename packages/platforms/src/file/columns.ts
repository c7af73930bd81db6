import { indexNames, type LayoutOf, normalizeName, showName } from './header-names.ts';

/**
 * The columns we know and the names they may have, best first: when a file has several of them,
 * the first one counts. Names are compared by letters and digits only (see `normalizeName`), so
 * `publishedAt`, `Published at` and `published_at` are the same. docs/import-format.md lists them.
 */
export const aliases = {
  platform: ['platform'],
  account_id: ['account_id', 'channel_id', 'page_id', 'account', 'channel', 'page', 'username'],
  account_name: [
    'account_name',
    'channel_title',
    'channel_name',
    'page_name',
    'account',
    'channel',
    'page',
    'username',
  ],
  post_id: ['post_id', 'video_id', 'tweet_id', 'id'],
  published_at: ['published_at', 'created_time', 'created_at', 'date'],
  text: ['text', 'caption', 'title', 'headline', 'message'],
  description: ['description'],
  type: ['type', 'post_type', 'media_type'],
  is_live: ['is_live'],
  duration_seconds: ['duration_seconds', 'duration_s', 'duration'],
  language: ['language', 'default_language', 'lang'],
  tags: ['tags', 'hashtags'],
  sound: ['sound', 'sound_name', 'music_name', 'audio_name'],
  url: ['url', 'permalink'],
  captured_at: ['captured_at', 'fetched_at', 'observed_at'],
  snapshots: ['snapshots'],
  retention: ['retention', 'retention_curve'],
  views: ['views', 'view_count', 'plays', 'play_count'],
  likes: ['reactions', 'likes', 'like_count', 'num_likes'],
  comments: ['comments', 'comment_count', 'comments_count'],
  shares: ['shares', 'share_count', 'retweets', 'retweet_count'],
  saves: ['saves', 'save_count', 'bookmarks'],
  reach: ['reach'],
} as const satisfies Record<string, readonly string[]>;

export type Column = keyof typeof aliases;
export const columns = Object.keys(aliases) as Column[];

/** Most columns a header, or members an object, may have. */
export const maxColumns = 1_000;

const normalizedAliases = columns.map(
  (column) => [column, aliases[column].map(normalizeName)] as const,
);

export type Layout = LayoutOf<Column>;

/** Positions of the known columns among `names`; a name that stands twice is in `duplicates`. */
export function resolveColumns(names: readonly string[]): {
  layout: Layout;
  duplicates: readonly string[];
} {
  const { at, repeated } = indexNames(names);
  const layout = new Map<Column, { index: number; name: string }>();
  const duplicates = new Set<string>();
  for (const [column, known] of normalizedAliases) {
    const taken = column === 'account_name' ? layout.get('account_id')?.index : undefined;
    for (const alias of known) {
      const index = at.get(alias);
      if (index === undefined || index === taken) continue;
      const name = showName(names[index] ?? '');
      if (repeated.has(alias)) duplicates.add(name);
      layout.set(column, { index, name });
      break;
    }
  }
  return { layout, duplicates: [...duplicates] };
}
