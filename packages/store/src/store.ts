import type { Pool } from 'pg';
import {
  type CollectionRepository,
  createCollectionRepository,
} from './collections/collection-repository.ts';
import { onlyRow } from './connection/transaction.ts';
import {
  type AuthorizationRepository,
  createAuthorizationRepository,
} from './connections/authorization-repository.ts';
import {
  type ConnectionRepository,
  createConnectionRepository,
} from './connections/connection-repository.ts';
import {
  createOwnProfileRepository,
  type OwnProfileRepository,
} from './connections/own-profile-repository.ts';
import {
  createDispatchRepository,
  type DispatchRepository,
} from './dispatch/dispatch-repository.ts';
import { onOutbox } from './dispatch/on-outbox.ts';
import type { RelayPace } from './dispatch/relay.ts';
import { createErasureRepository, type ErasureRepository } from './erasures/erasure-repository.ts';
import { createErasureWork, type ErasureWork } from './erasures/erasure-work.ts';
import {
  createIdentityRepository,
  type IdentityRepository,
} from './identity/identity-repository.ts';
import { createImportRepository, type ImportRepository } from './imports/import-repository.ts';
import {
  createInboundEventRepository,
  type InboundEventRepository,
} from './inbound/inbound-event-repository.ts';
import { inboundChannel } from './inbound/keep-events.ts';
import {
  createLightScanRepository,
  type LightScanRepository,
} from './inbound/light-scan-repository.ts';
import { createWebsubRepository, type WebsubRepository } from './inbound/websub-repository.ts';
import {
  createOutboundRepository,
  type OutboundRepository,
} from './outbound/outbound-repository.ts';
import {
  createPlanningRepository,
  type PlanningRepository,
} from './planning/planning-repository.ts';
import {
  createRetentionRepository,
  type RetentionRepository,
} from './retention/retention-repository.ts';
import { createScanRepository, type ScanRepository } from './scans/scan-repository.ts';
import {
  createScheduleRepository,
  type ScheduleRepository,
} from './schedule/schedule-repository.ts';
import {
  createScrapeLimitSettings,
  type ScrapeLimitSettings,
} from './scraping/scrape-limit-settings.ts';
import { createScrapeRepository, type ScrapeRepository } from './scraping/scrape-repository.ts';
import { createStepRepository, type StepRepository } from './steps/step-repository.ts';
import {
  createSubjectKeyRepository,
  type SubjectKeyRepository,
} from './subject-keys/subject-key-repository.ts';

export interface StoreOptions {
  /** Both from `createPools`: counters are read as exact numbers. */
  readonly pool: Pool;
  readonly identityPool: Pool;
  /** The world's present, for the end of collections and of failed scans. Default: the system's. */
  readonly now?: () => Date;
  readonly relayPace?: Partial<RelayPace>;
  /** See createImportRepository. Default 60,000. */
  readonly importIdleTimeoutMs?: number;
}

export interface Store {
  readonly scans: ScanRepository;
  readonly steps: StepRepository;
  readonly scrapes: ScrapeRepository;
  readonly scrapeLimits: ScrapeLimitSettings;
  readonly collections: CollectionRepository;
  readonly planning: PlanningRepository;
  readonly schedule: ScheduleRepository;
  readonly retention: RetentionRepository;
  readonly inboundEvents: InboundEventRepository;
  readonly lightScans: LightScanRepository;
  readonly websub: WebsubRepository;
  readonly imports: ImportRepository;
  readonly dispatch: DispatchRepository;
  readonly outbound: OutboundRepository;
  readonly erasures: ErasureRepository;
  readonly erasureWork: ErasureWork;
  readonly identity: IdentityRepository;
  readonly subjectKeys: SubjectKeyRepository;
  readonly connections: ConnectionRepository;
  readonly authorizations: AuthorizationRepository;
  readonly ownProfiles: OwnProfileRepository;
  /** What keeps the data: `TimescaleDB 2.23.0` or `PostgreSQL 18`. */
  describe(): Promise<string>;
  /** Rejects when either pool cannot reach the database. */
  ping(): Promise<void>;
  /** See dispatch/on-outbox.ts. */
  onOutbox(callback: () => void): () => Promise<void>;
  /** Calls back when an event of a platform was kept; for the rest as `onOutbox`. */
  onInbound(callback: () => void): () => Promise<void>;
}

const defaultPace: RelayPace = { firstPauseMs: 250, longestPauseMs: 5_000, patienceMs: 10_000 };

export function createStore(options: StoreOptions): Store {
  const { pool, identityPool, now = () => new Date(), importIdleTimeoutMs = 60_000 } = options;
  return {
    scans: createScanRepository(pool),
    steps: createStepRepository(pool, now),
    scrapes: createScrapeRepository(pool, identityPool),
    scrapeLimits: createScrapeLimitSettings(pool),
    collections: createCollectionRepository(pool),
    planning: createPlanningRepository(pool),
    schedule: createScheduleRepository(pool, identityPool),
    retention: createRetentionRepository(pool),
    inboundEvents: createInboundEventRepository(pool, identityPool),
    lightScans: createLightScanRepository(pool, identityPool),
    websub: createWebsubRepository(pool, identityPool),
    imports: createImportRepository(pool, { idleTimeoutMs: importIdleTimeoutMs }),
    dispatch: createDispatchRepository(pool, { ...defaultPace, ...options.relayPace }),
    outbound: createOutboundRepository(pool),
    erasures: createErasureRepository(pool),
    erasureWork: createErasureWork(pool, identityPool),
    identity: createIdentityRepository(identityPool),
    subjectKeys: createSubjectKeyRepository(identityPool),
    connections: createConnectionRepository(identityPool),
    authorizations: createAuthorizationRepository(identityPool),
    ownProfiles: createOwnProfileRepository(pool),
    onOutbox: (callback) => onOutbox(pool, callback),
    onInbound: (callback) => onOutbox(pool, callback, inboundChannel),

    async describe() {
      const { rows } = await pool.query<{ name: string }>(
        `select coalesce(
           (select 'TimescaleDB ' || extversion from pg_extension where extname = 'timescaledb'),
           'PostgreSQL ' || current_setting('server_version_num')::int / 10000) as name`,
      );
      return onlyRow(rows).name;
    },

    async ping() {
      await Promise.all([...new Set([pool, identityPool])].map((each) => each.query('select 1')));
    },
  };
}
