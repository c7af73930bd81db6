import { type Dispatch, jobId, type PlannedJob, type StepJob } from '@viral-scan/contracts';
import type { DispatchRepository, JobQueue } from '../ports/dispatch.ts';

export interface DispatchDeps {
  readonly dispatch: DispatchRepository;
  readonly queue: JobQueue;
}

/** Puts waiting outbox rows on the queue; answers how many. Rejected ones stay for later. */
export function relayOutbox(deps: DispatchDeps, limit: number): Promise<number> {
  return deps.dispatch.relay(limit, async (dispatch) => {
    for (const job of plannedJobs(dispatch)) await deps.queue.enqueue(job);
  });
}

/**
 * Finds scans that are not finished, silent, and have an open step the queue does not know (any
 * more): those are dispatched anew under the next generation. Fencing makes it harmless should an
 * old job come back. Answers the ids of the scans.
 */
export async function reconcile(
  deps: DispatchDeps,
  silentMs: number,
  limit: number,
): Promise<readonly string[]> {
  const revived: string[] = [];
  for (const dispatch of await deps.dispatch.silent(silentMs, limit)) {
    if (await isKnown(deps.queue, dispatch)) continue;
    await deps.dispatch.redispatch(dispatch);
    revived.push(dispatch.scanId);
  }
  return revived;
}

async function isKnown(queue: JobQueue, dispatch: Dispatch): Promise<boolean> {
  for (const step of dispatch.openSteps) {
    const id = jobId(dispatch.scanId, step.stepKey, dispatch.generation);
    const presence = await queue.presence(step.kind, id);
    if (presence === 'missing' || presence === 'ended') return false;
  }
  return dispatch.openSteps.length > 0;
}

/** The open steps as a flow: collect steps below what is made of them, or on their own in a collection. */
export function plannedJobs(dispatch: Dispatch): PlannedJob[] {
  const jobs = dispatch.openSteps.map(({ stepKey, kind }): PlannedJob => {
    const payload: StepJob = {
      tenantId: dispatch.tenantId,
      subjectId: dispatch.subjectId,
      scanId: dispatch.scanId,
      stepKey,
      traceparent: dispatch.traceparent,
    };
    return {
      name: kind,
      id: jobId(dispatch.scanId, stepKey, dispatch.generation),
      payload,
      children: [],
    };
  });
  const collect = jobs.filter(({ name }) => name === 'collect-account');
  const last = jobs.filter(({ name }) => name !== 'collect-account');
  if (last.length === 0) return collect;
  return last.map((job) => ({ ...job, children: collect }));
}
