import { availableParallelism } from 'node:os';
import {
  booleanVariable,
  type Environment,
  integerVariable,
  loadConfig,
  serviceConfig,
} from '@viral-scan/runtime';
import { z } from 'zod';

const schema = z
  .object({
    ...serviceConfig,
    PORT: serviceConfig.PORT.default(8083),
    /** Analyses run at once, each in a thread of its own. */
    ANALYZER_THREADS: integerVariable({ min: 1, max: 64 }).default(2),
    /** Cores that one analysis of a big account may keep busy; absent: a fair share of all. */
    ANALYZER_CORES_PER_ANALYSIS: integerVariable({ min: 1, max: 256 }).optional(),
    /** JavaScript heap of each thread. */
    ANALYZER_HEAP_MB: integerVariable({ min: 128, max: 65_536 }).default(1_024),
    /** False: data that was analysed before is analysed again. */
    ANALYZER_REUSE: booleanVariable.default(true),
  })
  .transform((config) => ({
    ...config,
    ANALYZER_CORES_PER_ANALYSIS:
      config.ANALYZER_CORES_PER_ANALYSIS ??
      Math.max(1, Math.floor(availableParallelism() / config.ANALYZER_THREADS)),
  }));
export type Config = z.infer<typeof schema>;

export const readConfig = (env: Environment = process.env): Config => loadConfig(schema, env);
