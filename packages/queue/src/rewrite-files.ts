import type { Redis } from 'ioredis';

/** Redis writes its append-only file anew, without what was deleted. */
export interface FileRewriting {
  /** Something was deleted that must leave the file. */
  ask(): Promise<void>;
  /**
   * Starts it when it was asked for, at most once in `pauseMs` over all processes. `refused`: Redis
   * does not allow it; it is not asked for any more.
   */
  run(): Promise<'started' | 'refused' | null>;
}

export function createFileRewriting(
  { redis, prefix }: { readonly redis: Redis; readonly prefix: string },
  pauseMs: number,
): FileRewriting {
  const asked = `${prefix}:erasure:rewrite-asked`;
  const lately = `${prefix}:erasure:rewritten-lately`;
  return {
    async ask() {
      await redis.set(asked, '1');
    },
    async run() {
      if ((await redis.exists(asked)) === 0) return null;
      if ((await redis.set(lately, '1', 'PX', pauseMs, 'NX')) === null) return null;
      // Before it begins: what is asked for from here on may come too late for it.
      await redis.del(asked);
      try {
        // Without such a file the command would make one.
        if (/^aof_enabled:0/m.test(await redis.info('persistence'))) return null;
        await redis.bgrewriteaof();
        return 'started';
      } catch (error) {
        if (error instanceof Error && isRefusal(error)) return 'refused';
        await redis.set(asked, '1');
        throw error;
      }
    },
  };
}

const isRefusal = ({ message }: Error): boolean => /^(NOPERM|ERR unknown command)/.test(message);
