import {
  type CollectedPost,
  type Principal,
  reportBodySchema,
  type ScanRecord,
} from '@viral-scan/contracts';
import { type AnalysisRequest, type AnalysisSessions, digestOf, windowOf } from '@viral-scan/scan';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { metrics } from '../builders/post.ts';
import {
  collect,
  collected,
  initiated,
  type StoreUnderTest,
  somebody,
} from './store-under-test.ts';

export interface SessionsUnderTest {
  readonly store: StoreUnderTest;
  /** Over what the store keeps, with the real analysis; at least two at once. */
  readonly sessions: AnalysisSessions;
  close(): Promise<void>;
}

const own = 'UC0000000000000000000001';

/** Registers what all AnalysisSessions promise. */
export function analysisSessionsConformance(
  name: string,
  open: () => Promise<SessionsUnderTest>,
): void {
  describe(`${name} are analysis sessions`, () => {
    let under: SessionsUnderTest;
    let who: Principal;
    beforeAll(async () => {
      under = await open();
    });
    afterAll(() => under.close());
    beforeEach(async () => {
      who = await somebody(under.store);
    });

    const scanned = (views: number): Promise<AnalysisRequest> =>
      scannedOf(
        views,
        Array.from({ length: 3 }, (_, n) =>
          collected(`post-${n}`, `2026-05-2${n}T08:00:00Z`, metrics({ views, likes: n })),
        ),
      );
    const scannedOf = async (views: number, rows: readonly CollectedPost[]) => {
      const scanId = await initiated(under.store, who);
      // In the week before the window, which is read but not counted.
      const before = collected('before', '2026-02-28T08:00:00Z', metrics({ views }));
      await collect(under.store, who, scanId, 'collect-0', own, [...rows, before]);
      const scan: ScanRecord | null = await under.store.scans.find(who, scanId);
      if (scan === null) throw new Error('the scan is gone');
      return { subject: who, scan, window: windowOf(scan) };
    };
    const call = () => ({ signal: new AbortController().signal });

    it('name what they read, and how much it is', async () => {
      const request = await scanned(100);
      const first = await under.sessions.open(request, call());
      const second = await under.sessions.open(request, call());
      expect(first.dataset).toEqual({
        fingerprint: expect.stringMatching(/^[0-9a-f]{64}$/),
        posts: 3,
        accounts: 1,
      });
      expect(second.dataset).toEqual(first.dataset);
      await Promise.all([first.close(), second.close()]);
      const other = await under.sessions.open(await scanned(101), call());
      expect(other.dataset.fingerprint).not.toBe(first.dataset.fingerprint);
      await other.close();
    });

    it('analyse what they named, to the same digest each time', async () => {
      const request = await scanned(100);
      const digests: string[] = [];
      for (let run = 0; run < 2; run += 1) {
        const session = await under.sessions.open(request, call());
        const { body, digest } = await session.analyze();
        await session.close();
        expect(reportBodySchema.parse(body)).toEqual(body);
        expect(body.accounts).toMatchObject([{ account_id: `youtube:${own}`, posts: 3 }]);
        expect(digest).toBe(digestOf(body));
        digests.push(digest);
      }
      expect(digests[1]).toBe(digests[0]);
    });

    it('rank the posts asked for among all that they named', async () => {
      const rows = Array.from({ length: 12 }, (_, n) =>
        collected(
          `post-${n}`,
          `2026-03-${String(10 + n)}T08:00:00Z`,
          metrics({ views: n === 10 ? 500 : 100 + n, likes: 20 }),
        ),
      );
      const session = await under.sessions.open(await scannedOf(9_000, rows), call());
      const wish = { since: new Date('2026-03-19T00:00:00Z'), maxPosts: 2 };
      const { postIds, ranked } = await session.rank(wish);
      expect(postIds).toEqual(['post-11', 'post-10']);
      expect(ranked).toEqual([
        {
          postId: 'post-10',
          metrics: metrics({ views: 500, likes: 20 }),
          engagementRate: { rate: 0.04, denominator: 'views' },
          percentile: 95.83,
          comparison: 'equal_age',
          compared: 12,
        },
        expect.objectContaining({ postId: 'post-11', percentile: 87.5 }),
      ]);
      await expect(session.analyze()).rejects.toThrow();
      await expect(session.rank(wish)).rejects.toThrow();
      await session.close();
    });

    it('are closed as often as one likes, and analyse nothing afterwards', async () => {
      const session = await under.sessions.open(await scanned(100), call());
      await session.close();
      await session.close();
      await expect(session.analyze()).rejects.toThrow();
    });

    it('do not begin once their signal has aborted', async () => {
      const reason = new Error('the service ends');
      const signal = AbortSignal.abort(reason);
      await expect(under.sessions.open(await scanned(100), { signal })).rejects.toThrow();
    });

    it('do not go on once their signal has aborted, and others do', async () => {
      const stop = new AbortController();
      const session = await under.sessions.open(await scanned(100), stop);
      const other = await under.sessions.open(await scanned(100), call());
      stop.abort(new Error('the service ends'));
      await expect(session.analyze()).rejects.toThrow();
      await session.close();
      expect((await other.analyze()).body.accounts).toHaveLength(1);
      await other.close();
    });
  });
}
