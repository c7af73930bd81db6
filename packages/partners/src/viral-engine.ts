import { InvalidInput } from '@viral-scan/contracts';
import { cloudEventHeaders } from './cloud-event-headers.ts';
import { createPartner } from './create-partner.ts';
import type { Partner, PartnerOptions } from './partner.ts';

export type ViralEngineClient = Partner<'viral-engine'>;

/** Takes the posts that an event tells of, in full; the event itself stands in headers. */
export const createViralEngineClient = (options: PartnerOptions): ViralEngineClient =>
  createPartner('viral-engine', '/patterns/ingest', options, ({ event, patterns }) => {
    if (patterns === null) throw new InvalidInput('patterns', 'the event tells of no posts');
    return {
      headers: { ...cloudEventHeaders(event), 'content-type': 'application/json' },
      body: JSON.stringify({ posts: patterns }),
    };
  });
