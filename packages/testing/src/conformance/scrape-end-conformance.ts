import { type Principal, StepLost } from '@viral-scan/contracts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { newScan } from '../builders/new-scan.ts';
import { newScrape } from '../builders/new-scrape.ts';
import { metrics } from '../builders/post.ts';
import { report, reportedViralPost } from '../builders/report.ts';
import { collectedScrape, rankedPost, rankingOf } from './scraping-room.ts';
import {
  capturedAt,
  collect,
  collected,
  initiated,
  type OpenStore,
  type StoreUnderTest,
  somebody,
  started,
} from './store-under-test.ts';

const at = new Date('2026-06-01T12:00:09.000Z');
const published = '2026-05-20T08:00:00.000Z';
const three = { a: published, b: published, c: published };
const asCalled = { account_id: '@Some.Body' };
const own = 'youtube:UC0000000000000000000001';

/** Registers what every store promises of the ends of scraping tasks, and of what they tell. */
export function scrapeEndConformance(name: string, open: OpenStore): void {
  describe(`${name} ends scraping tasks`, () => {
    let store: StoreUnderTest;
    let who: Principal;
    beforeAll(async () => {
      store = await open();
    });
    afterAll(() => store.close());
    beforeEach(async () => {
      who = await somebody(store);
    });

    const inPattern = (postId: string, percentile: number, accountId: string) => ({
      content: 'How we doubled our reach',
      account_id: accountId,
      post_url: 'https://example.org/post-1',
      timestamp: published,
      likes: 40,
      comments: 8,
      shares: 2,
      engagement_rate: postId === 'b' ? 1 : 0.05,
      performance_percentile: percentile,
    });
    /** What the event itself says of it. */
    const told = (post: ReturnType<typeof inPattern>) => ({
      account_id: post.account_id,
      post_url: post.post_url,
      timestamp: post.timestamp,
      performance_percentile: post.performance_percentile,
      engagement_rate: post.engagement_rate,
    });

    it('says that a task has begun, in the order of its account', async () => {
      const planned = newScrape({ ref: 'threads:some.body', scrape: asCalled });
      await store.scans.initiate(who, planned);
      const events = await store.eventsOf(planned.scanId);
      expect(events).toMatchObject([
        {
          type: 'viral.scraping.started',
          subject: planned.scanId,
          partitionkey: 'threads:some.body',
        },
      ]);
      expect(events[0]?.data).toEqual({
        task_id: planned.scanId,
        account_id: '@Some.Body',
        account: 'threads:some.body',
        max_posts: 50,
        days_back: 7,
        min_performance_percentile: 99,
      });
    });

    it('does not start ranking before the account has been read', async () => {
      const planned = newScrape();
      await store.scans.initiate(who, planned);
      const rank = { scanId: planned.scanId, stepKey: 'rank-posts' };
      expect(await store.steps.start(who, rank)).toEqual({ outcome: 'nothing_to_do' });
    });

    it('ends a task with its ranked posts and three events, the pattern in full beside', async () => {
      const scrape = { ...asCalled, min_performance_percentile: 90 };
      const { scanId, lease, coverage } = await collectedScrape(store, who, {
        posts: three,
        scrape,
      });
      const cut = { engagementRate: { rate: 3.5, denominator: 'followers' } } as const;
      const ranking = {
        ...rankingOf(
          rankedPost('b', { percentile: 99.5, ...cut }),
          rankedPost('a', { percentile: 90 }),
          rankedPost('c', { percentile: 89.99 }),
        ),
        postIds: ['a', 'b', 'c', 'not-compared'],
      };
      await store.steps.saveRanking(who, lease, ranking, at);

      expect(await store.scans.find(who, scanId)).toMatchObject({
        state: 'completed',
        completedAt: at,
        error: null,
        steps: [{ state: 'completed' }, { state: 'completed' }],
      });
      const [, ...events] = await store.eventsOf(scanId);
      const names = { task_id: scanId, account_id: '@Some.Body', account: 'threads:somebody' };
      const patterns = [inPattern('b', 99.5, '@Some.Body'), inPattern('a', 90, '@Some.Body')];
      expect(events.map(({ type, data }) => [type, data])).toEqual([
        ['viral.content.discovered', { ...names, posts_found: 4, coverage: [coverage] }],
        ['viral.pattern.identified', { ...names, posts: patterns.map(told) }],
        ['viral.scraping.completed', { ...names, posts_found: 4, status: 'completed' }],
      ]);
      for (const { time, partitionkey } of events) {
        expect([time, partitionkey]).toEqual([at.toISOString(), 'threads:somebody']);
      }
      expect(await store.patternsOf(scanId)).toEqual([patterns]);
      await expect(store.steps.saveRanking(who, lease, ranking, at)).rejects.toThrow(StepLost);
    });

    it('tells of no pattern where no post stands high enough, and is partial as its coverage', async () => {
      const { scanId, lease } = await collectedScrape(store, who, {
        posts: three,
        status: 'partial',
      });
      const ranking = rankingOf(rankedPost('a', { percentile: 98.9 }));
      await store.steps.saveRanking(who, lease, ranking, at);
      expect((await store.scans.find(who, scanId))?.state).toBe('partial');
      const events = await store.eventsOf(scanId);
      expect(events.map(({ type }) => type)).toEqual([
        'viral.scraping.started',
        'viral.content.discovered',
        'viral.scraping.completed',
      ]);
      expect(events.at(-1)?.data).toMatchObject({ status: 'partial', posts_found: 1 });
      expect(await store.patternsOf(scanId)).toEqual([]);
    });

    it('leaves out posts that were deleted meanwhile', async () => {
      const { scanId, lease } = await collectedScrape(store, who, { posts: { a: published } });
      const top = { percentile: 99.9 };
      const ranking = rankingOf(rankedPost('a', top), rankedPost('gone', top));
      await store.steps.saveRanking(who, lease, ranking, at);
      expect(await store.patternsOf(scanId)).toEqual([[inPattern('a', 99.9, 'threads:somebody')]]);
    });

    it('writes nothing of a ranking when the step is lost', async () => {
      const { scanId, lease } = await collectedScrape(store, who, { posts: three });
      await started(store, who, scanId, 'rank-posts');
      const ranking = rankingOf(rankedPost('a'));
      await expect(store.steps.saveRanking(who, lease, ranking, at)).rejects.toThrow(StepLost);
      expect(await store.eventsOf(scanId)).toHaveLength(1);
      const everything = { account: null, minEngagementRate: null, top1PercentOnly: false };
      const page = { minPercentile: 0, limit: 1, offset: 0 };
      expect(await store.scrapes.rankedPosts(who, { ...everything, ...page })).toEqual({
        posts: [],
        total: 0,
      });
    });

    it('says that a task or a scan has failed, and why', async () => {
      const error = { code: 'nothing_collected', message: 'no source could be read' };
      const { scanId, lease } = await collectedScrape(store, who, { posts: three });
      await store.steps.failScan(who, lease, error);
      const names = {
        task_id: scanId,
        account_id: 'threads:somebody',
        account: 'threads:somebody',
      };
      expect((await store.eventsOf(scanId)).at(-1)).toMatchObject({
        type: 'viral.scraping.completed',
        data: { ...names, status: 'failed', error, posts_found: 3 },
      });

      const scan = await initiated(store, who);
      const begun = await started(store, who, scan, 'collect-0');
      await store.steps.failScan(who, begun.lease, error);
      const [first, last] = await store.eventsOf(scan);
      expect([first?.partitionkey, last?.partitionkey]).toEqual([scan, scan]);
      expect(last).toMatchObject({
        type: 'viral.scraping.completed',
        data: { scan_id: scan, status: 'failed', error },
      });
    });

    it('keeps and tells of the top 1 % of a report, with the counters that it saw last', async () => {
      const scanId = await initiated(store, who);
      const early = collected('a', published, metrics({ views: 100, likes: 1 }));
      await collect(store, who, scanId, 'collect-0', 'UC0000000000000000000001', [
        early,
        collected('b', published, metrics({ likes: 1 })),
        collected('c', published, metrics({ views: 100, likes: 1 })),
      ]);
      await collect(store, who, scanId, 'collect-1', 'UC0000000000000000000002', []);
      const { lease } = await started(store, who, scanId, 'analyze-scan');
      const said = report({
        scan_id: scanId,
        as_of: capturedAt.toISOString(),
        viral_posts: [
          reportedViralPost({ post_id: 'a' }),
          reportedViralPost({ post_id: 'b', performance_percentile: 99, top_1_percent: false }),
          // Rounded: what is told as 99.00 is above it.
          reportedViralPost({ post_id: 'c', performance_percentile: 99, top_1_percent: true }),
        ],
      });
      await store.steps.saveReport(who, lease, said);
      const pattern = {
        ...inPattern('a', 99.5, own),
        likes: 1,
        comments: 0,
        shares: 0,
        engagement_rate: 0.01,
      };
      const rounded = { ...pattern, performance_percentile: 99.01 };
      expect(await store.patternsOf(scanId)).toEqual([[pattern, rounded]]);
      const events = await store.eventsOf(scanId);
      expect(events.map(({ type }) => type)).toEqual([
        'viral.scraping.started',
        'viral.content.discovered',
        'viral.pattern.identified',
        'viral.scraping.completed',
      ]);
      expect(events[2]?.data).toEqual({ scan_id: scanId, posts: [told(pattern), told(rounded)] });
      const { posts } = await store.scrapes.rankedPosts(who, {
        account: own,
        minEngagementRate: null,
        top1PercentOnly: true,
        limit: 10,
        offset: 0,
      });
      expect(posts).toMatchObject([
        { postId: 'a', metrics: { views: 100, likes: 1, shares: null }, rankedAt: capturedAt },
        { postId: 'c', percentile: 99.01 },
      ]);
    });

    it('tells of many posts in portions', async () => {
      const ids = Array.from({ length: 250 }, (_, index) => `p${index}`);
      const task = await collectedScrape(store, who, {
        posts: Object.fromEntries(ids.map((id) => [id, published])),
        scrape: { ...asCalled, max_posts: 250, min_performance_percentile: 0 },
      });
      const ranking = rankingOf(...ids.map((id) => rankedPost(id)));
      await store.steps.saveRanking(who, task.lease, ranking, at);
      const portions = await store.patternsOf(task.scanId);
      expect(portions.map((posts) => posts.length)).toEqual([100, 100, 50]);
    });

    it('tells of no pattern in a report without any', async () => {
      const scanId = await initiated(store, who, { steps: newScan().steps.slice(2) });
      const { lease } = await started(store, who, scanId, 'analyze-scan');
      await store.steps.saveReport(who, lease, report({ scan_id: scanId }));
      expect(await store.patternsOf(scanId)).toEqual([]);
    });
  });
}
