/** How one channel of the sample world is made. */
export interface ChannelPlan {
  readonly key: 'own' | 'no-effect' | 'rival-a' | 'rival-b' | 'rival-c' | 'rival-d';
  readonly title: string;
  readonly handle: string;
  readonly topic: 'kitchen' | 'bikes' | 'garden' | 'travel' | 'studio';
  /** Final views of the median post. */
  readonly medianViews: number;
  readonly subscribers: number;
  /** Mean over the whole world. */
  readonly postsPerDay: number;
  readonly weekly: boolean;
  /** Hour, hook and outliers of `sampleEffects`. */
  readonly planted: boolean;
}

/**
 * The own account carries the planted effects. `no-effect` posts like it, but neither hour nor
 * weekday nor opening changes anything there: whoever recommends something to it is wrong.
 */
export const channelPlans: readonly ChannelPlan[] = [
  {
    key: 'own',
    title: 'Kitchen Table Science',
    handle: '@kitchentablescience',
    topic: 'kitchen',
    medianViews: 12_000,
    subscribers: 184_512,
    postsPerDay: 2,
    weekly: true,
    planted: true,
  },
  {
    key: 'no-effect',
    title: 'Slow Bikes',
    handle: '@slowbikes',
    topic: 'bikes',
    medianViews: 9_000,
    subscribers: 96_431,
    postsPerDay: 2,
    weekly: false,
    planted: false,
  },
  {
    key: 'rival-a',
    title: 'The Pan Handlers',
    handle: '@thepanhandlers',
    topic: 'kitchen',
    medianViews: 48_000,
    subscribers: 1_204_377,
    postsPerDay: 1.5,
    weekly: true,
    planted: false,
  },
  {
    key: 'rival-b',
    title: 'Balcony Garden Club',
    handle: '@balconygardenclub',
    topic: 'garden',
    medianViews: 6_500,
    subscribers: 58_930,
    postsPerDay: 2.5,
    weekly: true,
    planted: false,
  },
  {
    key: 'rival-c',
    title: 'Two Tickets North',
    handle: '@twoticketsnorth',
    topic: 'travel',
    medianViews: 21_000,
    subscribers: 402_118,
    postsPerDay: 0.8,
    weekly: true,
    planted: false,
  },
  {
    key: 'rival-d',
    title: 'Basement Studio Notes',
    handle: '@basementstudionotes',
    topic: 'studio',
    medianViews: 2_600,
    subscribers: 17_845,
    postsPerDay: 1.1,
    weekly: false,
    planted: false,
  },
];
