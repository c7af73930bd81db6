import type {
  CollectedPost,
  DomainEvent,
  Metrics,
  NewScan,
  Principal,
  StepLease,
  StepStart,
  SubjectKey,
  ViralPost,
} from '@viral-scan/contracts';
import type {
  AuthorizationRepository,
  CollectionRepository,
  ConnectionRepository,
  DispatchRepository,
  ErasureRepository,
  IdentityRepository,
  ImportRepository,
  InboundEventRepository,
  LightScanRepository,
  OutboundRepository,
  OwnProfileRepository,
  PlanningRepository,
  ScanRepository,
  ScheduleRepository,
  ScrapeLimitSettings,
  ScrapeRepository,
  StepRepository,
} from '@viral-scan/scan';
import { expect } from 'vitest';
import { newScan } from '../builders/new-scan.ts';
import { post, profile } from '../builders/post.ts';

/** What the conformance suites look at. Data of earlier tests may be there: subjects are new. */
export interface StoreUnderTest {
  readonly scans: ScanRepository;
  readonly steps: StepRepository;
  readonly scrapes: ScrapeRepository;
  readonly scrapeLimits: ScrapeLimitSettings;
  readonly collections: CollectionRepository;
  readonly planning: PlanningRepository;
  readonly schedule: ScheduleRepository;
  readonly imports: ImportRepository;
  readonly dispatch: DispatchRepository;
  readonly outbound: OutboundRepository;
  readonly inboundEvents: InboundEventRepository;
  readonly lightScans: LightScanRepository;
  readonly erasures: ErasureRepository;
  readonly identity: IdentityRepository;
  readonly connections: ConnectionRepository;
  readonly authorizations: AuthorizationRepository;
  readonly ownProfiles: OwnProfileRepository;
  /** Events in the outbox about a scan, oldest first. */
  eventsOf(scanId: string): Promise<readonly DomainEvent[]>;
  /** The posts that events about a scan (or whatever else) tell of, in full; a list each, oldest first. */
  patternsOf(subject: string): Promise<readonly (readonly ViralPost[])[]>;
  /** Events in the outbox about the subject's accounts, oldest first. */
  accountEventsOf(subject: SubjectKey): Promise<readonly DomainEvent[]>;
  /** Puts an event into the outbox. */
  tell(
    subject: SubjectKey,
    event: DomainEvent,
    patterns?: readonly ViralPost[] | null,
  ): Promise<void>;
  /** Makes everything that is stored older by so much real time. */
  age(ms: number): Promise<void>;
  /** False for a server with a single session: an open transaction blocks all others. */
  readonly isConcurrent: boolean;
  close(): Promise<void>;
}

export type OpenStore = () => Promise<StoreUnderTest>;

export const somebody = (store: StoreUnderTest, tenantId: string = crypto.randomUUID()) =>
  store.identity.principalOf({
    tenantId,
    userId: crypto.randomUUID(),
    scopes: ['scan:read', 'scan:write', 'import:write', 'collection:write'],
  });

export async function initiated(
  store: StoreUnderTest,
  who: Principal,
  known: Partial<NewScan> = {},
): Promise<string> {
  const planned = newScan(known);
  expect(await store.scans.initiate(who, planned)).toMatchObject({ outcome: 'created' });
  return planned.scanId;
}

export async function started(
  store: StoreUnderTest,
  subject: SubjectKey,
  scanId: string,
  stepKey: string,
): Promise<Extract<StepStart, { outcome: 'started' }>> {
  const start = await store.steps.start(subject, { scanId, stepKey });
  if (start.outcome !== 'started') throw new Error(`${stepKey} did not start`);
  return start;
}

export const capturedAt = new Date('2026-06-01T12:00:00.000Z');

export const collected = (
  externalId: string,
  publishedAt: string,
  metrics: Metrics,
): CollectedPost => ({
  post: post({ externalId, publishedAt: new Date(publishedAt) }),
  metrics,
  retention: null,
});

export const coverage = (status: 'complete' | 'partial' | 'unavailable', posts = 0) => ({
  account_id: 'youtube:UC0000000000000000000001',
  platform: 'youtube' as const,
  role: 'own' as const,
  source: 'youtube-data-api' as const,
  access: 'public' as const,
  status,
  reason: status === 'complete' ? null : 'a test',
  captured_at: capturedAt.toISOString(),
  posts,
  posts_without_metrics: 0,
});

/** Reads an account of one page and ends its step. */
export async function collect(
  store: StoreUnderTest,
  subject: SubjectKey,
  scanId: string,
  stepKey: string,
  externalId: string,
  posts: readonly CollectedPost[],
): Promise<{ readonly accountId: string; readonly lease: StepLease }> {
  const { lease } = await started(store, subject, scanId, stepKey);
  const { accountId } = await store.steps.saveAccount(subject, lease, {
    profile: profile({ externalId }),
    access: 'public',
    capturedAt,
    cursor: 'page-1',
  });
  await store.steps.savePage(subject, lease, {
    accountId,
    posts,
    capturedAt,
    source: 'youtube-data-api',
    access: 'public',
    next: null,
  });
  await store.steps.finishCollect(subject, lease, {
    state: 'completed',
    accountId,
    coverage: coverage('complete', posts.length),
    error: null,
  });
  return { accountId, lease };
}
