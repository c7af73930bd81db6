import { z } from 'zod';

/** Comma list of secrets that are all in force; none by default. */
export const secretsVariable = ({ leastLength = 1 }: { readonly leastLength?: number } = {}) =>
  z
    .string()
    .default('')
    .transform((list) => list.split(',').flatMap((secret) => secret.trim() || []))
    .refine(
      (secrets) => secrets.every((secret) => secret.length >= leastLength),
      `must be a comma list of secrets of at least ${leastLength} characters`,
    );

/** What signs subscriptions to YouTube's feeds, the first one new ones; the same for all services. */
export const websubConfig = { WEBSUB_SECRETS: secretsVariable({ leastLength: 16 }) } as const;
