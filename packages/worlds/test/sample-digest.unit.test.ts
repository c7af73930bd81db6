import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { sampleWorld } from '../src/index.ts';

/**
 * Taken from the world as it was when it had YouTube only: whatever is added to it later moves
 * nothing of what was there.
 */
test.each([
  [1, 'f246929432e8b40d36e3270c17f0e9d70e809cfda214ee3d478e47cee16db260'],
  [7, '98c2c8053805bf9b8b4c4503be81c39431d41883ea0b56eede22ba37773b6018'],
])('channels, videos and counters of seed %i are what they always were', (seed, digest) => {
  const world = sampleWorld(seed);
  const at = new Date('2026-05-05T05:05:05Z');
  const { dropOff: _dropOff, tiktok: _tiktok, ...truth } = world.truth;
  const picture = JSON.stringify([
    truth,
    world.channels,
    world.channels.map(({ id }) => [
      id,
      world.channelStatistics(id, at),
      world.channelStatistics(id, world.endsAt),
    ]),
    world.channels
      .flatMap(({ id }) => world.videosOf(id, world.endsAt))
      .map((video) => [
        video,
        world.statistics(video.id, at),
        world.statistics(video.id, world.endsAt),
      ]),
  ]);
  expect(createHash('sha256').update(picture).digest('hex')).toBe(digest);
});
