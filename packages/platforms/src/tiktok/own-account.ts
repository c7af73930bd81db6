import {
  type AccountProfile,
  type AccountRef,
  externalIdSchema,
  InvalidInput,
  splitAccountRef,
} from '@viral-scan/contracts';
import { at, broken, type JsonNode, optionalCounter, optionalText } from '../answer/json-node.ts';
import { requiredId } from '../answer/numbers.ts';
import { keepText } from '../caption.ts';

/** The open id of `tiktok:<open id>`: how TikTok names a user to one app. */
export function openIdOf(ref: AccountRef): string {
  const { platform, externalId } = splitAccountRef(ref);
  if (platform !== 'tiktok') throw new InvalidInput('account', 'is not a TikTok account');
  return externalId;
}

export function requiredOpenId(node: JsonNode): string {
  const id = requiredId(node);
  if (!externalIdSchema.safeParse(id).success) throw broken(node, 'is not an id');
  return id;
}

/** The account of a `business/get` answer, which does not repeat whose it is. */
export const parseBusinessAccount = (data: JsonNode, openId: string): AccountProfile => ({
  platform: 'tiktok',
  externalId: openId,
  origin: null,
  name: keepName(at(data, 'display_name')),
  handle: keepName(at(data, 'username')),
  followers: optionalCounter(at(data, 'followers_count')),
  timezone: null,
  source: 'tiktok-accounts-api',
});

/** The account of a `user/info` answer; name, handle and followers each need a scope. */
export function parseDisplayUser(data: JsonNode): AccountProfile {
  const user = at(data, 'user');
  return {
    platform: 'tiktok',
    externalId: requiredOpenId(at(user, 'open_id')),
    origin: null,
    name: keepName(at(user, 'display_name')),
    handle: keepName(at(user, 'username')),
    followers: optionalCounter(at(user, 'follower_count')),
    timezone: null,
    source: 'tiktok-display-api',
  };
}

const keepName = (node: JsonNode): string | null => keepText(optionalText(node) ?? '', 300);
