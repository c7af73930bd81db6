import { join } from 'node:path';
import { engineHome, startPostgres, startRedis } from '../src/index.ts';

/** Started by tests as a process of its own, to be killed: `engine-owner.ts DIR`. */
const dir = process.argv[2] ?? '';
const [postgres, redis] = await Promise.all([
  startPostgres({
    dataDir: join(dir, 'postgres'),
    runAs: engineHome(dir).runAs,
    durable: false,
  }),
  startRedis({ dir: join(dir, 'redis') }),
]);
console.log(JSON.stringify([postgres.pid, redis.pid]));
if (process.argv[3] === 'exit') process.exit(0);
setInterval(() => undefined, 60_000);
