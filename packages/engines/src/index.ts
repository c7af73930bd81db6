export { type EngineHome, engineHome, type RunAs } from './engine-home.ts';
export { freePort } from './free-port.ts';
export { type Postgres, type PostgresOptions, startPostgres } from './postgres/start-postgres.ts';
export type { EngineExit } from './process/engine-process.ts';
export { engineFolders, type Reclaimed, reclaim } from './reclaim.ts';
export { type LocateOptions, locateRedis, type RedisServer } from './redis/locate-redis.ts';
export { type Redis, type RedisOptions, startRedis } from './redis/start-redis.ts';
