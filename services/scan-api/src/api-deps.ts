import type { Clock, Logger, Metrics, ReadinessCheck, Tracing } from '@viral-scan/runtime';
import type {
  ConnectDeps,
  ErasureRepository,
  IdentityRepository,
  ImportRepository,
  LatestReportCache,
  ScanRepository,
  ScheduleRepository,
} from '@viral-scan/scan';
import type { VerifyToken } from './auth/token-verifier.ts';
import type { Planning } from './planning/create-planning.ts';
import type { ScraperDeps } from './scraper-surface/scraper-deps.ts';
import type { WebhookDeps } from './webhooks/webhook-deps.ts';

export interface ApiLimits {
  /**
   * For a request's body to arrive, and for answers to requests without one; imports have their
   * own. From the body on the database's deadlines count.
   */
  readonly answerTimeoutMs: number;
  /** Scans a user may initiate per real hour. */
  readonly scansPerHour: number;
  /** Bytes of one upload as they come over the wire. */
  readonly importMaxBytes: number;
  readonly importTimeoutMs: number;
  readonly importsAtOnce: number;
}

/** All the API needs; a test passes its own. */
export interface ApiDeps {
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly tracing: Tracing;
  /** World time. */
  readonly clock: Clock;
  readonly newId: () => string;
  readonly scans: ScanRepository;
  readonly imports: ImportRepository;
  readonly identity: IdentityRepository;
  readonly erasures: ErasureRepository;
  readonly latestReports: LatestReportCache;
  readonly connecting: ConnectDeps;
  readonly dryRuns: Planning;
  readonly schedule: ScheduleRepository;
  readonly webhooks: WebhookDeps;
  readonly scraper: ScraperDeps;
  readonly verifyToken: VerifyToken;
  readonly readinessChecks: readonly ReadinessCheck[];
  readonly limits: ApiLimits;
  /** Told by `/health`, see `INSTANCE_ID`. */
  readonly instance?: string | undefined;
}

export const serviceName = 'scan-api';
