import type { InstagramAccount, InstagramMedia } from '@viral-scan/worlds';
import { type Field, innerFields, type Readers, showNode } from '../meta/field-list.ts';
import { badParameter, GraphError } from '../meta/graph-error.ts';
import { readPage } from '../meta/page.ts';
import { graphTime } from '../meta/parameters.ts';
import { type InstagramCall, requireInsights } from './instagram-call.ts';
import { byteOf, mediaUrlOf, permalinkOf } from './media.ts';

interface Discovered<Node> {
  readonly node: Node;
  readonly call: InstagramCall;
}

const mostPerPage = 50;

/** `business_discovery.username(NAME){…}`: what anyone may see of a professional account. */
export function discover(call: InstagramCall, field: Field): object {
  requireInsights(call);
  const username = field.modifiers.get('username') ?? '';
  if (username === '') throw badParameter('The parameter username is required');
  const account = call.instagram.accounts.find(
    (known) => known.username.toLowerCase() === username.trim().toLowerCase(),
  );
  if (account === undefined) throw notFound(username);
  return showNode('IGUser', accountReaders, { node: account, call }, innerFields(field));
}

const accountReaders: Readers<Discovered<InstagramAccount>> = {
  id: ({ node }) => node.id,
  ig_id: ({ node }) => node.id,
  username: ({ node }) => node.username,
  name: ({ node }) => node.name,
  biography: ({ node }) => node.biography,
  website: () => undefined,
  profile_picture_url: ({ node }) => `https://scontent.cdninstagram.com/v/${node.id}_n.jpg`,
  followers_count: ({ node, call }) => call.instagram.totals(node.id, call.at)?.followers,
  follows_count: ({ node }) => node.following,
  media_count: ({ node, call }) => call.instagram.totals(node.id, call.at)?.media,
  media: ({ node, call }, field) => mediaOf(node, call, field),
};

/** Cursors only, no links: the next page is another expression. */
function mediaOf({ id }: InstagramAccount, call: InstagramCall, field: Field): object | undefined {
  const { instagram, at, oddPages } = call;
  const page = readPage({
    list: `discovered ${id}`,
    before: (moment, limit) => instagram.mediaBefore(id, moment, limit, at),
    query: new URLSearchParams([...field.modifiers]),
    ...{ at, mostPerPage, oddPages },
  });
  const { cursors, hasNext, hasPrevious, items } = page;
  if (cursors === null) return { data: [] };
  return {
    data: items.map((node) =>
      showNode('IGMedia', mediaReaders, { node, call }, innerFields(field)),
    ),
    paging: {
      cursors: {
        ...(hasPrevious && { before: cursors.before }),
        ...(hasNext && { after: cursors.after }),
      },
    },
  };
}

const figuresOf = ({ node, call }: Discovered<InstagramMedia>) =>
  call.instagram.figures(node.id, call.at);

const mediaReaders: Readers<Discovered<InstagramMedia>> = {
  id: ({ node }) => node.id,
  caption: ({ node }) => node.caption ?? undefined,
  comments_count: (shown) => figuresOf(shown)?.comments,
  // Hidden by one owner in sixteen.
  like_count: (shown) =>
    byteOf(`hidden ${shown.node.accountId}`) < 16 ? undefined : figuresOf(shown)?.likes,
  view_count: (shown) =>
    shown.node.productType === 'REELS' ? (figuresOf(shown)?.views ?? undefined) : undefined,
  media_type: ({ node }) => node.mediaType,
  media_product_type: ({ node }) => node.productType,
  media_url: ({ node }) => mediaUrlOf(node),
  permalink: ({ node }) => permalinkOf(node),
  timestamp: ({ node }) => graphTime(node.createdAt),
  username: ({ node, call }) =>
    call.instagram.accounts.find(({ id }) => id === node.accountId)?.username,
  owner: () => undefined,
  children: ({ node }) =>
    node.mediaType === 'CAROUSEL_ALBUM' ? { data: node.children.map((id) => ({ id })) } : undefined,
};

/** Also what personal and age-gated accounts come back as. */
const notFound = (username: string): GraphError =>
  new GraphError({
    code: 110,
    subcode: 2_207_013,
    isTransient: false,
    message: 'Invalid user id',
    userTitle: 'Cannot find User',
    userMessage: `The user with username: ${username.slice(0, 60)} cannot be found.`,
  });
