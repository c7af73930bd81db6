import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { engineHome, type RunAs } from '../src/index.ts';

/** What a test started; everything is stopped before the folder goes. */
export type EngineRoom = {
  readonly dir: string;
  readonly runAs: RunAs | undefined;
  keep<T extends { stop(): Promise<void> }>(engine: T): T;
  [Symbol.asyncDispose](): Promise<void>;
};

export async function openEngineRoom(): Promise<EngineRoom> {
  const dir = await mkdtemp(join(tmpdir(), 'viral-scan-engines-'));
  const engines: { stop(): Promise<void> }[] = [];
  return {
    dir,
    runAs: engineHome(dir).runAs,
    keep: (engine) => {
      engines.push(engine);
      return engine;
    },
    [Symbol.asyncDispose]: async () => {
      await Promise.all(engines.map((engine) => engine.stop()));
      await rm(dir, { recursive: true, force: true });
    },
  };
}
