import type { FastifyRequest } from 'fastify';
import type { ProblemParts } from './http-problem.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Content types of the body, to name in a 415; JSON unless given. */
    accepts?: readonly string[];
  }
}

const badRequest = { name: 'bad-request', status: 400, title: 'The request is malformed' };

/** What Fastify itself refuses, by its error code; undefined for all else. */
export function fastifyProblem(code: unknown, request: FastifyRequest): ProblemParts | undefined {
  switch (code) {
    case 'FST_ERR_CTP_EMPTY_JSON_BODY':
    case 'FST_ERR_CTP_INVALID_JSON_BODY': {
      const message =
        code === 'FST_ERR_CTP_EMPTY_JSON_BODY'
          ? 'must not be empty'
          : 'must be JSON, without "__proto__" and "constructor.prototype" keys';
      return {
        name: 'malformed-json',
        status: 400,
        title: 'The body is not JSON that can be read',
        detail: `The body ${message}.`,
        errors: [{ field: 'body', message }],
      };
    }
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      return bodyTooLarge(request.routeOptions.bodyLimit ?? 0);
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
      return unsupportedMediaType(request);
    case 'FST_ERR_CTP_INVALID_CONTENT_LENGTH':
      return { ...badRequest, detail: 'The body is not as long as Content-Length says.' };
    case 'FST_ERR_BAD_URL':
      return { ...badRequest, detail: 'The path is not properly percent-encoded.' };
    case 'FST_ERR_MAX_PARAM_LENGTH':
      return noSuchThing;
    case 'FST_ERR_HANDLER_TIMEOUT':
      return request.raw.complete
        ? {
            name: 'unavailable',
            status: 503,
            title: 'Temporarily unavailable',
            detail: 'The answer took too long; try again.',
            headers: { 'retry-after': '5' },
          }
        : tooSlow;
    default:
      return undefined;
  }
}

/** Callers that know the viral-scraper surface read this very text, whatever address they asked for. */
export const noSuchThing: ProblemParts = {
  name: 'not-found',
  status: 404,
  title: 'There is no such thing',
  detail: 'Not Found',
};

export const tooSlow: ProblemParts = {
  name: 'request-timeout',
  status: 408,
  title: 'The request took too long to arrive',
  detail: 'The body did not arrive within the time allowed for it; nothing was kept.',
};

export const bodyTooLarge = (limitBytes: number): ProblemParts => ({
  name: 'body-too-large',
  status: 413,
  title: 'The body is too large',
  detail: `The body must not be larger than ${limitBytes} bytes.`,
  errors: [{ field: 'body', message: `must not be larger than ${limitBytes} bytes` }],
});

export const encodedBody: ProblemParts = {
  name: 'unsupported-media-type',
  status: 415,
  title: 'The content encoding is not taken here',
  detail: 'Send the body as it is, without Content-Encoding.',
  errors: [{ field: 'Content-Encoding', message: 'must be absent or "identity"' }],
  headers: { 'accept-encoding': 'identity' },
};

function unsupportedMediaType(request: FastifyRequest): ProblemParts {
  const accepted = request.routeOptions.config.accepts ?? ['application/json'];
  const isForm = request.headers['content-type']?.startsWith('multipart/') ?? false;
  const hint = isForm ? ' Send the file itself as the body, not a form.' : '';
  return {
    name: 'unsupported-media-type',
    status: 415,
    title: 'The content type is not taken here',
    detail: `Send the body as ${accepted.join(', ')}.${hint}`,
    errors: [{ field: 'Content-Type', message: `must be one of ${accepted.join(', ')}` }],
    headers: { accept: accepted.join(', ') },
  };
}
