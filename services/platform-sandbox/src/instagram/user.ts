import type { InstagramAccount } from '@viral-scan/worlds';
import { type Readers, readFields, showNode } from '../meta/field-list.ts';
import { checkParameters } from '../meta/parameters.ts';
import { discover } from './business-discovery.ts';
import { type Door, type InstagramCall, requireBasic } from './instagram-call.ts';

interface ShownUser {
  readonly account: InstagramAccount;
  readonly call: InstagramCall;
}

const pictureOf = ({ id }: InstagramAccount): string =>
  `https://scontent.cdninstagram.com/v/t51.2885-15/${id}_n.jpg?_nc_cat=1`;

const common: Readers<ShownUser> = {
  username: ({ account }) => account.username,
  name: ({ account }) => account.name,
  biography: ({ account }) => account.biography,
  website: () => undefined,
  profile_picture_url: ({ account }) => pictureOf(account),
  followers_count: ({ account, call }) => call.instagram.totals(account.id, call.at)?.followers,
  follows_count: ({ account }) => account.following,
  media_count: ({ account, call }) => call.instagram.totals(account.id, call.at)?.media,
};

const readers: Readonly<Record<Door, Readers<ShownUser>>> = {
  'instagram-login': {
    ...common,
    id: ({ account }) => account.appScopedId,
    user_id: ({ account }) => account.id,
    account_type: ({ account }) => account.accountType,
  },
  'instagram-facebook': {
    ...common,
    id: ({ account }) => account.id,
    business_discovery: ({ call }, field) => discover(call, field),
  },
};

/** `GET /me` and `GET /{ig-user}`. */
export function showUser(call: InstagramCall, account: InstagramAccount): object {
  requireBasic(call);
  checkParameters(call.query, ['fields']);
  return showNode('IGUser', readers[call.door], { account, call }, readFields(call.query));
}
