import { existsSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The path of shared material (real data, recordings, reference results); null, with a message,
 * when it is absent. Under CI that is a failure: nothing is skipped there unseen.
 */
export function sharedPath(...parts: readonly string[]): string | null {
  const shared =
    process.env.VIRAL_SCAN_SHARED ?? join(import.meta.dirname, '../../../../../shared');
  const path = join(shared, ...parts);
  if (existsSync(path)) return path;
  const name = parts.join('/');
  if (process.env.CI === 'true') throw new Error(`shared ${name} is needed under CI`);
  console.warn(`skipped: shared ${name} is absent (set VIRAL_SCAN_SHARED)`);
  return null;
}
