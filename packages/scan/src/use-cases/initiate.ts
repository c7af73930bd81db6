import {
  type InitiateCollection,
  type Initiated,
  type InitiateScan,
  InvalidInput,
  type JobName,
  maxOwnAccounts,
  type PlannedStep,
  type Principal,
  type Role,
  type ScanKind,
  type ScanParameters,
  splitAccountRef,
} from '@viral-scan/contracts';
import type { Clock } from '../ports/clock.ts';
import type { ScanRepository } from '../ports/scans.ts';

export interface InitiateDeps {
  readonly scans: ScanRepository;
  readonly clock: Clock;
  readonly newId: () => string;
  readonly hourlyQuota: number;
}

export interface InitiateCall {
  readonly idempotency: { readonly key: string; readonly requestHash: string } | null;
  readonly traceparent: string | null;
}

/**
 * Takes a scan on: durable once this resolves, whatever becomes of Redis.
 * @throws InvalidInput when no own account is named and none is known on the platforms
 */
export async function initiateScan(
  deps: InitiateDeps,
  principal: Principal,
  body: InitiateScan,
  call: InitiateCall,
): Promise<Initiated> {
  return initiate(deps, principal, call, {
    kind: 'scan',
    hourlyQuota: deps.hourlyQuota,
    parameters: await scanParametersOf(deps, principal, body),
  });
}

/** What a scan is asked for, its own accounts found out where none is named. */
export async function scanParametersOf(
  deps: { readonly scans: Pick<ScanRepository, 'ownAccounts'> },
  principal: Principal,
  body: InitiateScan,
): Promise<ScanParameters> {
  const accounts = body.accounts ?? (await knownAccounts(deps, principal, body));
  return {
    platforms: body.platforms,
    accounts,
    competitors: body.competitors.filter((ref) => !accounts.includes(ref)),
    lookback_days: body.lookback_days,
    timezone: body.timezone,
  };
}

/** Collects now without analysing: keeps snapshots coming between scans. */
export async function initiateCollection(
  deps: InitiateDeps,
  principal: Principal,
  body: InitiateCollection,
  call: InitiateCall,
): Promise<Initiated> {
  const competitors = body.competitors.filter((ref) => !body.accounts.includes(ref));
  const platforms = [...body.accounts, ...competitors].flatMap(
    (ref) => splitAccountRef(ref).platform ?? [],
  );
  return initiate(deps, principal, call, {
    kind: 'collection',
    hourlyQuota: null,
    parameters: {
      platforms: [...new Set(platforms)],
      accounts: body.accounts,
      competitors,
      lookback_days: body.lookback_days,
      timezone: 'UTC',
      ...(!body.insights && { insights: false }),
    },
  });
}

async function initiate(
  deps: InitiateDeps,
  principal: Principal,
  call: InitiateCall,
  plan: { kind: ScanKind; hourlyQuota: number | null; parameters: ScanParameters },
): Promise<Initiated> {
  await deps.clock.refresh();
  return deps.scans.initiate(principal, {
    scanId: deps.newId(),
    kind: plan.kind,
    parameters: plan.parameters,
    steps: planSteps(plan.kind, plan.parameters),
    scanTime: deps.clock.now(),
    hourlyQuota: plan.hourlyQuota,
    idempotency: call.idempotency,
    traceparent: call.traceparent,
  });
}

async function knownAccounts(
  deps: { readonly scans: Pick<ScanRepository, 'ownAccounts'> },
  principal: Principal,
  body: InitiateScan,
): Promise<string[]> {
  const known = await deps.scans.ownAccounts(principal);
  const named = new Set(body.competitors);
  const accounts = known.filter((ref) => {
    const { platform } = splitAccountRef(ref);
    return platform !== null && body.platforms.includes(platform) && !named.has(ref);
  });
  if (accounts.length === 0) {
    throw new InvalidInput(
      'accounts',
      `no own account of this user is known on ${body.platforms.join(', ')}: name one here, or import its posts in a file of their own`,
    );
  }
  if (accounts.length > maxOwnAccounts) {
    throw new InvalidInput(
      'accounts',
      `${accounts.length} own accounts of this user are known on ${body.platforms.join(', ')}: name up to ${maxOwnAccounts} of them here`,
    );
  }
  return accounts;
}

const lastJob: Readonly<Record<ScanKind, JobName | null>> = {
  scan: 'analyze-scan',
  scrape: 'rank-posts',
  collection: null,
};

/** One collect step per account in the order named, then what is made of them all. */
export function planSteps(kind: ScanKind, parameters: ScanParameters): PlannedStep[] {
  const collect = (accountRef: string, role: Role, index: number): PlannedStep => ({
    stepKey: `collect-${index}`,
    kind: 'collect-account',
    accountRef,
    role,
  });
  const own = parameters.accounts.map((ref, index) => collect(ref, 'own', index));
  const competitors = parameters.competitors.map((ref, index) =>
    collect(ref, 'competitor', own.length + index),
  );
  const steps = [...own, ...competitors];
  const last = lastJob[kind];
  if (last !== null) steps.push({ stepKey: last, kind: last, accountRef: null, role: null });
  return steps;
}
