import type { TikTokAccount, TikTokDay, TikTokTotals, TikTokWorld } from '@viral-scan/worlds';
import type { GrantView } from '../../grants/grant-store.ts';
import { AccountsError, badParameter } from './accounts-error.ts';
import { requireScopes } from './caller.ts';
import { readDay, readFields, requireBusinessId } from './parameters.ts';

const dayMs = 86_400_000;
const mostDaysBack = 60;
/** Below it nothing is told of the audience. */
const fewestFollowers = 100;

interface About {
  readonly account: TikTokAccount;
  readonly totals: TikTokTotals;
}

interface Field<Subject> {
  readonly scope: string;
  /** Undefined: not in the answer. */
  read(subject: Subject): unknown;
}

const profile: Readonly<Record<string, Field<About>>> = {
  is_business_account: {
    scope: 'user.info.basic',
    read: ({ account }) => account.isBusiness,
  },
  display_name: { scope: 'user.info.basic', read: ({ account }) => account.displayName },
  profile_image: {
    scope: 'user.info.basic',
    read: ({ account }) =>
      `https://p16-sign.tiktokcdn-us.com/${account.username}.jpeg?x-expires=1795400000&x-signature=s`,
  },
  username: { scope: 'user.info.username', read: ({ account }) => account.username },
  bio_description: { scope: 'user.info.profile', read: ({ account }) => account.bio },
  profile_deep_link: {
    scope: 'user.info.profile',
    read: ({ account }) => `https://www.tiktok.com/@${account.username}`,
  },
  is_verified: { scope: 'user.info.profile', read: ({ account }) => account.isVerified },
  following_count: { scope: 'user.info.stats', read: ({ account }) => account.following },
  followers_count: { scope: 'user.info.stats', read: ({ totals }) => totals.followers },
  total_likes: { scope: 'user.info.stats', read: ({ totals }) => totals.likes },
  videos_count: { scope: 'user.info.stats', read: ({ totals }) => totals.posts },
};

const known = (value: number | null): number | undefined => value ?? undefined;
const zero = (): number => 0;

/** Of a day; all need `user.insights`. */
const daily: Readonly<Record<string, (day: TikTokDay) => unknown>> = {
  video_views: ({ views }) => views,
  unique_video_views: ({ reach }) => known(reach),
  profile_views: ({ profileViews }) => profileViews,
  likes: ({ likes }) => likes,
  comments: ({ comments }) => comments,
  shares: ({ shares }) => shares,
  followers_count: ({ followers }) => followers,
  daily_total_followers: ({ followers, newFollowers }) =>
    newFollowers === null ? undefined : followers,
  daily_new_followers: ({ newFollowers }) => known(newFollowers),
  daily_lost_followers: ({ lostFollowers }) => known(lostFollowers),
  phone_number_clicks: zero,
  lead_submissions: zero,
  app_download_clicks: zero,
  bio_link_clicks: zero,
  email_clicks: zero,
  address_clicks: zero,
  engaged_audience: ({ reach, likes }) =>
    reach === null ? undefined : Math.min(reach, Math.max(0, likes)),
  audience_activity: ({ activity }) =>
    (activity ?? []).map((count, hour) => ({ hour: String(hour), count })),
};

const audiences: Readonly<Record<string, readonly Readonly<Record<string, string | number>>[]>> = {
  audience_ages: [
    { age: '18-24', percentage: 0.31 },
    { age: '25-34', percentage: 0.42 },
    { age: '35-44', percentage: 0.27 },
  ],
  audience_genders: [
    { gender: 'Female', percentage: 0.55 },
    { gender: 'Male', percentage: 0.43 },
    { gender: 'Other', percentage: 0.02 },
  ],
  audience_countries: [
    { country: 'DE', percentage: 0.7 },
    { country: 'AT', percentage: 0.18 },
    { country: 'CH', percentage: 0.12 },
  ],
  audience_cities: [
    { city_name: 'Berlin', percentage: 0.4 },
    { city_name: 'Hamburg', percentage: 0.2 },
  ],
};

const isField = (field: string): boolean =>
  field in profile || field in daily || field in audiences;

/** `GET /business/get/`: the profile, its days and its audience, as far as `fields` asks. */
export function getBusiness(
  tiktok: TikTokWorld,
  at: Date,
  query: URLSearchParams,
  grant: GrantView,
): object {
  const id = requireBusinessId(query, grant);
  const fields = readFields(query, isField, ['display_name', 'profile_image']);
  const { from, to } = readDays(query, at);
  const ofDays = daysFields(fields);
  requireScopes(grant, [
    ...fields.flatMap((field) => profile[field]?.scope ?? []),
    ...(ofDays.length > 0 || fields.some((field) => field in audiences) ? ['user.insights'] : []),
  ]);
  const account = tiktok.accounts.find(({ openId }) => openId === id);
  const totals = tiktok.totals(id, at);
  if (account === undefined || totals === null) throw new AccountsError(40001);

  return {
    ...Object.fromEntries(
      fields.flatMap((field) => {
        const ofProfile = profile[field];
        return ofProfile === undefined ? [] : [[field, ofProfile.read({ account, totals })]];
      }),
    ),
    ...(ofDays.length > 0 && { metrics: readMetrics(tiktok, id, from, to, at, ofDays) }),
    ...Object.fromEntries(
      fields.flatMap((field) =>
        field in audiences
          ? [[field, totals.followers < fewestFollowers ? [] : audiences[field]]]
          : [],
      ),
    ),
  };
}

/** `followers_count` alone is the profile's; beside other figures of days it is theirs too. */
function daysFields(fields: readonly string[]): readonly string[] {
  const ofDays = fields.filter((field) => field in daily);
  return ofDays.every((field) => field in profile) ? [] : ofDays;
}

function readDays(
  query: URLSearchParams,
  at: Date,
): { readonly from: number; readonly to: number } {
  const today = Math.floor(at.getTime() / dayMs);
  const name = (day: number): string => new Date(day * dayMs).toISOString().slice(0, 10);
  const number = (day: string): number => Date.parse(`${day}T00:00:00Z`) / dayMs;
  const from = number(readDay(query, 'start_date', name(today - 7)));
  const to = number(readDay(query, 'end_date', name(today - 1)));
  if (from > to) throw badParameter('start_date', 'is after end_date');
  if (to > today) throw badParameter('end_date', 'lies in the future');
  if (from < today - mostDaysBack) {
    throw badParameter('start_date', `is more than ${mostDaysBack} days ago`);
  }
  return { from, to };
}

function readMetrics(
  tiktok: TikTokWorld,
  id: string,
  from: number,
  to: number,
  at: Date,
  fields: readonly string[],
): object[] {
  const rows: object[] = [];
  for (let number = from; number <= to; number += 1) {
    const day = tiktok.day(id, new Date(number * dayMs).toISOString().slice(0, 10), at);
    if (day === null) continue;
    const values = fields.map((field) => [field, daily[field]?.(day)] as const);
    rows.push({
      date: day.day,
      ...Object.fromEntries(values.filter(([, value]) => value !== undefined)),
    });
  }
  return rows;
}
