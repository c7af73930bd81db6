import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base } from 'vitest';
import { engineHome, type RunAs } from '../src/index.ts';

/** A folder for one test and what it started there. */
export type EngineRoom = {
  readonly dir: string;
  readonly runAs: RunAs | undefined;
  /** Notes an engine to be stopped after the test. */
  keep<T extends { stop(): Promise<void> }>(engine: T): T;
};

export const test = base.extend<{ room: EngineRoom }>({
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads a fixture's needs from this pattern.
  room: async ({}, use) => {
    const dir = await mkdtemp(join(tmpdir(), 'viral-scan-engines-'));
    const engines: { stop(): Promise<void> }[] = [];
    await use({
      dir,
      runAs: engineHome(dir).runAs,
      keep: (engine) => {
        engines.push(engine);
        return engine;
      },
    });
    await Promise.all(engines.map((engine) => engine.stop()));
    await rm(dir, { recursive: true, force: true });
  },
});
