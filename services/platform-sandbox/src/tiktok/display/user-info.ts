import type { TikTokAccount, TikTokTotals, TikTokWorld } from '@viral-scan/worlds';
import type { GrantView } from '../../grants/grant-store.ts';
import { DisplayError } from './display-error.ts';
import { readFields } from './parameters.ts';

interface Field {
  readonly scope: string;
  read(account: TikTokAccount, totals: TikTokTotals): unknown;
}

const basic = 'user.info.basic';
const profile = 'user.info.profile';
const stats = 'user.info.stats';

const picture = ({ username }: TikTokAccount, size: number): string =>
  `https://p19-sign.tiktokcdn-us.com/${username}~c5_${size}x${size}.jpeg`;

const fields: Readonly<Record<string, Field>> = {
  open_id: { scope: basic, read: ({ displayOpenId }) => displayOpenId },
  union_id: { scope: basic, read: ({ unionId }) => unionId },
  avatar_url: { scope: basic, read: (account) => picture(account, 168) },
  avatar_url_100: { scope: basic, read: (account) => picture(account, 100) },
  avatar_large_url: { scope: basic, read: (account) => picture(account, 1080) },
  display_name: { scope: basic, read: ({ displayName }) => displayName },
  bio_description: { scope: profile, read: ({ bio }) => bio },
  profile_deep_link: {
    scope: profile,
    read: ({ username }) => `https://www.tiktok.com/@${username}`,
  },
  is_verified: { scope: profile, read: ({ isVerified }) => isVerified },
  username: { scope: profile, read: ({ username }) => username },
  follower_count: { scope: stats, read: (_, { followers }) => followers },
  following_count: { scope: stats, read: ({ following }) => following },
  likes_count: { scope: stats, read: (_, { likes }) => likes },
  video_count: { scope: stats, read: (_, { posts }) => posts },
};

/** `GET /v2/user/info/`. */
export function userInfo(
  tiktok: TikTokWorld,
  at: Date,
  query: URLSearchParams,
  grant: GrantView,
): object {
  if (!grant.scopes.includes(basic)) throw new DisplayError('scope_not_authorized');
  const wanted = readFields(query, (field) => field in fields);
  const missing = wanted.find((field) => !grant.scopes.includes(fields[field]?.scope ?? ''));
  if (missing !== undefined) {
    throw new DisplayError('scope_permission_missed', `fields: ${missing} needs a further scope`);
  }
  const account = tiktok.accounts.find(({ openId }) => openId === grant.accountId);
  const totals = tiktok.totals(grant.accountId, at);
  if (account === undefined || totals === null) throw new DisplayError('access_token_invalid');
  return {
    user: Object.fromEntries(wanted.map((field) => [field, fields[field]?.read(account, totals)])),
  };
}
