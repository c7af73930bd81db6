import {
  type ApiCost,
  type CollectionCosts,
  type GrantKind,
  type InitiateScan,
  splitAccountRef,
} from '@viral-scan/contracts';
import { type Budgets, type PlanScanDeps, planScan, type ScanPlan } from '@viral-scan/scan';
import { type PlatformRoom, platformRoom } from './platform-room.ts';
import { own } from './scan-room.ts';

const data = (calls: number): readonly ApiCost[] => [{ api: 'youtube-data', calls, units: calls }];
const analytics: readonly ApiCost[] = [{ api: 'youtube-analytics', calls: 1, units: 1 }];

/** Of the connector of a `PlatformRoom`, whose every method is one call. */
export const roomCosts: CollectionCosts = {
  platform: 'youtube',
  source: 'youtube-data-api',
  grant: 'youtube',
  account: data(1),
  listing: { postsPerPage: 2, page: data(1), pageOfOld: data(1) },
  lookup: { postsPerBatch: 2, batch: data(1) },
  insights: { postsPerBatch: 2, batch: analytics, postWithLength: [] },
  days: analytics,
  byHandle: data(1),
};

export const publicCosts: CollectionCosts = {
  ...roomCosts,
  grant: null,
  insights: null,
  days: null,
};

/** Of accounts on Threads, for whoever has connected one there. */
export const costsOfOthers: CollectionCosts = {
  ...publicCosts,
  platform: 'threads',
  source: 'threads-api',
  grant: 'threads',
};

export const noBudgets: Budgets = { standing: async () => [] };

export interface PlanningRoom extends PlatformRoom {
  readonly deps: PlanScanDeps;
  plan(body?: Partial<InitiateScan>, deps?: Partial<PlanScanDeps>): Promise<ScanPlan>;
  /** The owner connects the account. */
  connect(ref?: string, kind?: GrantKind): Promise<void>;
}

/** A platform and its plans. */
export async function planningRoom(): Promise<PlanningRoom> {
  const room = await platformRoom();
  const { store, clock, who } = room;
  const deps: PlanScanDeps = {
    ...store,
    clock,
    budgets: noBudgets,
    costsByGrant: new Map([['youtube', roomCosts]]),
    publicCosts: new Map([['youtube', publicCosts]]),
    costsOfOthers: new Map([['threads', costsOfOthers]]),
    realNow: () => new Date('2026-06-01T12:00:00Z'),
    freshMs: 3_600_000,
  };
  return Object.assign(room, {
    deps,
    plan: (body: Partial<InitiateScan> = {}, known: Partial<PlanScanDeps> = {}) =>
      planScan({ ...deps, ...known }, who, {
        platforms: ['youtube'],
        accounts: [own],
        competitors: [],
        lookback_days: 90,
        timezone: 'UTC',
        ...body,
      }),
    async connect(ref = own, kind: GrantKind = 'youtube') {
      const { platform, externalId } = splitAccountRef(ref);
      await store.connections.save(who, {
        connectionId: crypto.randomUUID(),
        platform: platform ?? 'youtube',
        externalId,
        kind,
        tokens: { accessToken: new Uint8Array([1]), refreshToken: null },
        expiresAt: new Date(),
        refreshExpiresAt: null,
        scopes: [],
        missingScopes: [],
        aliases: [],
        connectedAt: new Date(),
      });
    },
  });
}
