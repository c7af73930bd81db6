import { createLogger, createShutdown, exitWithParent } from '@viral-scan/runtime';
import { buildSandbox } from './build-sandbox.ts';
import { readConfig, settingsOf } from './config.ts';
import { openWorld } from './open-world.ts';

const config = readConfig();
const logger = createLogger({
  service: 'platform-sandbox',
  level: config.LOG_LEVEL,
  // No user ever appears in the sandbox.
  hashKey: 'platform-sandbox knows no users',
});
const shutdown = createShutdown({ logger, timeoutMs: config.SHUTDOWN_TIMEOUT_MS });
exitWithParent({ parentPid: config.VIRAL_SCAN_PARENT_PID, shutdown });

const { world, user, now } = await openWorld(config, new Date());
const app = buildSandbox({
  world,
  user,
  now,
  ...settingsOf(config),
  logger,
  instance: config.INSTANCE_ID,
});
shutdown.register('stopAccepting', 'http', () => app.close());
const url = await app.listen({ host: config.HOST, port: config.PORT });
logger.info({ world: world.name, channels: world.channels.length, url }, 'sandbox ready');
