import type { World } from '@viral-scan/worlds';
import { expect, test } from 'vitest';
import { sandboxOf, world } from './sandbox.ts';

const [video] = world.videosOf(world.truth.accountId, new Date('2026-03-01T00:00:00Z'));

/** A world whose only knowledge of counters ends: like recorded data between observations. */
const forgetful: World = {
  ...world,
  channelStatistics: () => ({ subscribers: null, views: null, videos: 3 }),
  statistics: () => null,
};

test('a video whose counters are unknown has no statistics at all', async () => {
  const { app, youtube } = sandboxOf({ world: forgetful });
  const { body } = await youtube('videos', { part: 'snippet,statistics', id: video?.id ?? '' });
  expect(body.items).toHaveLength(1);
  expect(body.items[0]).toHaveProperty('snippet');
  expect(body.items[0]).not.toHaveProperty('statistics');
  await app.close();
});

test('a channel with unknown subscribers hides them, and unknown views are absent', async () => {
  const { app, youtube } = sandboxOf({ world: forgetful });
  const { body } = await youtube('channels', { part: 'statistics', id: world.truth.accountId });
  expect(body.items[0].statistics).toEqual({ hiddenSubscriberCount: true, videoCount: '3' });
  await app.close();
});
