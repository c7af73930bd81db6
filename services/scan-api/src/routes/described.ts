import { problemSchema } from '@viral-scan/contracts';
import { problemMediaType } from '../problems/answer-with-problems.ts';

/** Refusals every authenticated route can answer with. */
const common = [400, 401, 403, 409, 500, 503] as const;

const meanings = {
  400: 'The request is wrong; `errors` names the fields',
  401: 'No valid bearer token or service key',
  403: 'The token or key lacks the scope',
  404: 'Unknown, or not the caller’s',
  408: 'The body took too long to arrive',
  409: 'All that is stored of the user or account is being deleted; see `Retry-After`',
  413: 'The body is too large',
  415: 'The content type or encoding is not taken',
  422: 'Understood, but cannot be done',
  429: 'Over the quota; see `Retry-After`',
  500: 'Our fault',
  501: 'The platform’s login is not configured here',
  502: 'The platform refused the call',
  503: 'The database or a platform is away; see `Retry-After`',
} as const;
type Refusal = keyof typeof meanings;

const problemResponse = (status: Refusal) => ({
  description: meanings[status],
  content: { [problemMediaType]: { schema: problemSchema } },
});

/** Problem responses for the OpenAPI document. */
export const problems = (...statuses: Refusal[]) =>
  Object.fromEntries([...statuses, ...common].map((status) => [status, problemResponse(status)]));

/** Either proof of identity; see `components.securitySchemes`. */
export const security = [{ bearer: [] }, { serviceKey: [], onBehalfOf: [] }];
