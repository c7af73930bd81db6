import {
  type NewScan,
  type Role,
  type ScrapeParameters,
  splitAccountRef,
} from '@viral-scan/contracts';
import { newScan } from './new-scan.ts';

export interface ScrapeToTakeOn {
  readonly ref?: string;
  readonly role?: Role;
  readonly scrape?: Partial<ScrapeParameters>;
  readonly known?: Partial<NewScan>;
}

/** A scraping task of one account, with no limit and no key. */
export function newScrape({
  ref = 'threads:somebody',
  role = 'competitor',
  scrape = {},
  known = {},
}: ScrapeToTakeOn = {}): NewScan {
  const isOwn = role === 'own';
  return newScan({
    kind: 'scrape',
    parameters: {
      platforms: [splitAccountRef(ref).platform ?? 'threads'],
      accounts: isOwn ? [ref] : [],
      competitors: isOwn ? [] : [ref],
      lookback_days: 7,
      timezone: 'UTC',
      insights: false,
      scrape: { account_id: ref, max_posts: 50, min_performance_percentile: 99, ...scrape },
    },
    steps: [
      { stepKey: 'collect-0', kind: 'collect-account', accountRef: ref, role },
      { stepKey: 'rank-posts', kind: 'rank-posts', accountRef: null, role: null },
    ],
    ...known,
  });
}
