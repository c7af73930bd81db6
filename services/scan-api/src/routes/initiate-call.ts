import type { Tracing } from '@viral-scan/runtime';
import { canonicalJson, type InitiateCall, sha256 } from '@viral-scan/scan';
import { z } from 'zod';

export const idempotencyKeySchema = z
  .string()
  .regex(/^[\x21-\x7e]{1,200}$/, 'must be 1 to 200 visible ASCII characters');

/** Other headers pass through: Fastify puts what the schema answers in place of them. */
export const idempotencyHeadersSchema = z.looseObject({
  'idempotency-key': idempotencyKeySchema.optional(),
});

/** The key counts for the same body, defaults filled in; no body fits both calls that take one. */
export function initiateCall(
  tracing: Tracing,
  headers: z.infer<typeof idempotencyHeadersSchema>,
  body: unknown,
): InitiateCall {
  const key = headers['idempotency-key'];
  return {
    idempotency: key === undefined ? null : { key, requestHash: sha256(canonicalJson(body)) },
    traceparent: tracing.currentTraceparent(),
  };
}
