import { z } from 'zod';
import { externalIdSchema } from './account-ref.ts';
import { platformSchema, sourceSchema } from './platform.ts';
import { counterSchema } from './post.ts';

/** What a source says of an account itself. `followers` is null when hidden or not offered. */
export const accountProfileSchema = z.object({
  platform: platformSchema,
  externalId: externalIdSchema,
  /** The label of the source file when it is not one of our platforms (`facebook`, `twitter`). */
  origin: z.string().max(50).nullable(),
  name: z.string().max(300).nullable(),
  handle: z.string().max(300).nullable(),
  followers: counterSchema,
  /** IANA zone when the platform gives one. */
  timezone: z.string().max(64).nullable(),
  source: sourceSchema,
});
export type AccountProfile = z.infer<typeof accountProfileSchema>;
