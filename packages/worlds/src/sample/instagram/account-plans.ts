import type { InstagramAccount } from '../../instagram/instagram-world.ts';
import type { PostingPlan } from '../posting/planted-posts.ts';

/** How one Instagram account of the sample world is made. */
export interface InstagramPlan extends PostingPlan {
  readonly about: Pick<
    InstagramAccount,
    'username' | 'name' | 'biography' | 'accountType' | 'following'
  >;
  /** At the world's end. */
  readonly followers: number;
  /** It became a professional account so many days after the world's start. */
  readonly convertedAfterDays: number;
}

/** The own account of the demo's user, and another of the same person without any effect. */
export const instagramPlans: readonly InstagramPlan[] = [
  {
    key: 'instagram own',
    topic: 'kitchen',
    about: {
      username: 'kitchentablescience',
      name: 'Kitchen Table Science',
      biography: 'What happens in a small kitchen, and why.',
      accountType: 'MEDIA_CREATOR',
      following: 312,
    },
    followers: 38_420,
    medianViews: 14_000,
    postsPerDay: 1.2,
    beginnings: { days: 80, share: 0.33 },
    convertedAfterDays: 18,
    planted: true,
    deleted: 2,
  },
  {
    key: 'instagram other',
    topic: 'bikes',
    about: {
      username: 'slowbikes',
      name: 'Slow Bikes',
      biography: 'Steel, slowly.',
      accountType: 'BUSINESS',
      following: 77,
    },
    followers: 1_260,
    medianViews: 640,
    postsPerDay: 0.5,
    beginnings: { days: 0, share: 1 },
    convertedAfterDays: 0,
    planted: false,
    deleted: 0,
  },
];
