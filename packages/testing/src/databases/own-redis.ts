import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Redis as RedisServer, startRedis } from '@viral-scan/engines';
import { Redis } from 'ioredis';

export interface OwnRedis {
  readonly url: string;
  /** A plain connection, for looking and flushing. */
  readonly look: Redis;
  /** SIGKILL. */
  kill(): Promise<void>;
  /** Starts it again, on the same port, with what its append-only file holds. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

/** A Redis for this test alone, which may be killed and wiped. */
export async function ownRedis(): Promise<OwnRedis> {
  const dir = mkdtempSync(join(tmpdir(), 'viral-scan-redis-'));
  let server: RedisServer = await startRedis({ dir });
  const { url, port } = server;
  const look = new Redis(url);
  look.on('error', () => undefined);
  return {
    url,
    look,
    kill: () => server.kill(),
    async restart() {
      server = await startRedis({ dir, port });
    },
    async stop() {
      look.disconnect();
      await server.stop();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}
