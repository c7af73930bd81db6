import type { OutboundRepository } from '../ports/outbound.ts';

const dayMs = 86_400_000;
/** What ended is kept for so long, to look at. */
const keptMs = 7 * dayMs;
/** No partner is waited for longer. */
const patienceMs = 30 * dayMs;

/** Forgets what was delivered or refused a week ago, and gives up what waits for a month. */
export const forgetOutbound = ({
  outbound,
  realNow,
}: {
  readonly outbound: Pick<OutboundRepository, 'forget'>;
  readonly realNow: () => Date;
}): Promise<{ readonly forgotten: number; readonly givenUp: number }> => {
  const now = realNow().getTime();
  return outbound.forget(new Date(now - keptMs), new Date(now - patienceMs));
};
