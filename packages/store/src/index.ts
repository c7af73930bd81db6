export { createPools, type PoolOptions, type Pools } from './connection/pools.ts';
export { type MigrateOptions, migrate } from './migrate/migrate.ts';
export { identityRole, scanRole } from './migrate/privileges.ts';
export { createStore, type Store, type StoreOptions } from './store.ts';
