import type { ScanRecord } from './scan-record.ts';
import type { ViralPost } from './viral-post.ts';

type Told = Pick<ScanRecord, 'scanId' | 'parameters'>;

/** The account of a scraping task as its step names it; null for other scans. */
export const scrapedAccountOf = ({ parameters }: Told): string | null =>
  parameters.scrape === undefined
    ? null
    : (parameters.accounts[0] ?? parameters.competitors[0] ?? null);

/** Events of one scan, and those of all tasks of one account, keep their order. */
export const partitionKeyOf = (scan: Told): string =>
  scan.parameters.scrape?.partition_key ?? scrapedAccountOf(scan) ?? scan.scanId;

/** Which scan or task an event tells of; part of the data of each. */
export function namesInEvent(scan: Told): Readonly<Record<string, unknown>> {
  const { scrape } = scan.parameters;
  if (scrape === undefined) return { scan_id: scan.scanId };
  return {
    task_id: scan.scanId,
    account_id: scrape.account_id,
    account: scrapedAccountOf(scan),
  };
}

/** Data of `viral.scraping.started`. */
export function startedData(scan: Told): Readonly<Record<string, unknown>> {
  const { scrape, lookback_days: daysBack } = scan.parameters;
  if (scrape === undefined) return { ...namesInEvent(scan), parameters: scan.parameters };
  return {
    ...namesInEvent(scan),
    max_posts: scrape.max_posts,
    days_back: daysBack,
    min_performance_percentile: scrape.min_performance_percentile,
  };
}

/** A post in `viral.pattern.identified`: nothing that anybody wrote. */
export const postInEvent = (post: ViralPost): Readonly<Record<string, unknown>> => ({
  account_id: post.account_id,
  post_url: post.post_url,
  timestamp: post.timestamp,
  performance_percentile: post.performance_percentile,
  engagement_rate: post.engagement_rate,
});

const postsInEvent = 100;

/** As many posts as one event tells of: partners and the broker bound what they take at once. */
export function portionsOf(patterns: readonly ViralPost[]): readonly (readonly ViralPost[])[] {
  const portions: (readonly ViralPost[])[] = [];
  for (let from = 0; from < patterns.length; from += postsInEvent) {
    portions.push(patterns.slice(from, from + postsInEvent));
  }
  return portions;
}
