import {
  DomainError,
  type Http,
  type PlatformAnswer,
  type PlatformHttp,
  type PlatformRequest,
} from '@viral-scan/contracts';
import { usageAdvice } from '@viral-scan/platforms';
import type { Pace } from '@viral-scan/rate-limit';

export interface PacedHttp {
  readonly http: PlatformHttp;
  /** Whether an error is our own pace's, of which the platform knows nothing. */
  isOurs(error: unknown): boolean;
}

export interface PacedHttpDeps {
  readonly pace: Pick<Pace, 'take' | 'penalize'>;
  /** The pace could not be told: the answer stands. */
  readonly onError: (error: Error) => void;
}

/**
 * Every call waits for its turn in all budgets it is counted in. What successful answers say of how
 * much is used up holds for all processes; the next call of the same work waits for it, too.
 */
export function pacedHttp(send: Http, { pace, onError }: PacedHttpDeps): PacedHttp {
  const ours = new WeakSet<DomainError>();
  return {
    isOurs: (error) => error instanceof DomainError && ours.has(error),
    http: async (request) => {
      const { api, operation, units, onBehalfOf, ...call } = request;
      try {
        await pace.take({ api, operation, units, onBehalfOf }, { signal: request.signal });
      } catch (error) {
        if (error instanceof DomainError) ours.add(error);
        throw error;
      }
      const answer = await send(call);
      try {
        await obeyUsage(pace, request, answer);
      } catch (error) {
        onError(error instanceof Error ? error : new Error('the pace could not be told'));
      }
      return answer;
    },
  };
}

/** Answers that are no success ask for more than a pause; connectors read them. */
async function obeyUsage(
  pace: Pick<Pace, 'penalize'>,
  { api, onBehalfOf }: PlatformRequest,
  { status, headers }: PlatformAnswer,
): Promise<void> {
  const advice = status >= 200 && status < 300 ? usageAdvice(api, headers) : null;
  if (advice !== null) await pace.penalize({ api, onBehalfOf }, advice);
}
