import { hostname } from 'node:os';
import { scrapingRequestedSchema } from '@viral-scan/contracts';
import {
  connectRedis,
  deadLettersOf,
  type RequestEnd,
  startRequestConsumer,
  tidyRequests,
  trimEventStream,
} from '@viral-scan/queue';
import type { Runtime } from '@viral-scan/runtime';
import type { IdentityRepository, InitiateScrapeDeps } from '@viral-scan/scan';
import type { Redis } from 'ioredis';
import type { Config } from '../config.ts';
import { repeat } from '../repeat.ts';
import { takeRequest } from './take-request.ts';

export const requestGroup = 'viral-scan';

const tidyEveryMs = 3_600_000;
const eventsKeptMs = 7 * 86_400_000;

export interface ScrapeRequestDeps extends Pick<InitiateScrapeDeps, 'newId'> {
  readonly store: Pick<InitiateScrapeDeps, 'scans' | 'scrapes'> & {
    readonly identity: Pick<IdentityRepository, 'principalOf'>;
    ping(): Promise<void>;
  };
  /** Of role `queue`. */
  readonly redis: Redis;
}

type RequestRuntime = Pick<Runtime, 'logger' | 'metrics' | 'tracing' | 'clock' | 'shutdown'>;
type Member = Parameters<typeof tidyRequests>[0];

/** A life that follows in the same place goes on with what this one was at. */
const consumer = (): string => `${hostname()}-${process.pid}`;

/** Starts the tasks that the stream asks for, until the shutdown begins; keeps both streams short. */
export async function startScrapeRequests(
  { store, redis, newId }: ScrapeRequestDeps,
  config: Config,
  runtime: RequestRuntime,
): Promise<void> {
  const member: Member = {
    redis,
    stream: config.REQUEST_STREAM,
    group: requestGroup,
    consumer: consumer(),
  };
  await Promise.all([
    take({ store, newId }, config, runtime, member),
    repeat({ what: 'tidying streams', everyMs: tidyEveryMs }, runtime, async () => {
      await tidyRequests(member);
      await trimEventStream({ redis, stream: config.EVENT_STREAM, maxAgeMs: eventsKeptMs });
    }),
  ]);
}

async function take(
  { store, newId }: Pick<ScrapeRequestDeps, 'store' | 'newId'>,
  config: Config,
  { logger, metrics, tracing, clock, shutdown }: RequestRuntime,
  member: Member,
): Promise<void> {
  const { SCRAPER_TENANT_ID: tenantId, SCRAPER_USER_ID: userId, REQUEST_STREAM: stream } = config;
  if (tenantId === undefined) {
    logger.info({ stream }, 'requests are not taken from the stream: SCRAPER_TENANT_ID is not set');
    return;
  }
  if (userId === undefined) {
    logger.warn({ stream }, 'requests that name no user are refused: SCRAPER_USER_ID is not set');
  }
  const reader = connectRedis(config.REDIS_URL, {
    role: 'blocking',
    name: 'dispatcher-requests',
    onError: (error) => logger.warn({ err: error }, 'a connection was lost'),
  });
  try {
    await startRequestConsumer({
      ...member,
      reader,
      schema: scrapingRequestedSchema,
      handler: takeRequest({
        ...store,
        clock,
        newId,
        tracing,
        limit: {
          requests: config.RATE_LIMIT_REQUESTS_PER_WINDOW,
          windowSeconds: config.RATE_LIMIT_WINDOW_SECONDS,
        },
        defaultPlatform: config.SCRAPER_DEFAULT_PLATFORM,
        tenantId,
        userId: userId ?? null,
        isAway: () =>
          Promise.all([store.ping(), clock.refresh()]).then(
            () => false,
            () => true,
          ),
      }),
      onEnd(end) {
        metrics.scrapeRequests.inc({ outcome: end.outcome });
        tell(logger, stream, end);
      },
      onError: (error) =>
        logger.warn({ err: error }, 'taking requests failed and will be tried again'),
      signal: shutdown.signal,
    });
  } finally {
    reader.disconnect();
  }
}

function tell(logger: Runtime['logger'], stream: string, end: RequestEnd): void {
  const { id, outcome, reason, deliveries, error } = end;
  if (outcome === 'accepted') return;
  const about = { entry: id, outcome, reason, deliveries, err: error };
  if (outcome === 'dead') {
    logger.warn({ ...about, stream: deadLettersOf(stream) }, 'a request is with the dead letters');
  } else {
    logger.warn({ ...about, stream }, 'a request was not fulfilled and waits');
  }
}
