import { deadLettersOf } from '@viral-scan/queue';
import {
  checkOauthConfig,
  type Environment,
  httpUrlVariable,
  integerVariable,
  loadConfig,
  oauthConfig,
  originsVariable,
  parsedVariable,
  publicUrlVariable,
  scraperConfig,
  serviceConfig,
  websubConfig,
} from '@viral-scan/runtime';
import { z } from 'zod';
import { bearerTokenVariable, checkPartners } from './outbound/partner-config.ts';
import { parseRetentionDays } from './retention-days.ts';

const streamVariable = z
  .string()
  .regex(/^[\x21-\x7e]{1,200}$/, 'must be 1 to 200 visible ASCII characters');

const schema = z
  .object({
    ...serviceConfig,
    /** With them the grants of erased users are given back. */
    ...oauthConfig,
    ...websubConfig,
    /** For requests from the stream, which need the tenant; the user where they name none. */
    ...scraperConfig,
    PORT: serviceConfig.PORT.default(8084),
    /** How long the outbox is left alone when nothing announced a row. */
    OUTBOX_POLL_MS: integerVariable({ min: 10, max: 60_000 }).default(1_000),
    RECONCILE_EVERY_MS: integerVariable({ min: 100, max: 3_600_000 }).default(5_000),
    /** A scan without a sign of life for this long is looked for in the queue. */
    RECONCILE_SILENT_MS: integerVariable({ min: 100, max: 3_600_000 }).default(10_000),
    /** How often connected accounts are looked at whose collection is due; 0: never. */
    COLLECTION_SCHEDULE_EVERY_MS: integerVariable({ min: 0, max: 3_600_000 }).default(60_000),
    /** How long events of platforms are left alone when nothing announced one. */
    INBOUND_POLL_MS: integerVariable({ min: 10, max: 60_000 }).default(1_000),
    /** Where hubs find the API; subscriptions to YouTube's feeds need it, and WEBSUB_SECRETS. */
    PUBLIC_URL: publicUrlVariable.optional(),
    WEBSUB_HUB_URL: httpUrlVariable.default('https://pubsubhubbub.appspot.com/subscribe'),
    /** How often subscriptions are brought in step with connected channels; 0: never. */
    WEBSUB_EVERY_MS: integerVariable({ min: 0, max: 3_600_000 }).default(60_000),
    /** Origins the guarded client may call although they are not public. */
    EGRESS_ALLOWED_ORIGINS: originsVariable,
    /** How long what was read is kept, by platform. */
    RETENTION_DAYS: parsedVariable(parseRetentionDays).default(parseRetentionDays('')),
    /** How often what was kept for long enough is deleted; 0: never. */
    RETENTION_EVERY_MS: integerVariable({ min: 0, max: 7 * 86_400_000 }).default(6 * 3_600_000),
    /** Told of the posts that stand out; absent: it is not. */
    VIRAL_ENGINE_URL: publicUrlVariable.optional(),
    VIRAL_ENGINE_TOKEN: bearerTokenVariable.optional(),
    /** Told of every event; absent: it is not. */
    ORCHESTRATOR_URL: publicUrlVariable.optional(),
    ORCHESTRATOR_TOKEN: bearerTokenVariable.optional(),
    /** For one call of a partner. */
    PARTNER_TIMEOUT_MS: integerVariable({ min: 100, max: 60_000 }).default(10_000),
    /** How often erasures are looked for. */
    ERASURE_POLL_MS: integerVariable({ min: 10, max: 60_000 }).default(1_000),
    /** How long calls that read before an erasure may still write to a cache. */
    ERASURE_SETTLE_MS: integerVariable({ min: 0, max: 600_000 }).default(7_000),
    /** Redis streams: events out, and requests for scraping tasks in. */
    EVENT_STREAM: streamVariable.default('viral.events'),
    REQUEST_STREAM: streamVariable.default('viral.scraping.requests'),
  })
  .superRefine(checkOauthConfig)
  .superRefine(checkPartners)
  .refine(
    ({ EVENT_STREAM: events, REQUEST_STREAM: requests }) =>
      events !== requests && events !== deadLettersOf(requests),
    { path: ['REQUEST_STREAM'], message: 'must be another stream than EVENT_STREAM' },
  );
export type Config = z.infer<typeof schema>;

export const readConfig = (env: Environment = process.env): Config => loadConfig(schema, env);
