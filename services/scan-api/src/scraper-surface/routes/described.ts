import { z } from 'zod';
import { security } from '../../routes/described.ts';

const textDetail = z.object({ detail: z.string() });

const complaintsSchema = z.object({
  detail: z.array(
    z.object({
      type: z.string(),
      loc: z.array(z.union([z.string(), z.int()])),
      msg: z.string(),
      input: z.unknown(),
    }),
  ),
});
const limitedSchema = z.object({
  detail: z.object({ error: z.string(), retry_after: z.int().positive() }),
});

const refusals = {
  400: textDetail.describe('Not HTTP, path or headers as they should be'),
  401: textDetail.describe('No valid bearer token or service key'),
  403: textDetail.describe('The token or key lacks the scope'),
  404: textDetail.describe('There is no such address'),
  408: textDetail.describe('The body took too long to arrive'),
  409: textDetail.describe('The user or account is being deleted; see `Retry-After`'),
  413: textDetail.describe('The body is too large'),
  415: textDetail.describe('The content encoding is not taken'),
  422: complaintsSchema.describe('What is wrong with the call, as pydantic tells it'),
  429: limitedSchema.describe('The account’s window is full; see `Retry-After`'),
  500: textDetail.describe('Our fault'),
  503: textDetail.describe('The database is away; see `Retry-After`'),
} as const;
type Refused = keyof typeof refusals;

const common = [400, 401, 403, 404, 409, 500, 503] as const;

/** Refusals of a route for the OpenAPI document. */
export const details = (...statuses: Refused[]) =>
  Object.fromEntries([...common, ...statuses].map((status) => [status, refusals[status]]));

/** What all routes of this surface have in common. */
export const described = { tags: ['viral-scraper'], security };

export const accountParamsSchema = z.object({
  account_id: z
    .string()
    .describe('`platform:id`, or an id or handle on `SCRAPER_DEFAULT_PLATFORM`'),
});
