import type { FastifyRequest } from 'fastify';
import type { App } from '../app.ts';
import { refuseEncodedBodies } from '../problems/refuse-encoded-bodies.ts';

/** The largest bodies, of Meta, tell of 1,000 changes. */
export const deliveryLimitBytes = 4 * 1_048_576;

/**
 * Signatures are over the bytes that came: whatever the content type says, a body of this Fastify
 * scope stays as it is.
 */
export function takeRawBodies(app: App): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(
    '*',
    { parseAs: 'buffer', bodyLimit: deliveryLimitBytes },
    (_request, body, done) => done(null, body),
  );
  refuseEncodedBodies(app);
}

export const bodyOf = ({ body }: FastifyRequest): Uint8Array =>
  body instanceof Uint8Array ? body : new Uint8Array();
