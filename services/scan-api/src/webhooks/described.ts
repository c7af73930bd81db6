import { z } from 'zod';
import { problems } from '../routes/described.ts';

/** For the documentation; the bytes do not pass by here. */
export const anyBody = z.unknown().meta({ type: 'string', format: 'binary' });

export const anyQuery = z.looseObject({});

export const plainText = (description: string) => ({
  description,
  content: { 'text/plain': { schema: z.string() } },
});

const { 403: _, ...refusals } = problems(404, 408, 413, 415);

/** What every delivery may be answered with. */
export const refusedDeliveries = refusals;
