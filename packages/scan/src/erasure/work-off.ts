import { accountRef, type SubjectKey } from '@viral-scan/contracts';
import type {
  ErasedCounts,
  ErasureStep,
  ErasureTraces,
  ErasureWork,
  RunningErasure,
} from '../ports/erasures.ts';
import { concernedBy, type RevokeGrantsDeps, revokeGrants } from './revoke-grants.ts';
import { erasureSteps } from './steps.ts';

export interface EraseDeps extends RevokeGrantsDeps {
  readonly work: ErasureWork;
  readonly traces: ErasureTraces;
  /** Answers how many keys there were. */
  readonly destroyKey: (subject: SubjectKey) => Promise<number>;
  /** How long a call that read before the rows were gone may still write to Redis. */
  readonly settleMs: number;
  /** After each step that is done. */
  readonly onStep?: (step: ErasureStep) => void;
}

/** What a step came to; a step that is not done is tried again after `againInMs`. */
type StepEnd = { readonly erased: ErasedCounts } | { readonly againInMs: number };

const heldPauseMs = 1_000;
const revokePauseMs = 15_000;

/**
 * Goes on with an erasure where it stands, as far as it can. Anything thrown leaves it to be taken
 * over again.
 */
export async function workOff(
  deps: EraseDeps,
  erasure: RunningErasure,
  signal: AbortSignal,
): Promise<'completed' | 'postponed'> {
  for (const step of erasureSteps) {
    if (erasure.stepsDone.includes(step)) continue;
    signal.throwIfAborted();
    const end = await steps[step](deps, erasure, signal);
    if ('againInMs' in end) {
      await deps.work.postpone(erasure, end.againInMs);
      return 'postponed';
    }
    await deps.work.stepDone(erasure, step, end.erased);
    deps.onStep?.(step);
    if (step === 'keys' && deps.settleMs > 0) {
      await deps.work.postpone(erasure, deps.settleMs);
      return 'postponed';
    }
  }
  await deps.work.complete(erasure);
  return 'completed';
}

type Step = (deps: EraseDeps, erasure: RunningErasure, signal: AbortSignal) => Promise<StepEnd>;

const removeTraces: Step = async (deps, erasure) => {
  const { traces, work, connections } = deps;
  const { erased, isHeld } = await traces.removeJobs(erasure.scanIds);
  await work.count(erasure, erased);
  if (isHeld) return { againInMs: heldPauseMs };
  // After the workers: a report is cached while its job is running.
  const concerned = concernedBy(erasure, await connections.list(erasure));
  // Logins ask in the name of the account whose it is.
  const callers = concerned.flatMap(({ externalId, aliases }) => [externalId, ...aliases]);
  if (erasure.account === null) callers.push(erasure.subjectId);
  const keys = await traces.removeKeys(await work.userOf(erasure), callers);
  return { erased: { ...keys, ...(await removeStreamed(deps, erasure)) } };
};

async function removeStreamed(
  { traces, work, connections }: EraseDeps,
  erasure: RunningErasure,
): Promise<ErasedCounts> {
  const { account, scanIds } = erasure;
  const concerned = concernedBy(erasure, await connections.list(erasure));
  const accounts = concerned.map(({ platform, externalId }) => accountRef(platform, externalId));
  if (account !== null) accounts.push(account);
  const userId = account === null ? await work.userOf(erasure) : null;
  return traces.removeFromStreams({ scanIds, accounts, userId });
}

const steps: Readonly<Record<ErasureStep, Step>> = {
  async grants(deps, erasure) {
    const revoked = await revokeGrants(deps, erasure);
    return revoked === null ? { againInMs: revokePauseMs } : { erased: { grants: revoked } };
  },
  queue: removeTraces,
  async rows({ work }, erasure, signal) {
    await work.deleteRows(erasure, signal);
    return { erased: {} };
  },
  async keys(deps, erasure) {
    const { work, destroyKey } = deps;
    // Events went out until their rows were gone, and only connections know which accounts they name.
    const streamed = await removeStreamed(deps, erasure);
    // What is stored of other accounts stays readable.
    const keys = erasure.account === null ? await destroyKey(erasure) : 0;
    return { erased: { ...streamed, ...(await work.deleteGrants(erasure)), keys } };
  },
  async traces(deps, erasure, signal) {
    const end = await removeTraces(deps, erasure, signal);
    if ('erased' in end) await deps.traces.rewriteFiles();
    return end;
  },
};
