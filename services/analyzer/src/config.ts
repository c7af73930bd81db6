import { integerVariable, loadConfig, serviceConfig } from '@viral-scan/runtime';
import { z } from 'zod';

const schema = z.object({
  ...serviceConfig,
  PORT: serviceConfig.PORT.default(8083),
  /** Analyses run at once, each in a thread of its own. */
  ANALYZER_THREADS: integerVariable({ min: 1, max: 64 }).default(2),
});
export type Config = z.infer<typeof schema>;

export const readConfig = (): Config => loadConfig(schema, process.env);
