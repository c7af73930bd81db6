import {
  type Http,
  type HttpRequest,
  type PlatformRequest,
  UpstreamUnavailable,
} from '@viral-scan/contracts';
import type { Pace } from '@viral-scan/rate-limit';

/**
 * Sends what logins ask for. The calls of an API among them, which ask whose account it is, count in
 * its budgets as those of the collector do, and wait for their turn.
 */
export const pacedCalls =
  (send: Http, pace: Pick<Pace, 'take'>): Http =>
  async (request) => {
    if (!isOfApi(request)) return send(request);
    const { api, operation, units, onBehalfOf, ...call } = request;
    const { signal } = request;
    try {
      await pace.take({ api, operation, units, onBehalfOf }, { signal });
    } catch (error) {
      // Without Redis the collector calls nobody, and a person waits for this one call.
      if (!(error instanceof UpstreamUnavailable)) throw error;
    }
    return send(call);
  };

const isOfApi = (request: HttpRequest): request is PlatformRequest => 'api' in request;
