import type { ConnectablePlatform, InboundEvent, ReadDelivery } from '@viral-scan/contracts';
import { DoorFull } from '@viral-scan/scan';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ApiDeps } from '../api-deps.ts';
import { HttpProblem, type ProblemParts } from '../problems/http-problem.ts';
import { isUnavailable } from '../problems/unavailable.ts';
import { bodyOf } from './raw-bodies.ts';

type Deps = Pick<ApiDeps, 'webhooks' | 'clock' | 'metrics'>;

/** Answered only when its events are durable; until then the sender has to keep them. */
export async function takeDelivery(
  deps: Deps,
  request: FastifyRequest,
  reply: FastifyReply,
  delivery: {
    readonly platform: ConnectablePlatform;
    readonly read: ReadDelivery;
    readonly subscriptionId?: string;
  },
): Promise<FastifyReply> {
  const { platform, read, subscriptionId = null } = delivery;
  await deps.clock.refresh();
  const verdict = read(
    { headers: request.headers, body: bodyOf(request) },
    { real: deps.webhooks.realNow(), world: deps.clock.now() },
  );
  if (verdict.outcome === 'refused') {
    const { status, reason } = verdict;
    refuse(deps, request, platform, reason);
    if (status === 202) return reply.code(202).send();
    throw new HttpProblem(status === 401 ? badSignature(reason) : badDelivery(reason));
  }
  await keepEvents(
    deps,
    platform,
    verdict.events.map((event) => ({ ...event, subscriptionId })),
  );
  return reply.code(200).send();
}

/** @throws HttpProblem when they could not be kept: the sender tries again */
export async function keepEvents(
  { webhooks, metrics }: Deps,
  platform: ConnectablePlatform,
  events: readonly (InboundEvent & { readonly subscriptionId: string | null })[],
): Promise<void> {
  try {
    await webhooks.keep(events);
  } catch (cause) {
    metrics.inboundDeliveries.inc({ platform, outcome: 'not_kept' });
    if (!(cause instanceof DoorFull) && !isUnavailable(cause)) throw cause;
    throw new HttpProblem(notKept, { cause });
  }
  metrics.inboundDeliveries.inc({ platform, outcome: 'accepted' });
}

/** @param reason names no secret and nothing of the body */
export function refuse(
  { metrics }: Pick<Deps, 'metrics'>,
  request: FastifyRequest,
  platform: ConnectablePlatform,
  reason: string,
): void {
  metrics.inboundDeliveries.inc({ platform, outcome: 'refused' });
  request.log.info({ platform, reason }, 'a delivery was refused');
}

const badSignature = (reason: string): ProblemParts => ({
  name: 'unauthorized',
  status: 401,
  title: 'The delivery is not known to be from the platform',
  detail: `${reason}.`,
});

export const badDelivery = (reason: string): ProblemParts => ({
  name: 'invalid-input',
  status: 400,
  title: 'The request is wrong',
  detail: `${reason}.`,
});

const notKept: ProblemParts = {
  name: 'unavailable',
  status: 503,
  title: 'Temporarily unavailable',
  detail: 'The delivery could not be kept; deliver it again.',
  headers: { 'retry-after': '5' },
};
