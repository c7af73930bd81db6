import { z } from 'zod';

export const scopes = [
  'scan:read',
  'scan:write',
  'import:write',
  'collection:write',
  'account:read',
  'account:write',
  'user:erase',
] as const;
export const scopeSchema = z.enum(scopes);
export type Scope = z.infer<typeof scopeSchema>;

/**
 * Who calls, and for whom: the first argument of every repository and use case.
 * `subjectId` is the pseudonym under which all scan data of the user is stored.
 */
export const principalSchema = z.object({
  tenantId: z.uuid(),
  userId: z.uuid(),
  subjectId: z.uuid(),
  scopes: z.array(scopeSchema).readonly(),
});
export type Principal = Readonly<z.infer<typeof principalSchema>>;

/** What workers know of the caller: never the user. */
export const subjectKeySchema = z.object({ tenantId: z.uuid(), subjectId: z.uuid() });
export type SubjectKey = Readonly<z.infer<typeof subjectKeySchema>>;
