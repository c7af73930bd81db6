import { join } from 'node:path';
import {
  type DemoUser,
  fileWorld,
  largestChannelsUser,
  loadYoutube2026,
  sampleUser,
  sampleWorld,
  type World,
  withBulkAccounts,
} from '@viral-scan/worlds';
import type { Config } from './config.ts';

export interface OpenedWorld {
  readonly world: World;
  readonly user: DemoUser;
  /** Where the clock starts. */
  readonly now: Date;
}

/** The world that the configuration names. `today` is where the clock of `file` starts. */
export async function openWorld(config: Config, today: Date): Promise<OpenedWorld> {
  const opened = await openPlainWorld(config, today);
  // The user was chosen before: a bulk account is nobody's.
  return { ...opened, world: withBulkAccounts(opened.world, config.SANDBOX_BULK_POSTS) };
}

async function openPlainWorld(config: Config, today: Date): Promise<OpenedWorld> {
  if (config.WORLD === 'file') {
    const world = fileWorld();
    return { world, user: largestChannelsUser(world), now: today };
  }
  if (config.WORLD === 'sample') {
    const world = sampleWorld(config.WORLD_SEED);
    return { world, user: sampleUser(world), now: world.endsAt };
  }
  const world = await loadYoutube2026(join(config.SHARED_DIR, 'data'));
  return { world, user: largestChannelsUser(world), now: world.endsAt };
}
