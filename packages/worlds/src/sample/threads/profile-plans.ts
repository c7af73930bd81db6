import type { ThreadsProfile } from '../../threads/threads-world.ts';
import type { PostingPlan } from '../posting/planted-posts.ts';

/** How one Threads profile of the sample world is made. */
export interface ThreadsPlan extends PostingPlan {
  readonly about: Pick<ThreadsProfile, 'username' | 'name' | 'biography' | 'isVerified'>;
  /** At the world's end. */
  readonly followers: number;
  /** Where its links lead. */
  readonly site: string;
}

/** The own profile of the demo's user, and one too small for the platform to tell of its followers. */
export const threadsPlans: readonly ThreadsPlan[] = [
  {
    key: 'threads own',
    topic: 'kitchen',
    about: {
      username: 'kitchentablescience',
      name: 'Kitchen Table Science',
      biography: 'Questions from a small kitchen. Answers elsewhere.',
      isVerified: true,
    },
    followers: 12_870,
    site: 'https://kitchentablescience.example',
    medianViews: 5_200,
    postsPerDay: 1.3,
    beginnings: { days: 80, share: 0.38 },
    planted: true,
    deleted: 3,
  },
  {
    key: 'threads small',
    topic: 'bikes',
    about: {
      username: 'slowbikes',
      name: 'Slow Bikes',
      biography: 'Steel, slowly.',
      isVerified: false,
    },
    followers: 73,
    site: 'https://slowbikes.example',
    medianViews: 120,
    postsPerDay: 0.4,
    beginnings: { days: 0, share: 1 },
    planted: false,
    deleted: 0,
  },
];
