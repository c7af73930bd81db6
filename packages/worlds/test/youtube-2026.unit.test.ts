import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { sharedPath } from '@viral-scan/testing';
import { describe, expect, test } from 'vitest';
import { largestChannelsUser, loadYoutube2026 } from '../src/index.ts';

const source = sharedPath('data', 'youtube-trending-2026') ?? '';
const publicDir = join(source, 'public');

describe.runIf(source !== '')('the world youtube-2026', () => {
  test('holds every channel and post of the source, and its snapshots', async () => {
    const world = await loadYoutube2026(dirname(source));
    const snapshots = gunzipSync(readFileSync(join(publicDir, 'snapshots.csv.gz')))
      .toString()
      .trim()
      .split('\n')
      .slice(1);
    const videos = world.channels.reduce((sum, channel) => sum + channel.totalVideos, 0);
    expect(world.channels.length).toBeGreaterThanOrEqual(400);
    expect(videos).toBeGreaterThanOrEqual(42_038);
    // Every 500th snapshot, read from the file apart from the loader, is what the world shows.
    for (const line of snapshots.filter((_, index) => index % 500 === 0)) {
      const [id = '', time = '', ...counters] = line.split(',');
      const shown = world.statistics(id, new Date(`${time}:00Z`));
      expect([shown?.views, shown?.likes, shown?.comments]).toEqual(counters.map(Number));
    }
    const user = largestChannelsUser(world);
    expect([...user.own, ...user.competitors]).toEqual(
      world.channels.slice(0, 3).map(({ id }) => id),
    );
    expect(world.endsAt).toEqual(new Date('2026-08-22T06:00:00Z'));
  });
});
