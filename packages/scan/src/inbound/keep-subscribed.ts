import type { WebsubRepository, WebsubRequest } from '../ports/inbound.ts';
import type { ScheduleRepository } from '../ports/schedule.ts';

export interface SubscribingDeps {
  readonly schedule: Pick<ScheduleRepository, 'connectedAccounts'>;
  readonly websub: Omit<WebsubRepository, 'verify'>;
  /** Resolves when the hub has taken the request; it verifies by itself. */
  readonly ask: (request: WebsubRequest, signal: AbortSignal) => Promise<void>;
  readonly onFailure: (request: WebsubRequest, error: unknown) => void;
}

const batch = 200;
const requestsAtOnce = 10;

/**
 * Keeps subscriptions in step with the channels that are connected. What the hub does not take or
 * does not verify is asked again later, whichever process is there then. Answers how many requests
 * were made.
 */
export async function keepSubscribed(deps: SubscribingDeps, signal: AbortSignal): Promise<number> {
  const { schedule, websub } = deps;
  for (let after: string | null = null; !signal.aborted; ) {
    const accounts = await schedule.connectedAccounts(after, batch);
    after = accounts.at(-1)?.connectionId ?? null;
    await websub.want(accounts);
    if (accounts.length < batch) break;
  }
  for (let after: string | null = null; !signal.aborted; ) {
    after = await websub.giveUpDisconnected(after, batch);
    if (after === null) break;
  }
  let made = 0;
  while (!signal.aborted) {
    const requests = await websub.due(requestsAtOnce);
    await Promise.all(requests.map((request) => make(deps, request, signal)));
    made += requests.length;
    if (requests.length < requestsAtOnce) break;
  }
  return made;
}

async function make(
  { websub, ask, onFailure }: SubscribingDeps,
  request: WebsubRequest,
  signal: AbortSignal,
): Promise<void> {
  try {
    await ask(request, signal);
  } catch (error) {
    if (signal.aborted) return;
    onFailure(request, error);
    const reason = error instanceof Error ? error.message : String(error);
    await websub.noteFailure(request.subscriptionId, reason);
  }
}
