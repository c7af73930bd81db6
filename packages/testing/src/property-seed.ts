import { readFileSync } from 'node:fs';
import { expect } from 'vitest';

/**
 * Property tests draw the same examples in every run: what a change did not touch does not refuse
 * it. `PROPERTY_SEED=random` draws others, a number those of that seed. Only files that name
 * fast-check load it, since it takes longer than most of them.
 */
const { testPath = '' } = expect.getState();
const given = process.env.PROPERTY_SEED ?? '1';
if (given !== 'random' && readFileSync(testPath, 'utf8').includes("'fast-check'")) {
  const { default: fc } = await import('fast-check');
  fc.configureGlobal({ seed: Number(given) });
}
