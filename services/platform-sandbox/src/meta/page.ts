import { createHash } from 'node:crypto';
import { badParameter } from './graph-error.ts';
import { readLimit, readMoment } from './parameters.ts';

interface Dated {
  /** A whole second, its own within the list. */
  readonly createdAt: Date;
}

export interface ListRequest<Item> {
  /** Cursors belong to one list. */
  readonly list: string;
  /** Items from before a moment, newest first. */
  readonly before: (moment: Date, limit: number) => readonly Item[];
  readonly query: URLSearchParams;
  readonly at: Date;
  readonly mostPerPage: number;
  /** Short pages, and an empty one at the end. */
  readonly oddPages: boolean;
}

export interface ListPage<Item> {
  readonly items: readonly Item[];
  readonly cursors: { readonly before: string; readonly after: string } | null;
  /** A next page is promised; it may be empty. */
  readonly hasNext: boolean;
  readonly hasPrevious: boolean;
}

const secondMs = 1_000;
const mostNewer = 10_000;

/** A page by `limit`, `after` or `before`, `since` and `until` (both included). */
export function readPage<Item extends Dated>(request: ListRequest<Item>): ListPage<Item> {
  const { list, before, query, at, mostPerPage, oddPages } = request;
  const limit = readLimit(query.get('limit'), { most: mostPerPage });
  const sinceMs = readMoment(query, 'since') ?? 0;
  const untilMs = readMoment(query, 'until') ?? Number.POSITIVE_INFINITY;
  const after = readCursor(list, query.get('after'));
  const newerThan = readCursor(list, query.get('before'));
  const upper = Math.min(after ?? Number.POSITIVE_INFINITY, untilMs + secondMs, at.getTime() + 1);
  const isWithin = ({ createdAt }: Item): boolean => createdAt.getTime() >= sinceMs;

  if (newerThan !== null) {
    const newer = before(new Date(upper), mostNewer)
      .filter(isWithin)
      .filter(({ createdAt }) => createdAt.getTime() > newerThan);
    const items = newer.slice(-limit);
    return pageOf(list, items, true, newer.length > items.length);
  }
  const found = before(new Date(upper), limit + 1).filter(isWithin);
  const chance = oddPages ? chanceOf(list, upper) : 6;
  const wanted = chance === 1 ? Math.ceil(limit / 2) : limit;
  const hasMore = found.length > wanted;
  return pageOf(list, found.slice(0, wanted), hasMore || chance === 2, after !== null);
}

function pageOf<Item extends Dated>(
  list: string,
  items: readonly Item[],
  hasNext: boolean,
  hasPrevious: boolean,
): ListPage<Item> {
  const [first] = items;
  const last = items.at(-1);
  if (first === undefined || last === undefined) {
    return { items, cursors: null, hasNext: false, hasPrevious: false };
  }
  const cursors = { before: writeCursor(list, first), after: writeCursor(list, last) };
  return { items, cursors, hasNext, hasPrevious };
}

const mark = 'QVFI';

const writeCursor = (list: string, { createdAt }: Dated): string =>
  `${mark}${Buffer.from(`${createdAt.getTime()} ${list}`).toString('base64url')}ZD`;

function readCursor(list: string, cursor: string | null): number | null {
  if (cursor === null || cursor === '') return null;
  const inner = cursor.startsWith(mark) ? cursor.slice(mark.length, -2) : '';
  const [ms = '', ...rest] = Buffer.from(inner, 'base64url').toString().split(' ');
  if (!/^\d{1,15}$/.test(ms) || rest.join(' ') !== list) {
    throw badParameter('Invalid parameter: the cursor is not one of this list');
  }
  return Number(ms);
}

const chanceOf = (list: string, upper: number): number =>
  (createHash('sha256').update(`${list} ${upper}`).digest()[0] ?? 0) % 6;

/** `paging` with `next` and `previous`, which carry the token. Absent on an empty page. */
export function pagingWithLinks(
  { cursors, hasNext, hasPrevious }: ListPage<unknown>,
  call: { readonly address: string; readonly token: string; readonly query: URLSearchParams },
): { readonly paging?: object } {
  if (cursors === null) return {};
  const link = (name: 'after' | 'before', cursor: string): string => {
    const url = new URL(call.address);
    url.searchParams.set('access_token', call.token);
    url.searchParams.set('pretty', '0');
    for (const [key, value] of call.query) {
      if (!['access_token', 'pretty', 'after', 'before'].includes(key)) {
        url.searchParams.set(key, value);
      }
    }
    url.searchParams.set(name, cursor);
    return url.href;
  };
  return {
    paging: {
      cursors,
      ...(hasNext && { next: link('after', cursors.after) }),
      ...(hasPrevious && { previous: link('before', cursors.before) }),
    },
  };
}
