import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sharedPath } from '@viral-scan/testing';

/**
 * Reference results of scipy, scikit-learn, statsmodels, pandas, R and others; null stands for
 * NaN in them. `VIRAL_SCAN_GOLDEN` names another directory of the same format; a file that is
 * absent there is null, and its suite skipped.
 */
export function readGolden<Golden>(name: string): Golden | null {
  const directory = process.env.VIRAL_SCAN_GOLDEN;
  const path = directory === undefined ? sharedPath('golden', name) : join(directory, name);
  return path === null || !existsSync(path)
    ? null
    : (JSON.parse(readFileSync(path, 'utf8')) as Golden);
}
