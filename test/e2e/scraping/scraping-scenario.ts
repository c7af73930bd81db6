import { Redis } from 'ioredis';
import { expect, it } from 'vitest';
import { Caller, type RunFile, until } from '../harness.ts';
import { Partners } from './partners.ts';
import { Tasks } from './tasks.ts';

interface ViralPosts {
  readonly posts: readonly {
    readonly account_id: string;
    readonly content: string;
    readonly engagement_rate: number;
    readonly performance_percentile: number;
  }[];
}

/** What a caller of the viral-scraper surface does with accounts of a running system. */
export function scrapingScenario(
  run: () => RunFile,
  accounts: { readonly channel: string; readonly threadsHandle: string },
): void {
  const tasks = (): Tasks => new Tasks(new Caller(run()));
  const partners = (): Partners => new Partners(run().sandbox_url);

  it('scrapes accounts, a bare name on Threads, and shows their posts by rank', async () => {
    for (const account of [accounts.channel, accounts.threadsHandle]) {
      const { status, body } = await tasks().ask(account);
      expect(status).toBe(200);
      const ended = await tasks().untilEnded(body.task_id);
      expect(ended).toMatchObject({ status: 'completed', error: null });
      expect(ended.posts_scraped).toBeGreaterThan(0);
      const shown = await new Caller(run()).call<ViralPosts>(`/viral-posts/${account}`);
      const percentiles = shown.body.posts.map((post) => post.performance_percentile);
      expect(percentiles.length).toBeGreaterThan(0);
      expect(percentiles).toEqual(percentiles.toSorted((a, b) => b - a));
      expect(shown.body.posts.every(({ account_id: id }) => id === account)).toBe(true);
      expect((await tasks().ask(account)).status).toBe(429);
    }
  });

  it('takes a request from the stream, once, and tells the orchestrator in order', async () => {
    const redis = new Redis(run().redis_url);
    const request = JSON.stringify({
      specversion: '1.0',
      id: 'one-request',
      source: '/e2e',
      type: 'viral.scraping.requested',
      data: { account_id: `${accounts.channel.slice(0, -1)}_` },
    });
    await redis.xadd('viral.scraping.requests', '*', 'event', request);
    await redis.xadd('viral.scraping.requests', '*', 'event', request);
    await redis.xadd('viral.scraping.requests', '*', 'event', '{');
    const key = `${accounts.channel.slice(0, -1)}_`;
    const told = async (): Promise<readonly string[]> => {
      const { by_partition_key: byKey } = await partners().view('orchestrator');
      // At least once: the same event may come twice.
      return [...new Map((byKey[key] ?? []).map(({ id, type }) => [id, type])).values()];
    };
    await until(
      async () => (await told()).includes('viral.scraping.completed'),
      60_000,
      () => 'the orchestrator was not told',
    );
    // An account that YouTube does not know: the task ends as failed, and is told of all the same.
    expect(await told()).toEqual(['viral.scraping.started', 'viral.scraping.completed']);
    await until(
      async () => {
        const letters = await redis.xrange('viral.scraping.requests.dead', '-', '+');
        return letters.some(([, words]) => words.includes('event: is not JSON'));
      },
      10_000,
      () => 'what is not JSON is no dead letter',
    );
    redis.disconnect();
  });

  it('hands the viral engine whole posts, which the broker does not hold', async () => {
    const { received, refused } = await partners().view('viral-engine');
    expect(received).toBeGreaterThan(0);
    expect(refused).toBe(0);
    const [post] = (await new Caller(run()).call<ViralPosts>('/viral-posts?limit=1')).body.posts;
    const redis = new Redis(run().redis_url);
    const events = JSON.stringify(await redis.xrange('viral.events', '-', '+'));
    redis.disconnect();
    expect(events).toContain('viral.pattern.identified');
    expect(events).not.toContain(JSON.stringify(post?.content).slice(1, -1));
  });
}
