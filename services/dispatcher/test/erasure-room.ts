import { randomBytes, randomUUID } from 'node:crypto';
import type { Principal } from '@viral-scan/contracts';
import {
  connectRedis,
  createEventStream,
  createLatestReportCache,
  deadLettersOf,
  removeFromStreams,
  removeJobs,
  type StreamPlaces,
} from '@viral-scan/queue';
import { createPace, forgetUsers } from '@viral-scan/rate-limit';
import type { EraseDeps } from '@viral-scan/scan';
import {
  daysAgo,
  newScan,
  report,
  retentionOf,
  scriptedOAuth,
  testDatabase,
  testRedisPrefix,
} from '@viral-scan/testing';
import { createVault, parseMasterKeys } from '@viral-scan/vault';

/** Users with all that can be stored of somebody, and what erases them. */
export async function erasureRoom() {
  const database = await testDatabase();
  const { store, pools } = database;
  const { url, prefix } = testRedisPrefix();
  const redis = connectRedis(url, { role: 'queue', name: 'test' });
  const vault = createVault({
    masterKeys: parseMasterKeys(`1:${randomBytes(32).toString('base64')}`),
    subjectKeys: store.subjectKeys,
  });
  const oauth = scriptedOAuth();
  const cache = createLatestReportCache({ redis });
  const streams: StreamPlaces = {
    redis,
    eventStream: `${prefix}:events`,
    requestStream: `${prefix}:requests`,
    group: 'viral-scan',
    defaultUserId: null,
  };
  const deps: EraseDeps = {
    work: store.erasureWork,
    connections: store.connections,
    oauth: new Map([[oauth.kind, oauth]]),
    vault,
    destroyKey: (subject) => vault.destroy(subject),
    traces: {
      removeJobs: (scanIds) => removeJobs({ redis, prefix }, scanIds),
      removeKeys: async (userId, callers) => ({
        cached_reports: userId === null ? 0 : await cache.forget(userId),
        pace_keys: await forgetUsers({ redis, prefix }, new Set(callers)),
      }),
      removeFromStreams: async (whose) => ({ ...(await removeFromStreams(streams, whose)) }),
      rewriteFiles: async () => undefined,
    },
    realNow: () => new Date(),
    revokeForMs: 60_000,
    settleMs: 0,
  };

  const { eventStream, requestStream, group } = streams;
  const events = createEventStream({ redis, stream: eventStream });
  const stream = {
    /** One that tells of a scan, or of the access to an account. */
    event: (named: { readonly subject: string; readonly partitionkey?: string }) =>
      events.send(
        {
          deliveryId: 1,
          destination: 'stream',
          event: {
            specversion: '1.0',
            id: randomUUID(),
            source: '/viral-scan',
            type: 'viral.scraping.started',
            time: new Date().toISOString(),
            datacontenttype: 'application/json',
            data: {},
            ...named,
          },
          patterns: null,
          attempt: 1,
          createdAt: new Date(),
        },
        { signal: new AbortController().signal },
      ),
    /** One that waits, one that was handed out, and one that is dead. */
    async request(userId: string) {
      const fields = ['event', JSON.stringify({ data: { user_id: userId } })];
      await redis.xgroup('CREATE', requestStream, group, '$', 'MKSTREAM').catch(() => undefined);
      await redis.xadd(requestStream, '*', ...fields);
      await redis.xreadgroup('GROUP', group, 'test', 'STREAMS', requestStream, '>');
      await redis.xadd(requestStream, '*', ...fields);
      await redis.xadd(
        deadLettersOf(requestStream),
        '*',
        'reason',
        'none',
        'entry',
        fields[1] ?? '',
      );
    },
    /** Handed out and not acknowledged. */
    async pending() {
      const [count] = await redis.xpending(requestStream, group);
      return count;
    },
  };

  const newcomer = (): Promise<Principal> =>
    store.identity.principalOf({ tenantId: randomUUID(), userId: randomUUID(), scopes: [] });

  const connect = async (who: Principal, externalId: string): Promise<string> => {
    const { accessToken, refreshToken, expiresAt } = oauth.hand(externalId);
    const connectionId = randomUUID();
    const seal = (column: string, token: string) =>
      vault.seal(who, { table: 'identity.connections', column, row: connectionId }, token);
    await store.connections.save(who, {
      connectionId,
      platform: 'youtube',
      externalId,
      kind: 'youtube',
      aliases: [],
      connectedAt: new Date(),
      tokens: {
        accessToken: await seal('access_token_sealed', accessToken),
        refreshToken: await seal('refresh_token_sealed', refreshToken ?? ''),
      },
      expiresAt,
      refreshExpiresAt: null,
      scopes: [],
      missingScopes: [],
    });
    return accessToken;
  };

  return {
    database,
    store,
    pools,
    redis,
    prefix,
    oauth,
    deps,
    streams,
    stream,
    connect,
    newcomer,
    /** A collected account, an open scan, a grant, a cached report, and a pace. */
    async somebody() {
      const who = await newcomer();
      const { collect } = retentionOf({ store, pool: pools.scan });
      const accountId = await collect(who, { at: daysAgo(1), postIds: ['canary-post'] });
      const token = await connect(who, 'UC0000000000000000000001');
      const scan = newScan();
      await store.scans.initiate(who, scan);
      await cache.put(who.userId, report());
      const pace = createPace({
        redis,
        prefix,
        budgets: new Map([
          [
            'youtube-data',
            [
              {
                name: 'user',
                per: 'user',
                rule: { kind: 'sliding-window', calls: 5, perMs: 60_000 },
              },
            ],
          ],
        ]),
        patienceMs: 0,
      });
      const call = { api: 'youtube-data', onBehalfOf: who.subjectId } as const;
      await pace.take(
        { ...call, operation: 'videos.list', units: 1 },
        { signal: new AbortController().signal },
      );
      await pace.penalize(call, { scope: 'user', retryAfterMs: 60_000 });
      await stream.event({ subject: scan.scanId });
      await stream.request(who.userId);
      return { who, accountId, token, scanId: scan.scanId };
    },
    begin: (who: Principal, account: string | null = null) =>
      store.erasures.begin(who, {
        code: randomUUID(),
        origin: account === null ? 'request' : 'platform',
        account,
        requestedAt: new Date(),
      }),
    /** Every row and key that names any of the words; keys of other tests are left out. */
    async naming(...words: readonly string[]): Promise<readonly string[]> {
      const { rows: tables } = await pools.scan.query<{ name: string }>(
        `select format('%I.%I', schemaname, tablename) as name from pg_tables
         where schemaname in ('scan', 'identity')`,
      );
      const found: string[] = [];
      for (const { name } of tables) {
        const pool = name.startsWith('identity.') ? pools.identity : pools.scan;
        const { rows } = await pool.query<{ row: string }>(`select t::text as row from ${name} t`);
        if (rows.some(({ row }) => words.some((word) => row.includes(word)))) found.push(name);
      }
      for (const key of await redis.keys(`*`)) {
        if (key.startsWith('test-') && !key.startsWith(prefix)) continue;
        const held = (await redis.type(key)) === 'stream' ? await redis.xrange(key, '-', '+') : [];
        const text = `${key} ${JSON.stringify(held)}`;
        if (words.some((word) => text.includes(word))) found.push(key);
      }
      return found.sort();
    },
    async close() {
      redis.disconnect();
      await database.drop();
    },
  };
}

export type ErasureRoom = Awaited<ReturnType<typeof erasureRoom>>;
