import { platformSchema } from '@viral-scan/contracts';
import {
  checkOauthConfig,
  checkScraperConfig,
  type Environment,
  httpUrlVariable,
  integerVariable,
  loadConfig,
  oauthConfig,
  originsVariable,
  paceConfig,
  parsedVariable,
  publicUrlVariable,
  scraperConfig,
  secretsVariable,
  serviceConfig,
  websubConfig,
} from '@viral-scan/runtime';
import { parseMasterKeys } from '@viral-scan/vault';
import { z } from 'zod';
import { signatureAlgorithms } from './auth/token-verifier.ts';

const mebibyte = 1_048_576;

const platformsVariable = z
  .string()
  .transform((list) => (list === 'none' ? [] : list.split(',').map((name) => name.trim())))
  .pipe(z.array(platformSchema));

const configSchema = z
  .object({ ...serviceConfig, ...oauthConfig, ...paceConfig, ...websubConfig, ...scraperConfig })
  .extend({
    PORT: serviceConfig.PORT.default(8080),
    VAULT_MASTER_KEYS: parsedVariable(parseMasterKeys).optional(),
    /** Where browsers find this API: the platforms send them back there. */
    PUBLIC_URL: publicUrlVariable.optional(),
    /** App secrets that were replaced and still sign deliveries: comma lists, empty when all is over. */
    TIKTOK_FORMER_SECRETS: secretsVariable(),
    INSTAGRAM_FORMER_SECRETS: secretsVariable(),
    THREADS_FORMER_SECRETS: secretsVariable(),
    /** Texts of ours that Meta shows when it checks a callback: comma list. */
    META_VERIFY_TOKENS: secretsVariable({ leastLength: 8 }),
    /** Origins that users may be sent back to after connecting an account. */
    RETURN_ORIGINS: originsVariable,
    /** Origins the guarded client may call although they are not public. */
    EGRESS_ALLOWED_ORIGINS: originsVariable,
    JWT_ISSUER: z.string().max(500),
    JWT_AUDIENCE: z.string().max(500),
    JWT_ALGORITHM: z.enum(signatureAlgorithms).default('ES256'),
    /** PEM (SPKI or certificate), JWK or JWKS; read once at the start. */
    JWT_PUBLIC_KEY_FILE: z.string().optional(),
    JWT_JWKS_URL: httpUrlVariable.optional(),
    /** Scans a user may initiate per real hour. */
    SCANS_PER_HOUR: integerVariable({ min: 0, max: 1_000_000 }).default(10),
    ANSWER_TIMEOUT_MS: integerVariable({ min: 100, max: 600_000 }).default(30_000),
    IMPORT_MAX_BYTES: integerVariable({ min: 1_024, max: 1_024 * 1_024 * mebibyte }).default(
      1_024 * mebibyte,
    ),
    IMPORT_TIMEOUT_MS: integerVariable({ min: 1_000, max: 24 * 3_600_000 }).default(900_000),
    /** Each holds a connection of its own while its upload lasts; more are refused. */
    IMPORTS_AT_ONCE: integerVariable({ min: 1, max: 100 }).default(4),
    DATABASE_POOL_MAX: integerVariable({ min: 1, max: 1_000 }).default(10),
    /** Comma list of what the collector can read without a grant, or `none`; dry runs go by it. */
    PUBLIC_PLATFORMS: platformsVariable.default(['youtube']),
    /**
     * `network`: who reaches the viral-scraper surface without credentials acts for SCRAPER_TENANT_ID
     * and SCRAPER_USER_ID there; leave it to a network policy who does.
     */
    SCRAPER_SURFACE_AUTH: z.enum(['token', 'network']).default('token'),
  })
  .superRefine(checkOauthConfig)
  .superRefine(checkScraperConfig)
  .superRefine((config, context) => {
    const clients = [
      'GOOGLE_CLIENT_ID',
      'TIKTOK_CLIENT_KEY',
      'TIKTOK_DISPLAY_CLIENT_KEY',
      'INSTAGRAM_CLIENT_ID',
      'FACEBOOK_CLIENT_ID',
      'THREADS_CLIENT_ID',
    ] as const;
    const client = clients.find((name) => config[name] !== undefined);
    if (client !== undefined && config.PUBLIC_URL === undefined) {
      const message = `must be set where ${client} is`;
      context.addIssue({ code: 'custom', path: ['PUBLIC_URL'], message });
    }
    for (const name of ['SCRAPER_TENANT_ID', 'SCRAPER_USER_ID'] as const) {
      if (config.SCRAPER_SURFACE_AUTH !== 'network' || config[name] !== undefined) continue;
      const message = 'must be set where SCRAPER_SURFACE_AUTH is network';
      context.addIssue({ code: 'custom', path: [name], message });
    }
    const keys = [config.JWT_PUBLIC_KEY_FILE, config.JWT_JWKS_URL];
    if (keys.filter((key) => key !== undefined).length !== 1) {
      context.addIssue({
        code: 'custom',
        path: ['JWT_PUBLIC_KEY_FILE'],
        message: 'exactly one of JWT_PUBLIC_KEY_FILE and JWT_JWKS_URL must be set',
      });
    }
  });
export type Config = Readonly<z.infer<typeof configSchema>>;

/** @throws InvalidConfiguration naming every bad variable */
export const readConfig = (env: Environment = process.env): Config => loadConfig(configSchema, env);
