import type { z } from 'zod';
import type { Entry } from './consumer-group.ts';

export const maxRequestBytes = 65_536;
const shownIssues = 5;

/** The request in the field `event` of an entry, or why there is none: the reason names the field. */
export function readRequest<Schema extends z.ZodType>(
  { fields }: Entry,
  schema: Schema,
): { readonly request: z.output<Schema> } | { readonly dead: string } {
  const { event } = fields;
  if (event === undefined) return { dead: 'event: the entry has no such field' };
  if (Buffer.byteLength(event) > maxRequestBytes) {
    return { dead: `event: must not be longer than ${maxRequestBytes} bytes` };
  }
  let value: unknown;
  try {
    value = JSON.parse(event);
  } catch {
    return { dead: 'event: is not JSON' };
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return { request: parsed.data };
  const problems = parsed.error.issues.map(
    ({ path, message }) => `${['event', ...path.map(String)].join('.')}: ${message}`,
  );
  return { dead: problems.slice(0, shownIssues).join('; ') };
}
