import { BadCell, type Cell } from '../bad-cell.ts';
import type { Dialect, ExportContext } from './dialect.ts';
import { figure, hasYear, momentOf, secondsOf, textOf, titled } from './export-cells.ts';
import { readWrittenTime } from './written-time.ts';

type Key = 'id' | 'title' | 'published' | 'duration' | 'views' | 'likes' | 'comments' | 'shares';

/**
 * YouTube Studio, Analytics, advanced mode, "Content", export: the ZIP holds this file beside
 * "Chart data.csv" and "Totals.csv". Which figures it has is the user's choice of columns; they
 * are those of the chosen period. Its first line sums the others up. Ids that start with a hyphen
 * have a space before them, against spreadsheets that calculate.
 */
export const youtubeStudio: Dialect<Key> = {
  name: 'YouTube Studio\'s "Table data.csv"',
  platform: 'youtube',
  signature: [['Content', 'Video'], ['Video title'], ['Video publish time']],
  resemblesOwn: false,
  lacksAccount: 'does not name its channel: give the channel id (UC…) as the parameter account',
  columns: {
    id: ['Content', 'Video'],
    title: ['Video title'],
    published: ['Video publish time'],
    duration: ['Duration'],
    views: ['Views'],
    likes: ['Likes'],
    comments: ['Comments added', 'Comments'],
    shares: ['Shares'],
  },
  translate: (cell, context) => {
    const content = cell('id');
    const id = textOf(content);
    if (id.toLowerCase() === 'total') return null;
    if (id !== '' && !/^[\w-]{1,64}$/.test(id)) {
      throw new BadCell(content.name, 'is not the id of a video');
    }
    return {
      platform: titled('platform', 'youtube'),
      account_id: titled('account', context.account ?? ''),
      post_id: titled(content.name, id),
      published_at: publishedAt(cell('published'), context),
      text: cell('title'),
      url: titled(content.name, id === '' ? '' : `https://www.youtube.com/watch?v=${id}`),
      duration_seconds: secondsOf(cell('duration')),
      views: figure(cell('views')),
      likes: figure(cell('likes')),
      comments: figure(cell('comments')),
      shares: figure(cell('shares')),
    };
  },
};

function publishedAt(cell: Cell, context: ExportContext): Cell {
  const text = textOf(cell);
  // Videos that are not public have no time.
  if (text === '') throw new BadCell(cell.name, 'is missing');
  const written = readWrittenTime(text);
  if (written === null || !hasYear(written)) {
    throw new BadCell(cell.name, 'is not a day such as Nov 3, 2025');
  }
  return titled(cell.name, momentOf(written.day, written.clock, context).toISOString());
}
