import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { sharedPath } from '@viral-scan/testing';

/**
 * Reference results of scipy, scikit-learn, statsmodels, pandas, R and others; null stands for
 * NaN in them. `VIRAL_SCAN_GOLDEN` names another directory of the same format; a file that is
 * absent there is null, told of, and its suite skipped.
 * @throws when that directory is none
 */
export function readGolden<Golden>(name: string): Golden | null {
  const directory = process.env.VIRAL_SCAN_GOLDEN;
  if (directory === undefined) return read(sharedPath('golden', name));
  if (!existsSync(directory) || !statSync(directory).isDirectory()) {
    throw new Error(`VIRAL_SCAN_GOLDEN names ${directory}, which is no directory`);
  }
  const path = join(directory, name);
  if (existsSync(path)) return read(path);
  console.warn(`skipped: ${name} is not in ${directory} (VIRAL_SCAN_GOLDEN)`);
  return null;
}

const read = <Golden>(path: string | null): Golden | null =>
  path === null ? null : (JSON.parse(readFileSync(path, 'utf8')) as Golden);
