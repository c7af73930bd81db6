import type { FastifyInstance, FastifyRequest } from 'fastify';

/** Lets routes below read form bodies. */
export function acceptForms(app: FastifyInstance): void {
  app.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string' },
    (_request, body, done) => done(null, new URLSearchParams(String(body))),
  );
}

/** The form of a request, empty when it has none. */
export const formOf = ({ body }: FastifyRequest): URLSearchParams =>
  body instanceof URLSearchParams ? body : new URLSearchParams();

export const queryOf = ({ url }: FastifyRequest): URLSearchParams =>
  new URL(url, 'http://sandbox').searchParams;
