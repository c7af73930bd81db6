import { EventEmitter } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { createLogger, createShutdown, type ProcessEvents } from '@viral-scan/runtime';
import { expect, it } from 'vitest';
import { repeat } from '../src/repeat.ts';

class FakeProcess extends EventEmitter implements ProcessEvents {
  exit(): void {
    // The test process stays.
  }
}

function runtime() {
  const lines: string[] = [];
  const logger = createLogger({
    service: 'dispatcher',
    level: 'warn',
    hashKey: 'k'.repeat(32),
    destination: { write: (line) => void lines.push(JSON.parse(line).msg) },
  });
  const shutdown = createShutdown({ logger, timeoutMs: 1_000, process: new FakeProcess() });
  return { lines, logger, shutdown };
}

it('works again and again until the shutdown, in the middle of a pause', async () => {
  const { logger, shutdown } = runtime();
  let runs = 0;
  const running = repeat({ what: 'a test', everyMs: 5 }, { logger, shutdown }, async () => {
    runs += 1;
  });
  await expect.poll(() => runs).toBeGreaterThan(2);
  await shutdown.begin('a test');
  await running;
  const ended = runs;
  await sleep(30);
  expect(runs).toBe(ended);
});

it('begins in the first tenth, and pauses give or take a tenth', async () => {
  const { logger, shutdown } = runtime();
  const begun: number[] = [];
  const start = performance.now();
  const running = repeat(
    { what: 'a test', everyMs: 2_000, random: () => 0.5 },
    { logger, shutdown },
    async () => void begun.push(performance.now() - start),
  );
  await expect.poll(() => begun.length).toBe(2);
  await shutdown.begin('a test');
  await running;
  const [first = 0, second = 0] = begun;
  expect(first).toBeGreaterThanOrEqual(95);
  expect(first).toBeLessThan(1_500);
  expect(second - first).toBeGreaterThanOrEqual(1_950);
});

it('survives a failure and says so', async () => {
  const { lines, logger, shutdown } = runtime();
  let runs = 0;
  const running = repeat({ what: 'a test', everyMs: 1 }, { logger, shutdown }, async () => {
    runs += 1;
    throw new Error('the database is away');
  });
  await expect.poll(() => runs).toBeGreaterThan(1);
  await shutdown.begin('a test');
  await running;
  expect(lines[0]).toBe('a test failed and will be tried again');
});

it('never works when it is switched off', async () => {
  const { logger, shutdown } = runtime();
  await repeat({ what: 'a test', everyMs: 0 }, { logger, shutdown }, () =>
    Promise.reject(new Error('it works')),
  );
});
