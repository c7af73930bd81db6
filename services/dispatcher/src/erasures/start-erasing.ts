import type { Http } from '@viral-scan/contracts';
import { oauthClients } from '@viral-scan/platforms';
import {
  createFileRewriting,
  createLatestReportCache,
  removeFromStreams,
  removeJobs,
  type StreamPlaces,
} from '@viral-scan/queue';
import { forgetUsers } from '@viral-scan/rate-limit';
import type { Runtime } from '@viral-scan/runtime';
import type { EraseDeps, ErasedCounts, ErasureTraces, Vault } from '@viral-scan/scan';
import type { Store } from '@viral-scan/store';
import { createVault, parseMasterKeys } from '@viral-scan/vault';
import type { Redis } from 'ioredis';
import type { Config } from '../config.ts';
import { repeat } from '../repeat.ts';
import { requestGroup } from '../scrape-requests/start-scrape-requests.ts';
import { eraseJob, measureErasuresJob } from './erase-job.ts';

export const erasuresAtOnce = 4;
const revokeForMs = 180_000;
const rewritePauseMs = 300_000;
const rewriteLookMs = 10_000;
const measureEveryMs = 5_000;

export interface ErasingDeps {
  readonly store: Store;
  /** Of the queue and the pace. */
  readonly redis: Redis;
  /** Of the cached reports; the same where there is one Redis. */
  readonly cacheRedis: Redis;
  readonly http: Http;
}

/** Works erasures off until the shutdown begins. */
export async function startErasing(
  { store, redis, cacheRedis, http }: ErasingDeps,
  config: Config,
  runtime: Pick<Runtime, 'logger' | 'metrics' | 'shutdown'>,
): Promise<void> {
  const prefix = config.QUEUE_PREFIX;
  const caches = [...new Set([redis, cacheRedis])];
  const rewritings = caches.map((each) =>
    createFileRewriting({ redis: each, prefix }, rewritePauseMs),
  );
  const realNow = (): Date => new Date();
  const vault =
    config.VAULT_MASTER_KEYS === undefined
      ? null
      : createVault({
          masterKeys: parseMasterKeys(config.VAULT_MASTER_KEYS),
          subjectKeys: store.subjectKeys,
        });
  const streams: StreamPlaces = {
    redis,
    eventStream: config.EVENT_STREAM,
    requestStream: config.REQUEST_STREAM,
    group: requestGroup,
    defaultUserId: config.SCRAPER_USER_ID ?? null,
  };
  const traces: ErasureTraces = {
    removeJobs: (scanIds) => removeJobs({ redis, prefix }, scanIds),
    async removeKeys(userId, callers): Promise<ErasedCounts> {
      let cached = 0;
      if (userId !== null) {
        for (const each of caches) {
          cached += await createLatestReportCache({ redis: each }).forget(userId);
        }
      }
      const pace = await forgetUsers({ redis, prefix }, new Set(callers));
      return { cached_reports: cached, pace_keys: pace };
    },
    removeFromStreams: async (whose): Promise<ErasedCounts> => ({
      ...(await removeFromStreams(streams, whose)),
    }),
    async rewriteFiles() {
      for (const rewriting of rewritings) await rewriting.ask();
    },
  };
  const deps: EraseDeps = {
    work: store.erasureWork,
    connections: store.connections,
    oauth: vault === null ? new Map() : oauthClients(config, http, realNow),
    vault: vault ?? noVault,
    destroyKey: (subject) => (vault ?? store.subjectKeys).destroy(subject),
    traces,
    realNow,
    revokeForMs,
    settleMs: config.ERASURE_SETTLE_MS,
  };
  await Promise.all([
    // Each by itself: one that takes long keeps no other from beginning.
    ...Array.from({ length: erasuresAtOnce }, () =>
      repeat(
        { what: 'erasing', everyMs: config.ERASURE_POLL_MS },
        runtime,
        eraseJob(deps, runtime),
      ),
    ),
    repeat(
      { what: 'measuring erasures', everyMs: measureEveryMs },
      runtime,
      measureErasuresJob(deps, runtime),
    ),
    repeat({ what: 'rewriting files', everyMs: rewriteLookMs }, runtime, async () => {
      for (const rewriting of rewritings) {
        if ((await rewriting.run()) === 'refused') {
          runtime.logger.warn('Redis does not let us rewrite its append-only file');
        }
      }
    }),
  ]);
}

/** Where no keys are configured, nothing was sealed with them. */
const refuse = async (): Promise<never> => {
  throw new Error('nothing can be sealed or opened: VAULT_MASTER_KEYS is not set');
};
const noVault: Vault = { seal: refuse, open: refuse };
