import {
  type Connector,
  type ConnectorCall,
  type PlatformApi,
  QuotaExhausted,
  RateLimited,
} from '@viral-scan/contracts';
import type { Pace, PaceFeedback } from '@viral-scan/rate-limit';

export interface ObeyDeps {
  readonly pace: Pick<Pace, 'penalize'>;
  /** Of the connector; an error that names its API concerns that one alone. */
  readonly apis: readonly PlatformApi[];
  readonly isOurs: (error: unknown) => boolean;
  /** The pace could not be told: the caller's own wait still holds. */
  readonly onError: (error: Error) => void;
}

/** The same connector; what its platform says of limits holds for all processes from then on. */
export function obeyPlatform(connector: Connector, deps: ObeyDeps): Connector {
  const obey =
    <Request, Answer>(method: (request: Request, call: ConnectorCall) => Promise<Answer>) =>
    async (request: Request, call: ConnectorCall): Promise<Answer> => {
      try {
        return await method(request, call);
      } catch (error) {
        const feedback = deps.isOurs(error) ? null : feedbackOf(error);
        if (feedback !== null) await tell(deps, call.onBehalfOf, feedback, apiOf(error));
        throw error;
      }
    };
  const { fetchInsights, fetchAccountDays } = connector;
  return {
    ...connector,
    fetchAccount: obey(connector.fetchAccount),
    fetchPostsPage: obey(connector.fetchPostsPage),
    fetchPosts: obey(connector.fetchPosts),
    fetchInsights: fetchInsights && obey(fetchInsights),
    fetchAccountDays: fetchAccountDays && obey(fetchAccountDays),
  };
}

function feedbackOf(error: unknown): PaceFeedback | null {
  if (error instanceof RateLimited) {
    return { scope: error.scope, retryAfterMs: error.retryAfterMs };
  }
  return error instanceof QuotaExhausted ? { exhausted: true, resetsAt: error.resetsAt } : null;
}

const apiOf = (error: unknown): PlatformApi | null =>
  error instanceof RateLimited || error instanceof QuotaExhausted ? error.api : null;

async function tell(
  { pace, apis, onError }: ObeyDeps,
  onBehalfOf: string,
  feedback: PaceFeedback,
  named: PlatformApi | null,
): Promise<void> {
  const told = await Promise.allSettled(
    (named === null ? apis : [named]).map((api) => pace.penalize({ api, onBehalfOf }, feedback)),
  );
  for (const each of told) if (each.status === 'rejected') onError(each.reason);
}
