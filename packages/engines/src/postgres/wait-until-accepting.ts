import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { EngineProcess } from '../process/engine-process.ts';

const patienceMs = 120_000;
const pauseMs = 40;

/** Long enough for the replay of a crashed server's log. */
export async function waitUntilAccepting(server: EngineProcess, url: string): Promise<void> {
  const deadline = performance.now() + patienceMs;
  for (;;) {
    if (server.hasExited()) throw failure('PostgreSQL ended while starting', server);
    const refusal = await tryOnce(url);
    if (refusal === undefined) return;
    if (isFinal(refusal)) {
      // Another server may answer on a port that ours has just lost.
      await sleep(500);
      if (server.hasExited()) throw failure('PostgreSQL ended while starting', server);
      throw new Error('PostgreSQL refuses the password kept beside its data', { cause: refusal });
    }
    if (performance.now() > deadline) {
      throw failure(`PostgreSQL does not answer after ${patienceMs / 1000} s`, server, refusal);
    }
    await sleep(pauseMs);
  }
}

async function tryOnce(url: string): Promise<Error | undefined> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query('select 1');
    return undefined;
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** 28P01 is invalid_password: waiting will not help. */
function isFinal(refusal: Error): boolean {
  return 'code' in refusal && refusal.code === '28P01';
}

function failure(what: string, server: EngineProcess, cause?: Error): Error {
  return new Error(`${what}. The end of its log:\n${server.logTail()}`, { cause });
}
