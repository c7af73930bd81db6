import {
  type AccountRef,
  NotFound,
  type OptimalTime,
  type Principal,
  type Report,
} from '@viral-scan/contracts';
import { findOwnAccount, type OwnAccountView } from '../connections/own-accounts.ts';
import type { Clock } from '../ports/clock.ts';
import type { ConnectionRepository, OwnProfileRepository } from '../ports/connections.ts';
import type { NextReadings, PlanningRepository } from '../ports/planning.ts';
import type { ScheduleRepository } from '../ports/schedule.ts';
import type { StepRepository } from '../ports/steps.ts';
import { type LatestReportDeps, latestReport } from '../use-cases/latest-report.ts';
import { scheduleRule } from './schedule-collections.ts';

export interface AccountScheduleDeps extends LatestReportDeps {
  readonly connections: ConnectionRepository;
  readonly ownProfiles: OwnProfileRepository;
  readonly steps: Pick<StepRepository, 'findAccount'>;
  readonly planning: Pick<PlanningRepository, 'nextReadings'>;
  readonly schedule: Pick<ScheduleRepository, 'nextCollection'>;
  readonly clock: Clock;
}

export interface PostingTimes {
  readonly slots: readonly OptimalTime[];
  /** Why there are none. */
  readonly reason: string | null;
  readonly report: Pick<Report, 'scan_id' | 'as_of'> | null;
}

export interface AccountTimes {
  readonly ref: AccountRef;
  /** World time. */
  readonly asOf: Date;
  readonly posting: PostingTimes;
  readonly collections: NextReadings & {
    /** Null: the account is not collected by schedule, `reason` says why. */
    readonly nextAt: Date | null;
    readonly reason: string | null;
  };
}

const aheadMs = 7 * 86_400_000;
const mostMoments = 20;

/**
 * When to post on an own account, and when it is read.
 *
 * @throws NotFound for an account that is not the caller's own
 */
export async function accountSchedule(
  deps: AccountScheduleDeps,
  principal: Principal,
  ref: AccountRef,
): Promise<AccountTimes> {
  const account = await findOwnAccount(deps, principal, ref);
  await deps.clock.refresh();
  const now = deps.clock.now();
  const reason = whyNotScheduled(account);
  const rule = { ...scheduleRule, now };
  const nextAt = reason === null ? await deps.schedule.nextCollection(principal, ref, rule) : null;
  return {
    ref,
    asOf: now,
    posting: await postingTimes(deps, principal, ref),
    collections: {
      ...(await readings(deps, principal, ref, now)),
      nextAt: nextAt !== null && nextAt < now ? now : nextAt,
      reason,
    },
  };
}

function whyNotScheduled({ connection }: OwnAccountView): string | null {
  switch (connection?.state) {
    case 'active':
      return null;
    case 'reauthorization_required':
      return `the account has to be connected again: ${connection.reason ?? 'the grant has ended'}`;
    default:
      return 'accounts are collected by schedule while they are connected';
  }
}

async function readings(
  { steps, planning }: AccountScheduleDeps,
  principal: Principal,
  ref: AccountRef,
  now: Date,
): Promise<NextReadings> {
  const known = await steps.findAccount(principal, ref, now, now);
  if (known === null) return { due: 0, upcoming: [] };
  return planning.nextReadings(principal, known.accountId, {
    rules: scheduleRule.refresh,
    now,
    until: new Date(now.getTime() + aheadMs),
    limit: mostMoments,
  });
}

async function postingTimes(
  deps: LatestReportDeps,
  principal: Principal,
  ref: AccountRef,
): Promise<PostingTimes> {
  let report: Report;
  try {
    report = await latestReport(deps, principal, principal.userId);
  } catch (error) {
    if (!(error instanceof NotFound)) throw error;
    return { slots: [], reason: error.message, report: null };
  }
  const slots = report.optimal_times.filter(({ account_id: id }) => id === ref);
  const isCovered = report.dataset.coverage.some(
    ({ account_id: id, role }) => id === ref && role === 'own',
  );
  return { slots, reason: reasonForNone(report, slots.length > 0, isCovered), report };
}

function reasonForNone(report: Report, hasSlots: boolean, isCovered: boolean): string | null {
  if (hasSlots) return null;
  return isCovered
    ? report.evidence.optimal_times.reason
    : 'the latest report does not look at this account as one of the user’s own';
}
