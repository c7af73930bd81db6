import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const sharedDir = process.env.VIRAL_SCAN_SHARED ?? join(import.meta.dirname, '../../../../shared');

/** The path of shared material; null, with a message, when absent, which fails under CI. */
export function sharedPath(...parts: readonly string[]): string | null {
  const path = join(sharedDir, ...parts);
  if (existsSync(path)) return path;
  if (process.env.CI === 'true') throw new Error(`shared ${parts.join('/')} is needed under CI`);
  console.warn(`skipped: shared ${parts.join('/')} is absent (set VIRAL_SCAN_SHARED)`);
  return null;
}

/** Reference results of pandas, scipy and statsmodels; null stands for NaN in them. */
export function readGolden<Golden>(name: string): Golden | null {
  const path = sharedPath('golden', name);
  return path === null ? null : (JSON.parse(readFileSync(path, 'utf8')) as Golden);
}
