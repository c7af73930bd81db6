import { rankPosts } from '@viral-scan/analysis';
import { type AnalysisInput, type Ranking, StepLost } from '@viral-scan/contracts';
import {
  collectAccount,
  maxStarts,
  planSteps,
  type RankDeps,
  rankAccount,
  type SessionDeps,
  sessionsInPlace,
} from '@viral-scan/scan';
import { metrics, newScan, post, profile, reportBody } from '@viral-scan/testing';
import { beforeEach, describe, expect, it } from 'vitest';
import { attempt, collectDeps, own, type ScanRoom, scanRoom } from './scan-room.ts';
import { type ScriptedConnector, scriptedConnector } from './scripted-connector.ts';

const dayMs = 86_400_000;
const { signal } = new AbortController();

let room: ScanRoom;
let youtube: ScriptedConnector;
let asked: { readonly input: AnalysisInput; readonly wish: Parameters<SessionDeps['rank']>[1] }[];
let saved: { readonly ranking: Ranking; readonly at: Date }[];
beforeEach(async () => {
  room = await scanRoom();
  youtube = scriptedConnector({ [own]: [published(1, 2, 3, 4), published(40, 80, 360, 370)] });
  [asked, saved] = [[], []];
});

/** Posts of so many days ago; the older, the more views. */
const published = (...days: readonly number[]) =>
  days.map((daysAgo) => ({
    post: post({
      externalId: `d${daysAgo}`,
      publishedAt: new Date(room.clock.now().getTime() - daysAgo * dayMs),
    }),
    metrics: metrics({ views: 100 * daysAgo, likes: daysAgo }),
    retention: null,
  }));

const ranking = (rank: SessionDeps['rank'] = rankPosts): RankDeps => ({
  steps: {
    ...room.store.steps,
    saveRanking: async (subject, lease, made, at) => {
      await room.store.steps.saveRanking(subject, lease, made, at);
      saved.push({ ranking: made, at });
    },
  },
  analysis: sessionsInPlace({
    steps: room.store.steps,
    analyze: () => reportBody(),
    rank: (input, wish) => {
      asked.push({ input, wish });
      return rank(input, wish);
    },
    analysisVersion: 'v1',
  }),
  clock: room.clock,
});

/** A task that was taken on and, unless told otherwise, collected. */
async function task({ days = 30, maxPosts = 3, isCollected = true } = {}): Promise<string> {
  const parameters = {
    ...newScan().parameters,
    accounts: [own],
    competitors: [],
    lookback_days: days,
    insights: false as const,
    scrape: { account_id: own, max_posts: maxPosts, min_performance_percentile: 99 },
  };
  const steps = planSteps('scrape', parameters);
  const scanId = await room.initiated({ kind: 'scrape', parameters, steps });
  if (isCollected) await collect(scanId);
  return scanId;
}
const collect = (scanId: string) =>
  collectAccount(collectDeps(room, youtube), room.who, { scanId, stepKey: 'collect-0' }, attempt());
/** The whole year, by an ordinary scan. */
async function known(): Promise<void> {
  const { parameters } = newScan();
  await collect(await room.initiated({ parameters: { ...parameters, lookback_days: 3_000 } }));
}
const rank = (scanId: string, deps: RankDeps = ranking()) =>
  rankAccount(deps, room.who, { scanId, stepKey: 'rank-posts' }, { signal });
const scanOf = (scanId: string) => room.store.scans.find(room.who, scanId);

describe('ranking an account', () => {
  it('has nothing to do while the account is still being read, and when it is done', async () => {
    const scanId = await task({ isCollected: false });
    const nothing = { outcome: 'nothing_to_do', posts: 0, ranked: 0 };
    expect(await rank(scanId)).toEqual(nothing);
    await collect(scanId);
    expect(await rank(scanId)).toMatchObject({ outcome: 'completed' });
    expect(await rank(scanId)).toEqual(nothing);
    expect(saved).toHaveLength(1);
  });

  it('compares all that is stored of a year, and names the newest of the days asked for', async () => {
    await known();
    const scanId = await task({ days: 30, maxPosts: 3 });
    expect(await rank(scanId)).toEqual({ outcome: 'completed', posts: 3, ranked: 0 });
    const [{ input, wish } = expect.fail('nobody ranked')] = asked;
    const now = room.clock.now().getTime();
    expect(input).toMatchObject({ asOfMs: now, fromMs: now - 365 * dayMs });
    expect(input.accounts).toMatchObject([{ accountId: own, role: 'own' }]);
    // What is older than a year is read, and left out by `fromMs`.
    expect(input.accounts[0]?.posts.map(({ postId }) => postId)).toEqual(
      expect.arrayContaining(['d360', 'd80', 'd40', 'd4', 'd1']),
    );
    expect(wish).toEqual({ sinceMs: now - 30 * dayMs, maxPosts: 3 });
    expect(saved[0]?.ranking).toEqual({ postIds: ['d1', 'd2', 'd3'], ranked: [] });
    expect(await scanOf(scanId)).toMatchObject({ state: 'completed' });
  });

  it('keeps what stands where, as of when the account was read', async () => {
    youtube = scriptedConnector({
      [own]: [published(...Array.from({ length: 40 }, (_, n) => 31 + n))],
    });
    youtube.before = () => room.clock.advance(1_000);
    const scanId = await task({ days: 100, maxPosts: 40 });
    room.clock.advance(-1_000);
    expect(await rank(scanId)).toEqual({ outcome: 'completed', posts: 40, ranked: 40 });
    const [{ ranking: made, at } = expect.fail('nothing was kept')] = saved;
    expect(made.ranked[0]).toMatchObject({ postId: 'd70', percentile: 98.75, compared: 40 });
    expect(at).toEqual(new Date(asked[0]?.input.asOfMs ?? 0));
    expect((await scanOf(scanId))?.completedAt).toEqual(at);
  });

  it('is partial when the account was not read to its end', async () => {
    const scanId = await task({ isCollected: false });
    const { lease } = await startedCollect(scanId);
    const { accountId } = await room.store.steps.saveAccount(room.who, lease, {
      profile: profile(),
      access: 'public',
      capturedAt: room.clock.now(),
      cursor: '',
    });
    await room.store.steps.finishCollect(room.who, lease, {
      state: 'failed',
      accountId,
      error: { code: 'quota_exhausted', message: 'the quota of today is used up' },
      coverage: {
        account_id: own,
        platform: 'youtube',
        role: 'own',
        source: 'youtube-data-api',
        access: 'public',
        status: 'partial',
        reason: 'the quota of today is used up',
        captured_at: room.clock.now().toISOString(),
        posts: 0,
        posts_without_metrics: 0,
      },
    });
    expect(await rank(scanId)).toEqual({ outcome: 'partial', posts: 0, ranked: 0 });
    expect(await scanOf(scanId)).toMatchObject({ state: 'partial' });
  });

  it('fails with the reason when the account could not be read', async () => {
    youtube = scriptedConnector({});
    const scanId = await task();
    expect(await rank(scanId)).toEqual({ outcome: 'failed', posts: 0, ranked: 0 });
    expect(await scanOf(scanId)).toMatchObject({
      state: 'failed',
      error: {
        code: 'nothing_collected',
        message: `no source could be read (${own}: there is no ${own})`,
      },
    });
    expect(asked).toEqual([]);
  });

  it('fails after too many starts', async () => {
    const scanId = await task();
    const broken = ranking(() => {
      throw new Error('the thread died');
    });
    for (let start = 1; start <= maxStarts; start += 1) {
      await expect(rank(scanId, broken)).rejects.toThrow('the thread died');
    }
    expect(await rank(scanId, broken)).toMatchObject({ outcome: 'failed' });
    expect(await scanOf(scanId)).toMatchObject({ error: { code: 'too_many_starts' } });
  });

  it('keeps nothing when another worker has taken it over', async () => {
    const scanId = await task();
    const deps = ranking();
    const overtaken: RankDeps = {
      ...deps,
      analysis: {
        async open(...request) {
          const session = await deps.analysis.open(...request);
          await room.store.steps.start(room.who, { scanId, stepKey: 'rank-posts' });
          return session;
        },
      },
    };
    await expect(rank(scanId, overtaken)).rejects.toBeInstanceOf(StepLost);
    expect(saved).toEqual([]);
    expect(await scanOf(scanId)).toMatchObject({ state: 'running' });
  });

  it('closes its session, whatever becomes of it', async () => {
    let open = 0;
    const counted = ({ analysis, ...deps }: RankDeps): RankDeps => ({
      ...deps,
      analysis: {
        async open(...request) {
          const session = await analysis.open(...request);
          open += 1;
          return {
            ...session,
            close: async () => {
              open -= 1;
            },
          };
        },
      },
    });
    const broken = ranking(() => {
      throw new Error('the thread died');
    });
    const scanId = await task();
    await expect(rank(scanId, counted(broken))).rejects.toThrow('the thread died');
    await rank(scanId, counted(ranking()));
    expect(open).toBe(0);
  });
});

async function startedCollect(scanId: string) {
  const start = await room.store.steps.start(room.who, { scanId, stepKey: 'collect-0' });
  if (start.outcome !== 'started') throw new Error('did not start');
  return start;
}
