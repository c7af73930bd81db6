import { z } from 'zod';
import { type Platform, platforms } from './platform.ts';

/** Longest external id we keep, in UTF-16 units. */
export const maxExternalIdLength = 200;

/** One id or handle on its platform: no control, format or unassigned characters, no outer spaces. */
export const externalIdSchema = z
  .string()
  .min(1, 'must not be empty')
  .max(maxExternalIdLength)
  .refine((id) => !/\p{C}/u.test(id), 'must not contain control characters')
  .refine((id) => id === id.trim(), 'must not start or end with a space');

/**
 * Names an account everywhere outside the database: `platform:external_id`,
 * for example `youtube:UC-M16lOcjto6EmZuLyj-LSQ` or `file:page_01`. Whether there is such an account
 * is the platform's to say: imported files name accounts in ways of their own.
 */
export const accountRefSchema = z.string().superRefine((ref, context) => {
  const { platform, externalId } = splitAccountRef(ref);
  if (platform === null) {
    context.addIssue({
      code: 'custom',
      message: `must be "platform:id" with one of the platforms ${platforms.join(', ')}`,
    });
    return;
  }
  const parsed = externalIdSchema.safeParse(externalId);
  if (!parsed.success) {
    context.addIssue({
      code: 'custom',
      message: `the id behind "${platform}:" ${parsed.error.issues[0]?.message ?? 'is invalid'}`,
    });
  }
});
export type AccountRef = string;

/** Splits at the first colon; `platform` is null when it is none of ours. */
export function splitAccountRef(ref: string): { platform: Platform | null; externalId: string } {
  const colon = ref.indexOf(':');
  const label = ref.slice(0, Math.max(colon, 0));
  const platform = platforms.find((known) => known === label) ?? null;
  return { platform, externalId: ref.slice(colon + 1) };
}

export const accountRef = (platform: Platform, externalId: string): AccountRef =>
  `${platform}:${externalId}`;
