import { availableParallelism } from 'node:os';
import { InvalidConfiguration } from '@viral-scan/runtime';
import { expect, it } from 'vitest';
import { readConfig } from '../src/config.ts';

const env = {
  LOG_HASH_KEY: 'sixteen letters or more',
  DATABASE_URL: 'postgres://localhost/viral',
  REDIS_URL: 'redis://localhost',
};

it('reuses analyses, two at once, with a fair share of the cores each, by default', () => {
  expect(readConfig(env)).toMatchObject({
    ANALYZER_THREADS: 2,
    ANALYZER_CORES_PER_ANALYSIS: Math.max(1, Math.floor(availableParallelism() / 2)),
    ANALYZER_HEAP_MB: 1_024,
    ANALYZER_REUSE: true,
  });
});

it('gives an analysis one core at least', () => {
  expect(readConfig({ ...env, ANALYZER_THREADS: '64' }).ANALYZER_CORES_PER_ANALYSIS).toBe(
    Math.max(1, Math.floor(availableParallelism() / 64)),
  );
});

it('takes what it is told', () => {
  const told = { ...env, ANALYZER_REUSE: 'false', ANALYZER_CORES_PER_ANALYSIS: '7' };
  expect(readConfig(told)).toMatchObject({
    ANALYZER_REUSE: false,
    ANALYZER_CORES_PER_ANALYSIS: 7,
  });
});

it.each([
  ['ANALYZER_REUSE', 'no'],
  ['ANALYZER_THREADS', '0'],
  ['ANALYZER_CORES_PER_ANALYSIS', '0'],
  ['ANALYZER_HEAP_MB', '12'],
])('refuses %s = %s by name', (variable, value) => {
  expect(() => readConfig({ ...env, [variable]: value })).toThrow(InvalidConfiguration);
  expect(() => readConfig({ ...env, [variable]: value })).toThrow(variable);
});
