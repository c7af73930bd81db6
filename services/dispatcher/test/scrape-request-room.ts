import { randomUUID } from 'node:crypto';
import { connectRedis, deadLettersOf } from '@viral-scan/queue';
import { createLogger, createMetrics, createTracing, systemClock } from '@viral-scan/runtime';
import { createPools, createStore, type Store } from '@viral-scan/store';
import { testDatabase, testRedisPrefix } from '@viral-scan/testing';
import { type Config, readConfig } from '../src/config.ts';
import { startScrapeRequests } from '../src/scrape-requests/start-scrape-requests.ts';

export interface ScrapingTask {
  readonly kind: string;
  readonly userId: string;
  readonly accountId: string;
  readonly traceparent: string | null;
}

/** A database, streams, and dispatchers that take requests from them. */
export async function scrapeRequestRoom() {
  const database = await testDatabase();
  const { url, prefix } = testRedisPrefix();
  const redis = connectRedis(url, { role: 'queue', name: 'test' });
  const [tenantId, userId] = [randomUUID(), randomUUID()];
  const stream = `${prefix}:requests`;
  const away = createPools({ databaseUrl: 'postgres://127.0.0.1:9/none', applicationName: 'test' });
  const lines: string[] = [];
  const stops: (() => Promise<void>)[] = [];
  const configOf = (env: Readonly<Record<string, string>>): Config =>
    readConfig({
      LOG_HASH_KEY: 'k'.repeat(32),
      DATABASE_URL: database.url,
      REDIS_URL: url,
      EVENT_STREAM: `${prefix}:events`,
      REQUEST_STREAM: stream,
      SCRAPER_TENANT_ID: tenantId,
      SCRAPER_USER_ID: userId,
      ...env,
    });

  return {
    database,
    redis,
    stream,
    tenantId,
    userId,
    lines,
    awayStore: createStore({ pool: away.scan, identityPool: away.identity }),
    /** Takes requests until it is stopped; answers what it counted. */
    dispatcher(env: Readonly<Record<string, string>> = {}, store: Store = database.store) {
      const stopping = new AbortController();
      const metrics = createMetrics({ service: 'dispatcher' });
      const ended = startScrapeRequests({ store, redis, newId: randomUUID }, configOf(env), {
        metrics,
        logger: createLogger({
          service: 'dispatcher',
          level: 'info',
          hashKey: 'k'.repeat(32),
          destination: { write: (line) => void lines.push(line) },
        }),
        tracing: createTracing({ service: 'dispatcher' }),
        clock: systemClock,
        shutdown: {
          signal: stopping.signal,
          register: () => undefined,
          begin: async () => undefined,
          dispose: () => undefined,
        },
      });
      const stop = async (): Promise<void> => {
        stopping.abort();
        await ended;
      };
      stops.push(stop);
      return {
        stop,
        async outcomes(): Promise<Readonly<Record<string, number>>> {
          const { values } = await metrics.scrapeRequests.get();
          return Object.fromEntries(values.map(({ labels, value }) => [labels.outcome, value]));
        },
      };
    },
    async ask(
      data: object,
      { fields = {}, id = randomUUID() }: { fields?: object; id?: string } = {},
    ): Promise<string> {
      const event = {
        specversion: '1.0',
        id,
        source: '/planner',
        type: 'viral.scraping.requested',
        data,
        ...fields,
      };
      await redis.xadd(stream, '*', 'event', JSON.stringify(event));
      return id;
    },
    /** By the account's name. */
    async tasks(): Promise<readonly ScrapingTask[]> {
      const { rows } = await database.pools.scan.query<ScrapingTask>(
        `select kind, identity.user_of(tenant_id, subject_id) as "userId",
           parameters -> 'scrape' ->> 'account_id' as "accountId", traceparent
         from scan.scans order by parameters -> 'scrape' ->> 'account_id' collate "C"`,
      );
      return rows;
    },
    /** Of the dead letters, oldest first. */
    async reasons(): Promise<readonly (string | undefined)[]> {
      const letters = await redis.xrange(deadLettersOf(stream), '-', '+');
      return letters.map(([, words]) => words[words.indexOf('reason') + 1]);
    },
    async close() {
      await Promise.all(stops.map((stop) => stop()));
      redis.disconnect();
      await Promise.all([away.end(), database.drop()]);
    },
  };
}

export type ScrapeRequestRoom = Awaited<ReturnType<typeof scrapeRequestRoom>>;
