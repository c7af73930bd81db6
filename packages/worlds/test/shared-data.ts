import { existsSync } from 'node:fs';
import { join } from 'node:path';

export const sharedDataDir = join(
  process.env.VIRAL_SCAN_SHARED ?? join(import.meta.dirname, '../../../../shared'),
  'data',
);

/** False, with a message, when the shared data is absent; under CI that is a failure. */
export function hasSharedData(folder: string): boolean {
  if (existsSync(join(sharedDataDir, folder))) return true;
  if (process.env.CI === 'true') throw new Error(`shared data ${folder} is needed under CI`);
  console.warn(`skipped: shared data ${folder} is absent (set VIRAL_SCAN_SHARED)`);
  return false;
}
