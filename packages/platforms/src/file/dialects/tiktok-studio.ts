import { BadCell, type Cell } from '../bad-cell.ts';
import type { Dialect } from './dialect.ts';
import { digitsOf, figure, secondsOf, textOf, titled } from './export-cells.ts';
import { tiktokPostTime } from './tiktok-post-time.ts';

type Key =
  | 'link'
  | 'id'
  | 'title'
  | 'published'
  | 'duration'
  | 'views'
  | 'likes'
  | 'comments'
  | 'shares'
  | 'saves'
  | 'reach';

const linkNames = ['Video link', 'Post link', 'Video URL', 'Post URL'];
const idNames = ['Video ID', 'Post ID'];
const timeNames = ['Post time', 'Video publish time', 'Publish time', 'Post date', 'Date'];

/**
 * TikTok Studio, Analytics, download, "Content.csv". A column `Time` says when the file was made,
 * as a day without year. Account and id stand in the link only.
 */
export const tiktokStudio: Dialect<Key> = {
  name: 'TikTok Studio\'s "Content.csv"',
  platform: 'tiktok',
  signature: [
    [...linkNames, ...idNames],
    timeNames,
    ['Total views', 'Total likes', 'Total comments', 'Total shares'],
  ],
  resemblesOwn: false,
  lacksAccount: null,
  columns: {
    link: linkNames,
    id: idNames,
    title: ['Video title', 'Post title', 'Title', 'Caption', 'Description'],
    published: timeNames,
    duration: ['Video duration', 'Duration'],
    views: ['Total views', 'Views'],
    likes: ['Total likes', 'Likes'],
    comments: ['Total comments', 'Comments'],
    shares: ['Total shares', 'Shares'],
    saves: ['Total favorites', 'Add to favorites', 'Favorites', 'Total bookmarks', 'Saves'],
    reach: ['Reached audience', 'Reach'],
  },
  translate: (cell, context) => {
    const link = readLink(cell('link'));
    const id = link?.id ?? digitsOf(cell('id'));
    const idName = link === null ? cell('id').name : cell('link').name;
    const account = context.account ?? link?.handle ?? '';
    if (account === '') {
      throw new BadCell(idName, 'names no account: give its handle as the parameter account');
    }
    const published = cell('published');
    return {
      platform: titled('platform', 'tiktok'),
      account_id: titled(context.account === null ? idName : 'account', account),
      account_name: titled(idName, link?.handle ?? ''),
      post_id: titled(idName, id),
      published_at: titled(published.name, tiktokPostTime(published, id, context).toISOString()),
      text: cell('title'),
      type: titled(idName, link?.type ?? ''),
      duration_seconds: secondsOf(cell('duration')),
      url: titled(idName, link?.url ?? ''),
      views: figure(cell('views')),
      likes: figure(cell('likes')),
      comments: figure(cell('comments')),
      shares: figure(cell('shares')),
      saves: figure(cell('saves')),
      reach: figure(cell('reach')),
    };
  },
};

interface PostLink {
  readonly id: string;
  readonly handle: string | null;
  readonly type: 'video' | 'image';
  readonly url: string;
}

const postLink =
  /^https?:\/\/(?:[a-z]+\.)?tiktok\.com\/(?:@([\w.-]{0,100})\/)?(video|photo)\/(\d{1,20})(?:[/?#]|$)/i;

/** Null when there is none; parameters that trackers add are left out of the address. */
function readLink(cell: Cell): PostLink | null {
  const text = textOf(cell);
  if (text === '') return null;
  const [, handle = '', kind = '', id] = postLink.exec(text) ?? [];
  if (id === undefined) throw new BadCell(cell.name, 'is not the address of a post on TikTok');
  return {
    id,
    handle: handle === '' ? null : handle,
    type: kind.toLowerCase() === 'photo' ? 'image' : 'video',
    url: text.replace(/[?#].*$/s, ''),
  };
}
