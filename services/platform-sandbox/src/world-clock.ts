import type { World } from '@viral-scan/worlds';

/** The frozen clock of a world: it stands still between two calls of `set`. */
export interface WorldClock {
  now(): Date;
  /**
   * Quietly: nobody is told of what has happened meanwhile. Throws a RangeError outside of the
   * world's time.
   */
  set(now: Date, options?: { readonly quietly?: boolean }): void;
}

export function createWorldClock(world: World, start: Date = world.endsAt): WorldClock {
  let now = start.getTime();
  return {
    now: () => new Date(now),
    set(next) {
      const at = next.getTime();
      if (!(at >= world.startsAt.getTime() && at <= world.endsAt.getTime())) {
        throw new RangeError(
          `the world ${world.name} runs from ${world.startsAt.toISOString()} to ${world.endsAt.toISOString()}`,
        );
      }
      now = at;
    },
  };
}
