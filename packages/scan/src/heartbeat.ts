import { type StepLease, StepLost, type SubjectKey } from '@viral-scan/contracts';
import type { StepRepository } from './ports/steps.ts';

const beatMs = 3_000;

/**
 * Runs `work` while telling the reconciler that the step lives; the signal handed to `work`
 * aborts when the outer one does or when another worker has taken the step over.
 * @throws StepLost in the latter case, whatever the aborted `work` throws: anything else would be
 * tried again, and take the step back from the worker that has it now
 */
export async function whileAlive<T>(
  steps: Pick<StepRepository, 'heartbeat'>,
  subject: SubjectKey,
  lease: StepLease,
  signal: AbortSignal,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const lost = new AbortController();
  const timer = setInterval(() => {
    steps.heartbeat(subject, lease).catch((error: unknown) => {
      // A missed beat is no loss (the database may be back for the next one); a lost step is.
      if (error instanceof StepLost) lost.abort(error);
    });
  }, beatMs);
  try {
    return await work(AbortSignal.any([signal, lost.signal]));
  } catch (error) {
    throw lost.signal.aborted ? lost.signal.reason : error;
  } finally {
    clearInterval(timer);
  }
}
