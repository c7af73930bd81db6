import { afterAll, describe, expect, test } from 'vitest';
import { roundToThreeDigits } from '../src/youtube/channels.ts';
import { toIsoDuration } from '../src/youtube/duration.ts';
import { sandboxOf, world } from './sandbox.ts';

const { app, youtube, setClock } = sandboxOf();
afterAll(() => app.close());
const own = world.truth.accountId;
const endsAt = world.endsAt.toISOString();

describe('channels', () => {
  test('answers with the asked parts only', async () => {
    const { body } = await youtube('channels', { part: 'contentDetails', id: own });
    expect(body.items).toHaveLength(1);
    expect(Object.keys(body.items[0])).toEqual(['kind', 'etag', 'id', 'contentDetails']);
    expect(body.items[0].contentDetails.relatedPlaylists.uploads).toBe(`UU${own.slice(2)}`);
  });

  test('counters are strings and subscribers have three digits', async () => {
    const { body } = await youtube('channels', { part: 'statistics', id: own });
    const exact = world.channelStatistics(own, world.endsAt);
    expect(exact?.subscribers).toBe(184_512);
    expect(body.items[0].statistics).toEqual({
      viewCount: String(exact?.views),
      subscriberCount: '184000',
      hiddenSubscriberCount: false,
      videoCount: String(exact?.videos),
    });
    expect(roundToThreeDigits(999)).toBe(999);
    expect(roundToThreeDigits(12_345)).toBe(12_300);
  });

  test('unknown ids vanish, and an id given twice comes once', async () => {
    const { body } = await youtube('channels', { part: 'id', id: `${own},UCnobody,${own}` });
    expect(body.items.map(({ id }: { id: string }) => id)).toEqual([own]);
    expect(body.pageInfo).toEqual({ totalResults: 1, resultsPerPage: 1 });
    const nobody = await youtube('channels', { part: 'id', id: 'UCnobody' });
    expect(nobody.body.items).toEqual([]);
  });

  test('a handle finds its channel', async () => {
    const { body } = await youtube('channels', { part: 'snippet', forHandle: '@slowbikes' });
    expect(body.items[0]).toMatchObject({
      id: world.truth.noEffectAccountId,
      snippet: { customUrl: '@slowbikes' },
    });
  });
});

describe('playlistItems', () => {
  test('paging through a channel gives each video once, newest first', async () => {
    const expected = world.videosOf(own, world.endsAt).map(({ id }) => id);
    expect(expected.length).toBeGreaterThan(100);
    const seen: string[] = [];
    const query = { part: 'contentDetails', playlistId: `UU${own.slice(2)}`, maxResults: '50' };
    let pageToken: string | undefined;
    let pages = 0;
    do {
      const { body } = await youtube('playlistItems', {
        ...query,
        ...(pageToken === undefined ? {} : { pageToken }),
      });
      for (const item of body.items) seen.push(item.contentDetails.videoId);
      expect('prevPageToken' in body).toBe(pages > 0);
      expect(body.pageInfo).toEqual({ totalResults: expected.length, resultsPerPage: 50 });
      pageToken = body.nextPageToken;
      pages += 1;
    } while (pageToken !== undefined);
    expect(seen).toEqual(expected);
    expect(pages).toBe(Math.ceil(expected.length / 50));
  });

  test('the previous page token leads back', async () => {
    const query = { part: 'snippet', playlistId: `UU${own.slice(2)}`, maxResults: '7' };
    const first = await youtube('playlistItems', query);
    const second = await youtube('playlistItems', {
      ...query,
      pageToken: first.body.nextPageToken,
    });
    expect(second.body.items[0].snippet.position).toBe(7);
    const back = await youtube('playlistItems', { ...query, pageToken: second.body.prevPageToken });
    expect(back.body.items).toEqual(first.body.items);
  });

  test('five items are a page by default, and none when none are wanted', async () => {
    const query = { part: 'id', playlistId: `UU${own.slice(2)}` };
    expect((await youtube('playlistItems', query)).body.items).toHaveLength(5);
    const none = await youtube('playlistItems', { ...query, maxResults: '0' });
    expect(none.body.items).toEqual([]);
    expect(none.body).not.toHaveProperty('nextPageToken');
  });

  test('lists only what is published at the time of the world', async () => {
    await setClock('2026-02-01T00:00:00Z');
    const { body } = await youtube('playlistItems', {
      part: 'contentDetails',
      playlistId: `UU${own.slice(2)}`,
      maxResults: '50',
    });
    await setClock(endsAt);
    expect(body.pageInfo.totalResults).toBe(
      world.videosOf(own, new Date('2026-02-01T00:00:00Z')).length,
    );
    for (const item of body.items) {
      expect(item.contentDetails.videoPublishedAt < '2026-02-01T00:00:00Z').toBe(true);
    }
  });
});

describe('videos', () => {
  const [live, video] = world.videosOf(own, world.endsAt);

  test('shows the counters of the moment as strings', async () => {
    const { body } = await youtube('videos', { part: 'statistics', id: video?.id ?? '' });
    const shown = world.statistics(video?.id ?? '', world.endsAt);
    expect(body.items[0].statistics).toEqual({
      viewCount: String(shown?.views),
      likeCount: String(shown?.likes),
      favoriteCount: '0',
      commentCount: String(shown?.comments),
    });
  });

  test('a running broadcast lasts P0D', async () => {
    const { body } = await youtube('videos', {
      part: 'snippet,contentDetails',
      id: live?.id ?? '',
    });
    expect(body.items[0].contentDetails.duration).toBe('P0D');
    expect(body.items[0].snippet.liveBroadcastContent).toBe('live');
  });

  test('a hidden counter is absent, not zero', async () => {
    const hidden = world
      .videosOf(own, world.endsAt)
      .find(({ id }) => world.statistics(id, world.endsAt)?.likes === null);
    const { body } = await youtube('videos', { part: 'statistics', id: hidden?.id ?? '' });
    expect(body.items[0].statistics).not.toHaveProperty('likeCount');
    expect(body.items[0].statistics).toHaveProperty('viewCount');
  });

  test('deleted and unknown ids vanish; 50 ids are answered in their order', async () => {
    const ids = world
      .videosOf(own, world.endsAt)
      .slice(0, 49)
      .map(({ id }) => id);
    const { body } = await youtube('videos', { part: 'id', id: ['nobody12345', ...ids].join(',') });
    expect(body.items.map(({ id }: { id: string }) => id)).toEqual(ids);
  });
});

test('durations are written like the platform writes them', () => {
  expect(
    [0, 58, 60, 253, 3_600, 3_661, 86_400, 93_605].map((seconds) => toIsoDuration(seconds)),
  ).toEqual(['P0D', 'PT58S', 'PT1M', 'PT4M13S', 'PT1H', 'PT1H1M1S', 'P1D', 'P1DT2H5S']);
});
