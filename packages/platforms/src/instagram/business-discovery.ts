import {
  AccountNotFound,
  type AccountProfile,
  type CollectedPost,
  CursorExpired,
  InvalidInput,
} from '@viral-scan/contracts';
import { at, elements, type JsonNode } from '../answer/json-node.ts';
import type { GraphAnswer } from '../meta/graph-answer.ts';
import { afterCursor } from '../meta/paging.ts';
import { parseMedium, publicPost } from './medium.ts';
import { parseAccount } from './own-account.ts';

/** A professional account as anyone may see it. */
export interface DiscoveredAccount {
  readonly profile: AccountProfile;
  /** Newest first, without what only their owner sees. */
  readonly posts: readonly CollectedPost[];
  readonly nextCursor: string | null;
}

const mediaPerPage = 25;
const profileFields = 'id,username,name,followers_count,media_count';
const mediaFields =
  'id,caption,comments_count,like_count,view_count,media_type,media_product_type,permalink,timestamp';

/**
 * The field expression of one page, `business_discovery.username(NAME){…}`. Whatever goes into it is
 * checked: a bracket in a name would be an expression of its own.
 */
export function discoveryFields(username: string, cursor: string | null): string {
  if (!/^[A-Za-z0-9._]{1,30}$/.test(username)) {
    throw new InvalidInput('username', 'is no user name of Instagram');
  }
  if (cursor !== null && !/^[\w=+/-]{1,2000}$/.test(cursor)) {
    throw new CursorExpired('the cursor is none of a business discovery');
  }
  const after = cursor === null ? '' : `.after(${cursor})`;
  const media = `media.limit(${mediaPerPage})${after}{${mediaFields}}`;
  return `business_discovery.username(${username}){${profileFields},${media}}`;
}

/** Personal, age-gated and absent accounts, which Meta does not tell apart. */
const notAvailable = [24, 100, 110];

/** @throws AccountNotFound for an account that is not there, or not a professional one */
export function readDiscovery(answer: GraphAnswer): DiscoveredAccount {
  if (!answer.ok) {
    if (!notAvailable.includes(answer.code)) throw answer.error;
    throw new AccountNotFound(`${answer.error.message}: no professional account has this name`);
  }
  return parseDiscovery(at(answer.root, 'business_discovery'));
}

/** There is no `next` here: the cursor goes into the next expression. */
export function parseDiscovery(discovered: JsonNode): DiscoveredAccount {
  const media = at(discovered, 'media');
  const found = elements(at(media, 'data'));
  return {
    profile: parseAccount(discovered, 'instagram-facebook', 'id'),
    posts: found.map(parseMedium).map(publicPost),
    nextCursor: found.length === 0 ? null : afterCursor(media),
  };
}
