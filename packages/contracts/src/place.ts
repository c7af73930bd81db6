import { z } from 'zod';

const time = z.iso.datetime();

const placeSchema = z.discriminatedUnion('phase', [
  z.object({
    phase: z.literal('list'),
    startedAt: time,
    cursor: z.string(),
    /** Posts published after it. */
    since: time,
    /** Where a listing that stopped earlier goes on, once what is newer has been listed. */
    rest: z.string().nullable(),
    /**
     * Of a collection that is after the newest posts alone: how many of them are still to be listed.
     * Absent: all there are, or, from `rest` on, those that are still missing in what is stored.
     */
    remaining: z.int().nonnegative().optional(),
  }),
  z.object({
    phase: z.enum(['refresh', 'insights']),
    startedAt: time,
    /** The last post id that is done. */
    after: z.string().nullable(),
  }),
  z.object({ phase: z.literal('days'), startedAt: time }),
]);

/**
 * Where the collection of one account stands, kept in the checkpoint of its step. The phases follow
 * each other: new posts are listed (and old ones that no listing has reached yet), known ones are
 * read again, then comes what only the owner sees of posts, and of the account.
 */
export type Place = z.infer<typeof placeSchema>;
export type ListPlace = Extract<Place, { phase: 'list' }>;

export const writePlace = (place: Place): string => JSON.stringify(place);

/** Null when it is none, such as the checkpoint of an earlier release: the collection begins anew. */
export function readPlace(text: string): Place | null {
  try {
    return placeSchema.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}
