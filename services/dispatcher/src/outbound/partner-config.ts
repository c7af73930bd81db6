import { z } from 'zod';

/** As RFC 6750 lets it stand in a header. */
export const bearerTokenVariable = z
  .string()
  .regex(/^[\w.~+/-]+=*$/, 'must be a bearer token: letters, digits and -._~+/')
  .max(4_000);

const partners = [
  ['VIRAL_ENGINE_URL', 'VIRAL_ENGINE_TOKEN'],
  ['ORCHESTRATOR_URL', 'ORCHESTRATOR_TOKEN'],
] as const;
type Name = (typeof partners)[number][number];

/** For `superRefine`: a token belongs to a URL, and stands in no URL. */
export function checkPartners(
  config: { readonly [name in Name]?: string | undefined },
  context: z.core.$RefinementCtx,
): void {
  for (const [url, token] of partners) {
    if (config[token] !== undefined && config[url] === undefined) {
      const message = `belongs to ${url}, which is not set`;
      context.addIssue({ code: 'custom', path: [token], message });
    }
    const { username, password } = URL.parse(config[url] ?? '') ?? { username: '', password: '' };
    if (username !== '' || password !== '') {
      const message = `must be without credentials: a bearer token is ${token}`;
      context.addIssue({ code: 'custom', path: [url], message });
    }
  }
}
