import Fastify from 'fastify';
import { buildSandbox } from './build-sandbox.ts';
import { loadConfig } from './config.ts';
import { openWorld } from './open-world.ts';

const config = loadConfig();
const { world, user, now } = await openWorld(config, new Date());
const app = buildSandbox({
  world,
  user,
  now,
  youtubeApiKeys: config.YOUTUBE_API_KEYS,
  youtubeDailyQuota: config.YOUTUBE_DAILY_QUOTA,
  logger: Fastify({ logger: { level: config.LOG_LEVEL } }).log,
});
const stop = (signal: NodeJS.Signals): void => {
  app.log.info({ signal }, 'sandbox stopping');
  void app.close().then(() => process.exit(0));
};
process.once('SIGTERM', stop);
process.once('SIGINT', stop);
await app.listen({ host: config.HOST, port: config.PORT });
app.log.info({ world: world.name, channels: world.channels.length }, 'sandbox ready');
