import { createHash } from 'node:crypto';
import { type Caller, InvalidInput } from '@viral-scan/contracts';
import type { IdentityRepository } from '@viral-scan/scan';
import { z } from 'zod';
import { unauthorized } from './refusals.ts';

/** `vsk_` and at least 128 random bits as base64url or hex. */
const keyShape = /^vsk_[A-Za-z0-9_-]{22,200}$/;
const userIdSchema = z.uuid().transform((id) => id.toLowerCase());

const secretBytes = 32;

/** A key nobody has, with 256 random bits. */
export const newServiceKey = (randomBytes: (size: number) => Buffer): string =>
  `vsk_${randomBytes(secretBytes).toString('base64url')}`;

/** How a service key is stored: random enough that a plain SHA-256 hides it. */
export const hashServiceKey = (key: string): Uint8Array =>
  createHash('sha256').update(key).digest();

/** The user a service acts for; tenant and scopes come from the key. */
export async function callerByServiceKey(
  identity: Pick<IdentityRepository, 'findServiceKey'>,
  headers: { readonly key: string; readonly onBehalfOf: string | undefined },
): Promise<Caller> {
  const found = keyShape.test(headers.key)
    ? await identity.findServiceKey(hashServiceKey(headers.key))
    : null;
  if (found === null) throw unauthorized('The service key is unknown or revoked.', 'invalid_token');
  const user = userIdSchema.safeParse(headers.onBehalfOf);
  if (!user.success) {
    throw new InvalidInput('X-On-Behalf-Of', 'must be the UUID of the user the service acts for');
  }
  return { tenantId: found.tenantId, userId: user.data, scopes: found.scopes };
}
