import { createPartner } from './create-partner.ts';
import type { Partner, PartnerOptions } from './partner.ts';

export type OrchestratorClient = Partner<'orchestrator'>;

/** Takes every event, in the structured mode of CloudEvents' HTTP binding. */
export const createOrchestratorClient = (options: PartnerOptions): OrchestratorClient =>
  createPartner('orchestrator', '/events', options, ({ event }) => ({
    headers: { 'content-type': 'application/cloudevents+json; charset=utf-8' },
    body: JSON.stringify(event),
  }));
