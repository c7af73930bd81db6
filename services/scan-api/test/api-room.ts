import { randomBytes, randomUUID } from 'node:crypto';
import type { OAuth } from '@viral-scan/contracts';
import { createLogger, createMetrics, createTracing, systemClock } from '@viral-scan/runtime';
import type { ConnectDeps } from '@viral-scan/scan';
import { type TestDatabase, testDatabase } from '@viral-scan/testing';
import { createVault, parseMasterKeys } from '@viral-scan/vault';
import type { ApiDeps, ApiLimits } from '../src/api-deps.ts';
import type { App } from '../src/app.ts';
import { buildApp } from '../src/build-app.ts';
import { createPlanning } from '../src/planning/create-planning.ts';
import { type LocalIssuer, localIssuer } from './local-issuer.ts';
import { webhookDeps } from './webhook-room.ts';

export interface ApiRoom {
  readonly app: App;
  readonly deps: ApiDeps;
  readonly database: TestDatabase;
  readonly issuer: LocalIssuer;
  readonly logLines: string[];
  /** Headers of a user nobody has seen before. */
  newcomer(scope?: string): Promise<{ authorization: string }>;
  close(): Promise<void>;
}

export const roomyLimits: ApiLimits = {
  answerTimeoutMs: 30_000,
  scansPerHour: 10,
  importMaxBytes: 50_000_000,
  importTimeoutMs: 60_000,
  importsAtOnce: 4,
};

/** The API over a database of its own; nothing else runs. */
export async function apiRoom(
  known: Partial<ApiDeps> = {},
  oauth: readonly OAuth[] = [],
  scraper: Partial<ApiDeps['scraper']> = {},
): Promise<ApiRoom> {
  const database = await testDatabase();
  const issuer = await localIssuer();
  const logLines: string[] = [];
  const deps: ApiDeps = {
    logger: createLogger({
      service: 'scan-api',
      level: 'debug',
      hashKey: 'a key for the hashes of logs',
      destination: { write: (line) => void logLines.push(line) },
    }),
    metrics: createMetrics({ service: 'scan-api' }),
    tracing: createTracing({ service: 'scan-api' }),
    clock: systemClock,
    newId: randomUUID,
    scans: database.store.scans,
    imports: database.store.imports,
    identity: database.store.identity,
    erasures: database.store.erasures,
    connecting: connectDeps(database, oauth),
    dryRuns: createPlanning(database.store, {
      budgets: { standing: async () => [] },
      grantKinds: oauth.map(({ kind }) => kind),
      publicPlatforms: ['youtube'],
      freshMs: 3_600_000,
    }),
    schedule: database.store.schedule,
    webhooks: webhookDeps(database.store),
    scraper: {
      scrapes: database.store.scrapes,
      limit: { requests: 1, windowSeconds: 60 },
      defaultPlatform: 'threads',
      withoutProof: null,
      ...scraper,
    },
    latestReports: { get: async () => null, put: async () => undefined },
    verifyToken: issuer.verifyToken,
    readinessChecks: [{ name: 'database', required: true, check: () => database.store.describe() }],
    limits: roomyLimits,
    ...known,
  };
  const app = await buildApp(deps);
  return {
    app,
    deps,
    database,
    issuer,
    logLines,
    newcomer: async (scope) => {
      const ids = { userId: randomUUID(), tenantId: randomUUID() };
      const token = await issuer.token({ ...ids, ...(scope !== undefined && { scope }) });
      return { authorization: `Bearer ${token}` };
    },
    close: async () => {
      await app.close();
      await database.drop();
    },
  };
}

/** With a real vault; platforms by their logins. */
const connectDeps = ({ store }: TestDatabase, oauth: readonly OAuth[]): ConnectDeps => ({
  connections: store.connections,
  authorizations: store.authorizations,
  ownProfiles: store.ownProfiles,
  vault: createVault({
    masterKeys: parseMasterKeys(`1:${randomBytes(32).toString('base64')}`),
    subjectKeys: store.subjectKeys,
  }),
  oauth: new Map(oauth.map((login) => [login.kind, login])),
  publicUrl: 'https://api.example',
  returnOrigins: new Set(['https://app.example']),
  randomBytes,
  newId: randomUUID,
  realNow: () => new Date(),
});

/** Rows that taking on a scan may write, its user's among them. */
export async function countRows({ database }: Pick<ApiRoom, 'database'>): Promise<number> {
  const { rows } = await database.pools.scan.query<{ count: number }>(
    `select (select count(*) from scan.scans) + (select count(*) from scan.outbox)
       + (select count(*) from scan.idempotency_keys) as count`,
  );
  return Number(rows[0]?.count) + (await countIdentities({ database }));
}

/** Rows that a user nobody has seen before may leave. */
export async function countIdentities({ database }: Pick<ApiRoom, 'database'>): Promise<number> {
  const { rows } = await database.pools.identity.query<{ count: number }>(
    `select (select count(*) from identity.tenants) + (select count(*) from identity.users)
       + (select count(*) from identity.subjects) as count`,
  );
  return Number(rows[0]?.count);
}
