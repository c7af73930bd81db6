import { setInterval } from 'node:timers';
import { createLogger, createShutdown, exitWithParent } from '../src/index.ts';

/** A service that does nothing; started with "throw" it fails after it said that it runs. */
const logger = createLogger({ service: 'small', level: 'info', hashKey: 'a key for the tests' });
const shutdown = createShutdown({ logger, timeoutMs: 2_000 });
exitWithParent({ parentPid: Number(process.argv[3]) || undefined, shutdown, intervalMs: 100 });
shutdown.register('close', 'work', () => logger.info('work closed'));
// A service also writes while its reader is gone.
setInterval(() => logger.info('tick'), 20);
logger.info({ pid: process.pid }, 'running');
if (process.argv[2] === 'throw') {
  setTimeout(() => {
    throw new Error('swordfish?token=swordfish');
  }, 20);
}
if (process.argv[2] === 'reject') void Promise.reject(new Error('nobody caught this'));
