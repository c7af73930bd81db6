import { z } from 'zod';

/** RFC 9457 problem details; `type` is stable, `errors` names the fields. */
export const problemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  instance: z.string().optional(),
  errors: z.array(z.object({ field: z.string(), message: z.string() })).optional(),
  /** Physical line of the uploaded file, from 1. */
  line: z.int().positive().optional(),
});
export type Problem = z.infer<typeof problemSchema>;

/** Base of problem types: a name to match on, described in docs/api.md. */
export const problemType = (name: string): string => `urn:viral-scan:problem:${name}`;
