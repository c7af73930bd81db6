import { z } from 'zod';
import { platformSchema } from './platform.ts';

/** `user`: all that is stored of them. `account`: what is stored of one of their accounts. */
export const erasureScopes = ['user', 'account'] as const;
export type ErasureScope = (typeof erasureScopes)[number];

export const erasureStates = ['running', 'completed'] as const;
export type ErasureState = (typeof erasureStates)[number];

/**
 * Who asked: the user or who acts for them (`request`), or their platform, told by them that the
 * app is gone (`platform`).
 */
export const erasureOrigins = ['request', 'platform'] as const;
export type ErasureOrigin = (typeof erasureOrigins)[number];

/**
 * What remains of an erasure, for whoever knows its code: names nobody. 202 of `DELETE /users/{id}`,
 * 200 of `GET /erasures/{code}`.
 */
export const erasureReceiptSchema = z.object({
  code: z.string().describe('Unguessable; knowing it is what it takes to see the receipt'),
  status: z.enum(erasureStates),
  scope: z.enum(erasureScopes),
  requested_at: z.iso.datetime(),
  completed_at: z.iso.datetime().nullable(),
  status_url: z.string(),
  erased: z
    .record(z.string(), z.int().nonnegative())
    .describe('How many rows, keys and jobs so far, by kind'),
  not_revoked: z
    .array(z.object({ platform: platformSchema, reason: z.string() }))
    .describe('Grants that the platform did not take back: they were destroyed here all the same'),
});
export type ErasureReceipt = z.infer<typeof erasureReceiptSchema>;
