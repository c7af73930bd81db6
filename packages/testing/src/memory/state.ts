import { randomUUID } from 'node:crypto';
import {
  type AccountDay,
  type AccountProfile,
  type ActiveHour,
  type AudienceGroup,
  accountRef,
  type Checkpoint,
  type Connection,
  type Coverage,
  type Destination,
  type DomainEvent,
  type Listing,
  type Metrics,
  type NewScan,
  type PlannedStep,
  type Platform,
  type Post,
  partitionKeyOf,
  type RankedPost,
  type Report,
  type RetentionCurve,
  type ScanError,
  type ScanRecord,
  type ScrapeLimit,
  type StepProgress,
  type SubjectKey,
  type ViralPost,
  type WatchTime,
} from '@viral-scan/contracts';
import type { KeptErasure } from '@viral-scan/scan';

/**
 * What the in-memory ports share, as plain rows. `realNowMs` stands for the database's clock, `now`
 * for the world's.
 */
export interface MemoryState {
  readonly realNowMs: () => number;
  readonly now: () => Date;
  readonly subjects: Map<string, SubjectKey & { readonly userId: string }>;
  readonly scans: Map<string, StoredScan>;
  readonly idempotency: Map<string, { requestHash: string; scanId: string; atMs: number }>;
  readonly results: StoredResult[];
  readonly outbox: OutboxRow[];
  readonly deliveries: StoredDelivery[];
  /** Real time, by `platform:id`. */
  readonly givenBack: Map<string, number>;
  readonly series: Series;
  readonly collections: Collections;
  readonly erasures: StoredErasure[];
  readonly scraping: Scraping;
}

export interface StoredErasure extends KeptErasure {
  readonly erasureId: string;
  readonly subject: SubjectKey | null;
  readonly account: string | null;
  /** As steps may name the account, in lower case; null: whatever is the subject's. */
  readonly refs: readonly string[] | null;
  readonly furtherCodes: Set<string>;
}

export interface StoredStep extends PlannedStep {
  state: StepProgress['state'];
  pages: number;
  posts: number;
  coverage: Coverage | null;
  error: ScanError | null;
  fence: number;
  starts: number;
  checkpoint: Checkpoint | null;
  accountId: string | null;
  heartbeatMs: number | null;
  progressedMs: number | null;
}

export interface StoredScan extends SubjectKey {
  readonly planned: NewScan;
  readonly scanTime: Date;
  readonly requestedMs: number;
  state: ScanRecord['state'];
  completedAt: Date | null;
  error: ScanError | null;
  generation: number;
  lastSignOfLifeMs: number;
  readonly steps: readonly StoredStep[];
}

export interface StoredResult extends SubjectKey {
  readonly scanId: string;
  readonly scanTime: Date;
  readonly report: Report;
}

export interface OutboxRow extends SubjectKey {
  /** Null: about an account. */
  readonly scanId: string | null;
  /** Null: it dispatches the scan. */
  readonly event: DomainEvent | null;
  /** What the event tells of, in full. */
  patterns?: readonly ViralPost[] | null;
  readonly createdMs: number;
  nextAttemptMs: number;
  attempts: number;
  done: boolean;
}

/** Ids are never used twice; rows stand in their order. */
export interface StoredDelivery {
  readonly deliveryId: number;
  readonly destination: Destination;
  readonly row: OutboxRow;
  readonly orderKey: string;
  state: 'waiting' | 'taken' | 'delivered' | 'refused';
  attempts: number;
  nextAttemptMs: number;
  lastStatus: number | null;
  lastError: string | null;
  doneMs: number | null;
}

export interface StoredAccount extends SubjectKey {
  readonly accountId: string;
  readonly profile: AccountProfile;
  readonly seenAsOwn: boolean;
  readonly imported: boolean;
  /** As it was called when it was first read; null: by its id. */
  readonly firstRef: string | null;
}

export interface StoredPost extends SubjectKey {
  readonly accountId: string;
  readonly post: Post;
  readonly importId: string | null;
  readonly lastSeenMs: number;
  /** When the platform said that something about it is new. */
  readonly changedMs?: number;
  /** Asked for by id and no longer there. */
  readonly vanished: boolean;
}

/** The latest reading; all null when the source had nothing. */
export interface StoredInsights extends SubjectKey {
  readonly accountId: string;
  readonly postId: string;
  readonly capturedAtMs: number;
  readonly watch: WatchTime | null;
  readonly shares: number | null;
}

export interface StoredDay extends SubjectKey {
  readonly accountId: string;
  readonly capturedAtMs: number;
  readonly day: AccountDay;
}

export interface StoredHour extends SubjectKey {
  readonly accountId: string;
  readonly capturedAtMs: number;
  readonly zone: string;
  readonly hour: ActiveHour;
}

/** Of one reading. */
export interface StoredGroups extends SubjectKey {
  readonly accountId: string;
  readonly capturedAtMs: number;
  readonly groups: readonly AudienceGroup[];
}

export interface StoredSnapshot extends SubjectKey {
  readonly accountId: string;
  readonly postId: string;
  readonly capturedAtMs: number;
  readonly metrics: Metrics;
}

/** The latest of a post. */
export interface StoredCurve extends SubjectKey {
  readonly accountId: string;
  readonly postId: string;
  readonly capturedAtMs: number;
  readonly curve: RetentionCurve;
}

export interface FollowerCount extends SubjectKey {
  readonly accountId: string;
  readonly capturedAtMs: number;
  readonly followers: number | null;
}

/** Accounts, posts and what was measured, by natural key. */
export interface Series {
  readonly accounts: Table<StoredAccount>;
  readonly posts: Table<StoredPost>;
  readonly snapshots: Table<StoredSnapshot>;
  readonly retention: Table<StoredCurve>;
  readonly followers: Table<FollowerCount>;
}

/** What is known of accounts over their collections, by natural key. */
export interface Collections {
  readonly listings: Map<string, Listing>;
  readonly insights: Map<string, StoredInsights>;
  readonly days: Map<string, StoredDay>;
  readonly hours: Map<string, StoredHour>;
  readonly groups: Map<string, StoredGroups>;
}

export interface StoredRank extends SubjectKey {
  readonly accountId: string;
  readonly post: RankedPost;
  readonly rankedAt: Date;
}

/** Of one account of one user, in real time. */
export interface StoredLimit extends SubjectKey {
  readonly accountRef: string;
  takenMs: readonly number[];
  violations: number;
}

export interface Scraping {
  readonly ranks: Map<string, StoredRank>;
  readonly limits: Map<string, StoredLimit>;
  /** By tenant. */
  readonly settings: Map<string, ScrapeLimit>;
}

/** As much of a Map as rows need; an open import lays its own over the common one. */
export interface Table<Row> {
  get(key: string): Row | undefined;
  set(key: string, row: Row): unknown;
  values(): Iterable<Row>;
}

export const emptyState = (clocks: Pick<MemoryState, 'realNowMs' | 'now'>): MemoryState => ({
  ...clocks,
  subjects: new Map(),
  scans: new Map(),
  idempotency: new Map(),
  results: [],
  outbox: [],
  deliveries: [],
  givenBack: new Map(),
  series: {
    accounts: new Map(),
    posts: new Map(),
    snapshots: new Map(),
    retention: new Map(),
    followers: new Map(),
  },
  collections: {
    listings: new Map(),
    insights: new Map(),
    days: new Map(),
    hours: new Map(),
    groups: new Map(),
  },
  erasures: [],
  scraping: { ranks: new Map(), limits: new Map(), settings: new Map() },
});

export const isOf = (subject: SubjectKey, row: SubjectKey): boolean =>
  row.tenantId === subject.tenantId && row.subjectId === subject.subjectId;

export const keyOf = (...parts: readonly (string | number)[]): string => parts.join('\n');

export const accountKey = (subject: SubjectKey, platform: Platform, externalId: string): string =>
  keyOf(subject.tenantId, subject.subjectId, platform, externalId);

/** The id behind the label of a platform we do not know; null when there is no label. */
export function bareIdOf({ platform, origin, externalId }: AccountProfile): string | null {
  const slash = externalId.indexOf('/');
  return platform === 'file' && origin !== null && slash > 0 ? externalId.slice(slash + 1) : null;
}

export function findScan(
  state: MemoryState,
  subject: SubjectKey,
  scanId: string,
): StoredScan | null {
  const scan = state.scans.get(scanId);
  return scan !== undefined && isOf(subject, scan) ? scan : null;
}

export const recordOf = (scan: StoredScan): ScanRecord =>
  structuredClone({
    scanId: scan.planned.scanId,
    kind: scan.planned.kind,
    state: scan.state,
    parameters: scan.planned.parameters,
    scanTime: scan.scanTime,
    completedAt: scan.completedAt,
    error: scan.error,
    steps: scan.steps.map(progressOf),
  });

export const progressOf = (step: StoredStep): StepProgress => ({
  stepKey: step.stepKey,
  kind: step.kind,
  accountRef: step.accountRef,
  role: step.role,
  state: step.state,
  pages: step.pages,
  posts: step.posts,
  coverage: step.coverage,
  error: step.error,
});

/** About an account whose grant has ended. */
export function tellGrantEnded(
  state: MemoryState,
  { tenantId, subjectId }: SubjectKey,
  { platform, externalId, reason }: Pick<Connection, 'platform' | 'externalId' | 'reason'>,
): void {
  const accountId = accountRef(platform, externalId);
  const now = state.realNowMs();
  state.outbox.push({
    tenantId,
    subjectId,
    scanId: null,
    event: {
      specversion: '1.0',
      id: randomUUID(),
      source: '/viral-scan',
      type: 'viral.account.reauthorization_required',
      subject: accountId,
      time: new Date(now).toISOString(),
      datacontenttype: 'application/json',
      partitionkey: accountId,
      data: { account_id: accountId, platform, reason },
    },
    patterns: null,
    createdMs: now,
    nextAttemptMs: now,
    attempts: 0,
    done: false,
  });
}

export function writeOutbox(
  state: MemoryState,
  scan: StoredScan,
  event: { type: DomainEvent['type']; time: Date; data: DomainEvent['data'] } | null,
  patterns: readonly ViralPost[] | null = null,
): void {
  const { traceparent, scanId } = scan.planned;
  state.outbox.push({
    tenantId: scan.tenantId,
    subjectId: scan.subjectId,
    scanId,
    event: event && {
      specversion: '1.0',
      id: randomUUID(),
      source: '/viral-scan',
      type: event.type,
      subject: scanId,
      time: event.time.toISOString(),
      datacontenttype: 'application/json',
      partitionkey: partitionKeyOf(scan.planned),
      ...(traceparent !== null && { traceparent }),
      data: event.data,
    },
    patterns,
    createdMs: state.realNowMs(),
    nextAttemptMs: state.realNowMs(),
    attempts: 0,
    done: false,
  });
}
