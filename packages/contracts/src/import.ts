import { z } from 'zod';

export const importKindSchema = z.enum(['posts', 'snapshots']);
export type ImportKind = z.infer<typeof importKindSchema>;

/** A row that was not taken: `line` is the first physical line of its record, from 1. */
export const rowErrorSchema = z.object({
  line: z.int().positive(),
  field: z.string(),
  message: z.string(),
});
export type RowError = z.infer<typeof rowErrorSchema>;

export const importedAccountSchema = z.object({
  account_id: z.string(),
  name: z.string().nullable(),
  origin: z.string().nullable(),
  posts: z.int().nonnegative(),
});

/** Answer of `POST /imports`. `rows = accepted + rejected`; `duplicates` are among the accepted. */
export const importResultSchema = z.object({
  import_id: z.uuid(),
  kind: importKindSchema,
  format: z.enum(['csv', 'jsonl']),
  rows: z.int().nonnegative(),
  accepted: z.int().nonnegative(),
  rejected: z.int().nonnegative(),
  duplicates: z.int().nonnegative(),
  snapshots: z.int().nonnegative(),
  /** Largest account first. */
  accounts: z.array(importedAccountSchema),
  accounts_total: z.int().nonnegative(),
  first_published_at: z.iso.datetime().nullable(),
  last_published_at: z.iso.datetime().nullable(),
  /** Latest moment the file knows of: a publication or an observation. */
  last_observed_at: z.iso.datetime().nullable(),
  /** The first 100; `rejected` counts all. */
  errors: z.array(rowErrorSchema),
});
export type ImportResult = z.infer<typeof importResultSchema>;
