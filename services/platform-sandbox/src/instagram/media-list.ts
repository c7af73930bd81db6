import type { InstagramAccount } from '@viral-scan/worlds';
import { pagingWithLinks, readPage } from '../meta/page.ts';
import { checkParameters } from '../meta/parameters.ts';
import type { RequestLog } from '../requests/request-log.ts';
import { type InstagramCall, requireBasic } from './instagram-call.ts';
import { showMedia } from './media.ts';

const mostPerPage = 100;

/** `GET /{ig-user}/media`: newest first, without stories. */
export function listMedia(
  call: InstagramCall,
  { id }: InstagramAccount,
  requests: RequestLog,
): object {
  requireBasic(call);
  const { query, at, instagram, oddPages, door } = call;
  checkParameters(query, ['fields', 'limit', 'after', 'before', 'since', 'until']);
  const page = readPage({
    list: `media ${id}`,
    before: (moment, limit) => instagram.mediaBefore(id, moment, limit, at),
    ...{ query, at, mostPerPage, oddPages },
  });
  const data = page.items.map((media) => showMedia(call, media));
  requests.page({ api: door, operation: '{id}/media', list: id, cursor: query.get('after') });
  return { data, ...pagingWithLinks(page, call) };
}
