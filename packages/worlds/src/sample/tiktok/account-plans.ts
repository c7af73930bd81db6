import type { ChannelPlan } from '../channel-plans.ts';

/** How one TikTok account of the sample world is made. */
export interface TikTokPlan {
  readonly key: 'tiktok own' | 'tiktok small';
  readonly username: string;
  readonly displayName: string;
  readonly bio: string;
  readonly topic: ChannelPlan['topic'];
  /** Final views of the median post. */
  readonly medianViews: number;
  /** At the world's end. */
  readonly followers: number;
  readonly following: number;
  readonly postsPerDay: number;
  readonly isVerified: boolean;
  readonly isBusiness: boolean;
  readonly weekly: boolean;
  readonly planted: boolean;
}

/** The own account of the demo's user, and one too small for the platform to tell of its audience. */
export const tiktokPlans: readonly TikTokPlan[] = [
  {
    key: 'tiktok own',
    username: 'kitchentablescience',
    displayName: 'Kitchen Table Science',
    bio: 'Short answers from a small kitchen.',
    topic: 'kitchen',
    medianViews: 24_000,
    followers: 52_340,
    following: 148,
    postsPerDay: 1.6,
    isVerified: false,
    isBusiness: true,
    weekly: true,
    planted: true,
  },
  {
    key: 'tiktok small',
    username: 'slowbikes',
    displayName: 'Slow Bikes',
    bio: 'Steel, slowly.',
    topic: 'bikes',
    medianViews: 310,
    followers: 84,
    following: 61,
    postsPerDay: 0.4,
    isVerified: false,
    isBusiness: false,
    weekly: false,
    planted: false,
  },
];
