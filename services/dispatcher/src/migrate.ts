import { loadConfig, serviceConfig } from '@viral-scan/runtime';
import { migrate } from '@viral-scan/store';
import { z } from 'zod';

/** `npm run migrate`: brings the schema of DATABASE_URL up to date. Safe to run several at once. */
const { DATABASE_URL: databaseUrl } = loadConfig(
  z.object({ DATABASE_URL: serviceConfig.DATABASE_URL }),
  process.env,
);
const { applied } = await migrate({ databaseUrl });
console.log(applied.length === 0 ? 'The schema is up to date.' : `Applied ${applied.join(', ')}.`);
