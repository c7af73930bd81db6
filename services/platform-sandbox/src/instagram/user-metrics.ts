import type { InstagramDay } from '@viral-scan/worlds';

/** How one metric of an account is asked for and answered. */
export interface UserMetric {
  readonly value: (day: InstagramDay) => number;
  /** As `values` by day, as `total_value`, or both. */
  readonly shapes: readonly ('time_series' | 'total_value')[];
  readonly breakdowns: readonly string[];
}

const interactions = ({ likes, comments, shares, saves }: InstagramDay): number =>
  likes + comments + shares + saves;
const total = ['total_value'] as const;
const product = ['media_product_type'] as const;

/** `period=day`. */
export const dayMetrics: Readonly<Record<string, UserMetric>> = {
  reach: {
    value: ({ reach }) => reach,
    shapes: ['time_series', 'total_value'],
    breakdowns: ['follow_type', 'media_product_type'],
  },
  follower_count: { value: ({ followed }) => followed, shapes: ['time_series'], breakdowns: [] },
  views: {
    value: ({ views }) => views,
    shapes: total,
    breakdowns: ['follow_type', 'follower_type', 'media_product_type'],
  },
  accounts_engaged: { value: (day) => day.accountsEngaged, shapes: total, breakdowns: [] },
  likes: { value: ({ likes }) => likes, shapes: total, breakdowns: product },
  comments: { value: ({ comments }) => comments, shapes: total, breakdowns: product },
  saves: { value: ({ saves }) => saves, shapes: total, breakdowns: product },
  shares: { value: ({ shares }) => shares, shapes: total, breakdowns: product },
  replies: { value: () => 0, shapes: total, breakdowns: [] },
  reposts: { value: () => 0, shapes: total, breakdowns: [] },
  total_interactions: { value: interactions, shapes: total, breakdowns: product },
  follows_and_unfollows: {
    value: ({ followed, unfollowed }) => followed + unfollowed,
    shapes: total,
    breakdowns: ['follow_type'],
  },
  profile_links_taps: {
    value: (day) => day.profileLinksTaps,
    shapes: total,
    breakdowns: ['contact_button_type'],
  },
};

/** `period=lifetime`; the first has no shape of its own to ask for. */
export const lifetimeMetrics = [
  'online_followers',
  'follower_demographics',
  'engaged_audience_demographics',
] as const;

/** Known, and gone. */
export const formerUserMetrics = [
  'impressions',
  'profile_views',
  'email_contacts',
  'get_directions_clicks',
  'phone_call_clicks',
  'text_message_clicks',
  'website_clicks',
  'audience_city',
  'audience_country',
  'audience_gender_age',
  'audience_locale',
] as const;
