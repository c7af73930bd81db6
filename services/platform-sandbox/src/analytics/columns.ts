import type { ChannelGains, VideoGains } from '@viral-scan/worlds';

export type DataType = 'STRING' | 'INTEGER' | 'FLOAT';
export type Gains = VideoGains & Partial<ChannelGains>;

interface Metric {
  readonly dataType: DataType;
  /** From what was gained in a span. */
  read(gains: Gains): number;
}

const per = (amount: number, of: number): number => (of === 0 ? 0 : amount / of);

/** Metrics over spans of days. */
export const metrics: Readonly<Record<string, Metric>> = {
  views: { dataType: 'INTEGER', read: ({ views }) => views },
  engagedViews: { dataType: 'INTEGER', read: ({ views }) => Math.floor(views * 0.93) },
  estimatedMinutesWatched: {
    dataType: 'INTEGER',
    read: ({ watchSeconds }) => Math.floor(watchSeconds / 60),
  },
  averageViewDuration: {
    dataType: 'INTEGER',
    read: ({ watchSeconds, views }) => Math.floor(per(watchSeconds, views)),
  },
  averageViewPercentage: {
    dataType: 'FLOAT',
    // Two digits by multiplication: with the binary noise that the platform's figures have.
    read: ({ watchSeconds, lengthSeconds }) =>
      Math.round(10_000 * per(watchSeconds, lengthSeconds)) * 0.01,
  },
  likes: { dataType: 'INTEGER', read: ({ likes }) => likes },
  comments: { dataType: 'INTEGER', read: ({ comments }) => comments },
  shares: { dataType: 'INTEGER', read: ({ shares }) => shares },
  subscribersGained: { dataType: 'INTEGER', read: (gains) => gains.subscribersGained ?? 0 },
  subscribersLost: { dataType: 'INTEGER', read: (gains) => gains.subscribersLost ?? 0 },
  videosAddedToPlaylists: { dataType: 'INTEGER', read: () => 0 },
};

/** Of one video, along its length. */
export const retentionMetrics = ['audienceWatchRatio', 'relativeRetentionPerformance'] as const;
export type RetentionMetric = (typeof retentionMetrics)[number];

/** No channel here is monetised. */
export const revenueMetrics: readonly string[] = [
  'estimatedRevenue',
  'estimatedAdRevenue',
  'estimatedRedPartnerRevenue',
  'grossRevenue',
  'cpm',
  'playbackBasedCpm',
  'adImpressions',
  'monetizedPlaybacks',
];

/** Known, but the sandbox's audiences are too small to be told apart: always without rows. */
export const suppressedDimensions: readonly string[] = [
  'country',
  'ageGroup',
  'gender',
  'insightTrafficSourceType',
  'deviceType',
  'creatorContentType',
  'subscribedStatus',
];
export const suppressedMetrics: readonly string[] = ['viewerPercentage'];

export const isMetric = (name: string): boolean =>
  name in metrics ||
  retentionMetrics.some((known) => known === name) ||
  revenueMetrics.includes(name) ||
  suppressedMetrics.includes(name);

export const isDimension = (name: string): boolean =>
  ['day', 'month', 'video', 'elapsedVideoTimeRatio'].includes(name) ||
  suppressedDimensions.includes(name);

export const dataTypeOf = (column: string): DataType => {
  if (column === 'elapsedVideoTimeRatio' || column === 'viewerPercentage') return 'FLOAT';
  if (retentionMetrics.some((known) => known === column)) return 'FLOAT';
  return metrics[column]?.dataType ?? 'STRING';
};
