import { BadCell, type Cell } from '../bad-cell.ts';
import type { Dialect, ExportContext } from './dialect.ts';
import { digitsOf, figure, hasYear, momentOf, secondsOf, textOf, titled } from './export-cells.ts';
import { readWrittenTime } from './written-time.ts';

type Key =
  | 'id'
  | 'accountId'
  | 'username'
  | 'accountName'
  | 'description'
  | 'duration'
  | 'published'
  | 'permalink'
  | 'type'
  | 'date'
  | 'views'
  | 'reach'
  | 'likes'
  | 'shares'
  | 'comments'
  | 'saves';

/**
 * Meta Business Suite, Insights, Content, export, of an Instagram account. `Date` is not when a
 * post was published but what the figures span: `Lifetime`, or one day in an export by days. Plays
 * are the views of older exports; impressions are none, they also count pictures scrolled past.
 */
export const metaInstagram: Dialect<Key> = {
  name: "Meta Business Suite's content export of an Instagram account",
  platform: 'instagram',
  signature: [
    ['Post ID'],
    ['Account ID', 'Account username'],
    ['Publish time'],
    ['Permalink'],
    ['Post type'],
  ],
  resemblesOwn: true,
  lacksAccount: null,
  columns: {
    id: ['Post ID'],
    accountId: ['Account ID'],
    username: ['Account username'],
    accountName: ['Account name'],
    description: ['Description'],
    duration: ['Duration (sec)'],
    published: ['Publish time'],
    permalink: ['Permalink'],
    type: ['Post type'],
    date: ['Date'],
    views: ['Views', 'Plays'],
    reach: ['Reach'],
    likes: ['Likes'],
    shares: ['Shares'],
    comments: ['Comments'],
    saves: ['Saves', 'Saved'],
  },
  translate: (cell, context) => {
    refuseDays(cell('date'));
    const type = cell('type');
    return {
      platform: titled('platform', 'instagram'),
      account_id: accountOf(cell('accountId'), cell('username'), context),
      account_name: nameOf(cell('accountName'), cell('username')),
      post_id: titled(cell('id').name, digitsOf(cell('id'))),
      published_at: publishedAt(cell('published'), context),
      text: cell('description'),
      type: titled(type.name, textOf(type).replace(/^IG\s+/i, '')),
      duration_seconds: secondsOf(cell('duration')),
      url: figure(cell('permalink')),
      views: figure(cell('views')),
      reach: figure(cell('reach')),
      likes: figure(cell('likes')),
      shares: figure(cell('shares')),
      comments: figure(cell('comments')),
      saves: figure(cell('saves')),
    };
  },
};

function refuseDays(date: Cell): void {
  const span = textOf(date).toLowerCase();
  if (span !== '' && span !== 'lifetime') {
    throw new BadCell(date.name, 'is one day: only rows of a lifetime hold the totals of a post');
  }
}

/** The id is Instagram's own, which stays when the name changes and which a connection names too. */
function accountOf(accountId: Cell, username: Cell, { account }: ExportContext): Cell {
  if (account !== null) return titled('account', account);
  if (textOf(accountId) !== '') return titled(accountId.name, digitsOf(accountId));
  return titled(username.name, textOf(username).replace(/^@/, ''));
}

const nameOf = (accountName: Cell, username: Cell): Cell =>
  textOf(accountName) === '' ? figure(username) : figure(accountName);

function publishedAt(cell: Cell, context: ExportContext): Cell {
  const text = textOf(cell);
  if (text === '') throw new BadCell(cell.name, 'is missing');
  const written = readWrittenTime(text);
  if (written === null || written.clock === null || !hasYear(written)) {
    throw new BadCell(cell.name, 'is not a time such as 11/03/2025 18:04, month first');
  }
  return titled(cell.name, momentOf(written.day, written.clock, context).toISOString());
}
