import { type Metrics, noMetrics, type WatchTime } from '@viral-scan/contracts';
import { optionalCounter } from '../answer/json-node.ts';
import { optionalAmount } from '../answer/numbers.ts';
import { type InsightRow, lifetimeValue } from '../meta/insight-rows.ts';

/** What insights say of a medium over its life. */
export interface MediaFigures {
  readonly metrics: Metrics;
  readonly watch: WatchTime | null;
}

/** Nothing is said: never zeros. */
export const noFigures: MediaFigures = { metrics: noMetrics, watch: null };

type Rows = ReadonlyMap<string, InsightRow>;

/** What is asked for; one metric that a product type does not have fails the whole call. */
export function metricsOf(productType: string | null): readonly string[] {
  switch (productType) {
    case 'REELS':
      return [...ofPosts, averageWatch, totalWatch];
    case 'STORY':
      return ofAll;
    default:
      return ofPosts;
  }
}
const averageWatch = 'ig_reels_avg_watch_time';
const totalWatch = 'ig_reels_video_view_total_time';
const ofAll = ['views', 'reach', 'shares'];
const ofPosts = [...ofAll, 'saved'];

export function figuresOf(rows: Rows): MediaFigures {
  const counter = (name: string): number | null => {
    const row = rows.get(name);
    return row === undefined ? null : optionalCounter(lifetimeValue(row));
  };
  return {
    metrics: {
      views: counter('views'),
      likes: counter('likes'),
      comments: counter('comments'),
      shares: counter('shares'),
      saves: counter('saved'),
      reach: counter('reach'),
    },
    watch: watchOf(rows),
  };
}

/** Instagram gives milliseconds. */
function watchOf(rows: Rows): WatchTime | null {
  const seconds = (name: string): number | null => {
    const row = rows.get(name);
    const ms = row === undefined ? null : optionalAmount(lifetimeValue(row));
    return ms === null ? null : ms / 1_000;
  };
  const totalSeconds = seconds(totalWatch);
  const averageSeconds = seconds(averageWatch);
  return totalSeconds === null && averageSeconds === null
    ? null
    : { totalSeconds, averageSeconds, fullyWatchedShare: null };
}
