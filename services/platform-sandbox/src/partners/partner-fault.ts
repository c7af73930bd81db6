import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import type { Partner } from './partner.ts';

/** What is wrong with a partner, until it is taken back or its time is over. */
export const partnerFaultSchema = z
  .strictObject({
    /**
     * `down`: answers `status`; `hang`: takes the call and never answers; `html`: a web page with
     * status 200; `redirect`: leads elsewhere; `reset`: closes the connection without an answer.
     */
    kind: z.enum(['down', 'hang', 'html', 'redirect', 'reset']).default('down'),
    status: z.int().min(400).max(599).optional(),
    /** `Retry-After` of a `down`. */
    retry_after_s: z.int().min(0).max(86_400).optional(),
    /** Real seconds; until taken back by default. */
    for_seconds: z.number().positive().max(86_400).optional(),
  })
  .refine(({ kind, status }) => status === undefined || kind === 'down', {
    message: 'goes with the kind down',
    path: ['status'],
  })
  .refine(({ kind, retry_after_s }) => retry_after_s === undefined || kind === 'down', {
    message: 'goes with the kind down',
    path: ['retry_after_s'],
  });
export type PartnerFault = z.infer<typeof partnerFaultSchema>;

/** The fault of one partner. */
export interface FaultSwitch {
  set(fault: PartnerFault): void;
  clear(): void;
  /** Null: all is well. */
  current(): { readonly fault: PartnerFault; readonly until: Date | null } | null;
}

/** @param now real milliseconds */
export function createFaultSwitch(now: () => number): FaultSwitch {
  let standing: { fault: PartnerFault; until: Date | null } | null = null;
  return {
    set(fault) {
      const { for_seconds: seconds } = fault;
      standing = { fault, until: seconds === undefined ? null : new Date(now() + seconds * 1_000) };
    },
    clear() {
      standing = null;
    },
    current() {
      if (standing?.until && standing.until.getTime() <= now()) standing = null;
      return standing;
    },
  };
}

/** Answers a call, or does not, as the fault will have it. */
export async function strikePartner(
  reply: FastifyReply,
  partner: Partner,
  { kind, status = 503, retry_after_s: seconds }: PartnerFault,
): Promise<void> {
  switch (kind) {
    case 'down':
      if (seconds !== undefined) reply.header('retry-after', String(seconds));
      await reply.code(status).send({ detail: 'Service Unavailable' });
      return;
    case 'html':
      await reply
        .code(200)
        .type('text/html; charset=utf-8')
        .send('<!DOCTYPE html><html><title>Maintenance</title><p>We are back soon.</html>');
      return;
    case 'redirect':
      // Nobody is there: whoever follows finds a 404.
      await reply.redirect(`/${partner}/elsewhere`, 307);
      return;
    case 'reset':
      reply.hijack();
      reply.raw.destroy();
      return;
    case 'hang':
      // Until the caller gives up, or the sandbox ends.
      reply.hijack();
  }
}
