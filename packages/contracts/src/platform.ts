import { z } from 'zod';

/** Platforms a scan can name; `file` is an imported export of an unknown platform. */
export const platforms = ['tiktok', 'instagram', 'youtube', 'threads', 'file'] as const;
export const platformSchema = z.enum(platforms);
export type Platform = z.infer<typeof platformSchema>;

/** `own`: read with the owner's grant, may hold private metrics; `public`: what anyone may see. */
export const accessSchema = z.enum(['own', 'public']);
export type Access = z.infer<typeof accessSchema>;

/** Where a post or snapshot came from; kept on every row. */
export const sourceSchema = z.enum([
  'youtube-data-api',
  'tiktok-accounts-api',
  'tiktok-display-api',
  'instagram-login-api',
  'instagram-facebook-api',
  'threads-api',
  'import',
]);
export type Source = z.infer<typeof sourceSchema>;

/** The part an account plays in one scan. */
export const roleSchema = z.enum(['own', 'competitor']);
export type Role = z.infer<typeof roleSchema>;
