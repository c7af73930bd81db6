import { DomainError, type Http, type PlatformHttp } from '@viral-scan/contracts';
import type { Pace } from '@viral-scan/rate-limit';

export interface PacedHttp {
  readonly http: PlatformHttp;
  /** Whether an error is our own pace's, of which the platform knows nothing. */
  isOurs(error: unknown): boolean;
}

/** Every call waits for its turn in all budgets it is counted in. */
export function pacedHttp(send: Http, pace: Pick<Pace, 'take'>): PacedHttp {
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
      return send(call);
    },
  };
}
