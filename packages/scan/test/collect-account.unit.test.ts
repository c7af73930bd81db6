import {
  AccountNotFound,
  StepLost,
  UpstreamRefused,
  UpstreamUnavailable,
} from '@viral-scan/contracts';
import { importedPost, importSummary, metrics } from '@viral-scan/testing';
import { beforeEach, describe, expect, it } from 'vitest';
import { type CollectRoom, collectRoom } from './collect-room.ts';
import { own } from './scan-room.ts';
import { collected, scriptedConnector } from './scripted-connector.ts';

let room: CollectRoom;
beforeEach(async () => {
  room = await collectRoom();
});

describe('collecting an account', () => {
  it('reads page after page until there is none', async () => {
    expect(await room.collect()).toEqual({
      outcome: 'completed',
      accountRef: own,
      platform: 'youtube',
      postsFound: 4,
      errorCode: null,
    });
    expect(room.youtube.calls).toEqual(['account', 'page 0', 'page 1', 'page 2']);
    expect(room.postIds()).toEqual(['a', 'b', 'c', 'd']);
    expect(await room.progress()).toMatchObject({
      state: 'completed',
      pages: 3,
      posts: 4,
      coverage: {
        account_id: own,
        role: 'own',
        source: 'youtube-data-api',
        access: 'public',
        status: 'complete',
        reason: null,
        captured_at: '2026-06-01T12:00:00.000Z',
        posts: 4,
        posts_without_metrics: 0,
      },
    });
  });

  it('asks for the posts of the look-back and the week before it', async () => {
    const asked: Date[] = [];
    const { fetchPostsPage } = room.youtube;
    await room.collect(
      {},
      {
        ...room.youtube,
        fetchPostsPage: (request, call) => {
          asked.push(request.since);
          return fetchPostsPage(request, call);
        },
      },
    );
    expect(new Set(asked.map((since) => since.toISOString()))).toEqual(
      new Set(['2026-02-24T12:00:00.000Z']),
    );
  });

  it('learns the present anew, and dates each page by its own moment', async () => {
    room.youtube.before = () => room.clock.advance(1_000);
    await room.collect();
    expect(room.clock.refreshes).toBe(1);
    const moments = [...room.store.state.series.snapshots.values()].map(
      ({ postId, capturedAtMs }) => [postId, new Date(capturedAtMs).toISOString().slice(17, 19)],
    );
    expect(moments).toEqual([
      ['a', '02'],
      ['b', '02'],
      ['c', '03'],
      ['d', '04'],
    ]);
  });

  it('has nothing to do for a step that has ended', async () => {
    await room.collect();
    expect(await room.collect()).toMatchObject({ outcome: 'nothing_to_do', postsFound: 0 });
    expect(room.youtube.calls).toHaveLength(4);
  });

  it('has nothing to do for a step without an account', async () => {
    room.scanId = await room.initiated({
      steps: [{ stepKey: 'collect-0', kind: 'analyze-scan', accountRef: null, role: null }],
    });
    expect(await room.collect()).toMatchObject({ outcome: 'nothing_to_do' });
  });

  it('counts posts without counters, and stores no snapshot of them', async () => {
    room.youtube = scriptedConnector({
      [own]: [[collected('a'), collected('b', null)], [collected('c', null)]],
    });
    await room.collect();
    expect(await room.coverage()).toMatchObject({
      status: 'complete',
      reason: 'the source shows no counters for 2 of the posts at this moment',
      posts: 3,
      posts_without_metrics: 2,
    });
    const measured = [...room.store.state.series.snapshots.values()].map(({ postId }) => postId);
    expect(measured).toEqual(['a']);
  });

  it('keeps a counter of zero as zero', async () => {
    room.youtube = scriptedConnector({ [own]: [[collected('a', 0)]] });
    await room.collect();
    const [snapshot] = room.store.state.series.snapshots.values();
    expect(snapshot?.metrics).toEqual(metrics({ views: 0 }));
  });
});

describe('a collection that was interrupted', () => {
  it('goes on at the page after the last one stored', async () => {
    room.failAt('page 1', new Error('the worker was killed'));
    await expect(room.collect()).rejects.toThrow('killed');
    expect(room.postIds()).toEqual(['a', 'b']);

    room.youtube.before = () => undefined;
    expect(await room.collect()).toMatchObject({ outcome: 'completed', postsFound: 4 });
    expect(room.youtube.calls).toEqual(['account', 'page 0', 'page 1', 'page 1', 'page 2']);
    expect(room.postIds()).toEqual(['a', 'b', 'c', 'd']);
    expect(await room.progress()).toMatchObject({ pages: 3, posts: 4, coverage: { posts: 4 } });
  });

  it('keeps its count of posts without counters', async () => {
    room.youtube = scriptedConnector({ [own]: [[collected('a', null)], [collected('b', null)]] });
    room.failAt('page 1', new Error('the worker was killed'));
    await expect(room.collect()).rejects.toThrow('killed');
    room.youtube.before = () => undefined;
    await room.collect();
    expect(await room.coverage()).toMatchObject({ posts: 2, posts_without_metrics: 2 });
  });

  it('writes nothing any more once another worker has taken the step over', async () => {
    const { promise: wait, resolve: goOn } = Promise.withResolvers<void>();
    const { promise: reached, resolve: reach } = Promise.withResolvers<void>();
    room.youtube.before = (call) => {
      if (call !== 'page 1') return;
      room.youtube.before = () => undefined;
      reach();
      return wait;
    };
    const abandoned = room.collect();
    await reached;
    expect(await room.collect()).toMatchObject({ outcome: 'completed', postsFound: 4 });
    const after = structuredClone(await room.progress());

    goOn();
    await expect(abandoned).rejects.toBeInstanceOf(StepLost);
    expect(room.postIds()).toEqual(['a', 'b', 'c', 'd']);
    expect(await room.progress()).toEqual(after);
    expect(room.store.state.series.snapshots).toHaveProperty('size', 4);
  });

  it('stops between two pages when its signal aborts', async () => {
    const stop = new AbortController();
    room.youtube.before = (call) => {
      if (call === 'page 1') stop.abort(new Error('the service ends'));
    };
    await expect(room.collect({ signal: stop.signal })).rejects.toThrow('the service ends');
    expect(room.youtube.calls).toEqual(['account', 'page 0', 'page 1']);
    expect(await room.progress()).toMatchObject({ state: 'running', pages: 2 });
  });

  it('does not end its step for a call that broke because the service ends', async () => {
    const stop = new AbortController();
    room.youtube.before = (call) => {
      if (call !== 'page 1') return;
      stop.abort(new Error('the service ends'));
      throw new UpstreamUnavailable('the connection was closed');
    };
    await expect(room.collect({ signal: stop.signal, isLastAttempt: true })).rejects.toThrow(
      'the connection was closed',
    );
    expect(await room.progress()).toMatchObject({ state: 'running', coverage: null });
  });
});

describe('an imported account', () => {
  const page = 'file:page_01';
  beforeEach(async () => {
    room.scanId = await room.initiated({
      steps: [
        { stepKey: 'collect-0', kind: 'collect-account', accountRef: page, role: 'own' },
        { stepKey: 'analyze-scan', kind: 'analyze-scan', accountRef: null, role: null },
      ],
    });
  });

  async function imported(...rows: readonly Parameters<typeof importedPost>[]): Promise<void> {
    const importId = crypto.randomUUID();
    const transaction = await room.store.imports.begin(room.who, {
      importId,
      importedAt: room.clock.now(),
    });
    await transaction.addPosts(rows.map((row) => importedPost(...row)));
    await transaction.commit(importSummary(importId));
  }

  it('ends at once, with coverage by import', async () => {
    await imported(['page_01', 'a'], ['page_01', 'b', { metrics: metrics() }], ['page_02', 'c']);
    expect(await room.collect()).toMatchObject({ outcome: 'completed', postsFound: 2 });
    expect(room.youtube.calls).toEqual([]);
    expect(await room.coverage()).toEqual({
      account_id: page,
      platform: 'file',
      role: 'own',
      source: 'import',
      access: 'own',
      status: 'complete',
      reason: 'the imported file gives no counters for 1 of the posts at this moment',
      captured_at: '2026-06-01T12:00:00.000Z',
      posts: 2,
      posts_without_metrics: 1,
    });
  });

  it('of a known platform is found under file', async () => {
    await imported(['page_01', 'a', { platform: 'instagram' }]);
    await room.collect();
    expect(await room.coverage()).toMatchObject({
      platform: 'instagram',
      source: 'import',
      posts: 1,
    });
  });

  describe('of a platform that can be asked', () => {
    beforeEach(async () => {
      const id = own.slice('youtube:'.length);
      await imported([id, 'from-file', { platform: 'youtube' }]);
      room.scanId = await room.initiated();
    });

    it('is read from the platform too', async () => {
      await room.collect();
      expect(await room.coverage()).toMatchObject({ source: 'youtube-data-api', posts: 5 });
      expect(room.postIds()).toEqual(['a', 'b', 'c', 'd', 'from-file']);
    });

    it('stands in for a platform that does not know it', async () => {
      room.failAt('account', new AccountNotFound('YouTube knows no such channel'));
      expect(await room.collect()).toMatchObject({ outcome: 'completed', postsFound: 1 });
      expect(await room.coverage()).toMatchObject({
        source: 'import',
        status: 'complete',
        reason: 'YouTube knows no such channel; the posts of the imported file are used',
      });
    });

    it('stands in, as a part, for a platform that refuses us', async () => {
      room.failAt('account', new UpstreamRefused('the key is refused'));
      await room.collect();
      expect(await room.coverage()).toMatchObject({
        source: 'import',
        status: 'partial',
        posts: 1,
      });
    });
  });

  it('says so when it has no post in the look-back', async () => {
    await imported(['page_01', 'a']);
    room.clock.advance(365 * 86_400_000);
    room.scanId = await room.initiated({
      steps: [{ stepKey: 'collect-0', kind: 'collect-account', accountRef: page, role: 'own' }],
    });
    await room.collect();
    expect(await room.coverage()).toMatchObject({
      status: 'complete',
      posts: 0,
      reason: 'the imported file has no post in the look-back',
    });
  });

  it('nobody imported is unavailable', async () => {
    expect(await room.collect()).toMatchObject({ outcome: 'failed', errorCode: 'not_offered' });
    expect(await room.coverage()).toMatchObject({
      status: 'unavailable',
      reason: 'nothing was imported under this name',
    });
  });
});
