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
import { memoryCollections } from './collections.ts';
import { memoryAuthorizations, memoryConnections, memoryOwnProfiles } from './connections.ts';
import { memoryDispatch } from './dispatch.ts';
import { memoryErasures } from './erasures.ts';
import { memoryIdentity } from './identity.ts';
import { memoryImports } from './imports.ts';
import { memoryInbound } from './inbound.ts';
import { memoryOutbound } from './outbound.ts';
import { memoryPlanning } from './planning.ts';
import { memoryScans } from './scans.ts';
import { memorySchedule } from './schedule.ts';
import { memoryScrapeLimits } from './scrape-limits.ts';
import { memoryScrapes } from './scrapes.ts';
import { emptyState, type MemoryState } from './state.ts';
import { holdIn, memorySteps } from './steps.ts';

export interface InMemoryStore {
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
  /** The rows themselves, to look at and to break. */
  readonly state: MemoryState;
}

/**
 * All the ports a store fulfils, over one state in memory. `realNowMs` stands for the database's
 * clock, `now` for the world's; both default to the system's.
 */
export function inMemoryStore(
  clocks: { readonly realNowMs?: () => number; readonly now?: () => Date } = {},
): InMemoryStore {
  const { realNowMs = () => Date.now(), now = () => new Date() } = clocks;
  const state = emptyState({ realNowMs, now });
  const connections = memoryConnections(state);
  return {
    scans: memoryScans(state),
    steps: memorySteps(state),
    scrapes: memoryScrapes(state, connections),
    scrapeLimits: memoryScrapeLimits(state),
    collections: memoryCollections(state, holdIn(state)),
    planning: memoryPlanning(state),
    schedule: memorySchedule(state, connections),
    imports: memoryImports(state),
    dispatch: memoryDispatch(state),
    outbound: memoryOutbound(state),
    ...memoryInbound(state, connections),
    erasures: memoryErasures(state, connections),
    identity: memoryIdentity(state),
    connections,
    authorizations: memoryAuthorizations(state),
    ownProfiles: memoryOwnProfiles(state),
    state,
  };
}
