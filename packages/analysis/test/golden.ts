import { readFileSync } from 'node:fs';
import { sharedPath } from '@viral-scan/testing';

/** Reference results of pandas, scipy and statsmodels; null stands for NaN in them. */
export function readGolden<Golden>(name: string): Golden | null {
  const path = sharedPath('golden', name);
  return path === null ? null : (JSON.parse(readFileSync(path, 'utf8')) as Golden);
}
