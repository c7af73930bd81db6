import {
  AccountNotFound,
  AddressForbidden,
  QuotaExhausted,
  RateLimited,
  StepLost,
  UpstreamContractBroken,
  UpstreamRefused,
  UpstreamUnavailable,
} from '@viral-scan/contracts';
import { collectAccount, maxStarts } from '@viral-scan/scan';
import { beforeEach, describe, expect, it } from 'vitest';
import { type CollectRoom, collectRoom } from './collect-room.ts';
import { attempt, collectDeps } from './scan-room.ts';

let room: CollectRoom;
beforeEach(async () => {
  room = await collectRoom();
});

describe('a source that cannot be read', () => {
  const final = [
    new AccountNotFound('there is no such channel'),
    new UpstreamRefused('the key is refused'),
    new QuotaExhausted('the quota is used up', new Date('2026-06-02T07:00:00Z')),
    new AddressForbidden('10.0.0.1 may not be called'),
  ];

  it.each(final)('is unavailable after $code at the start', async (error) => {
    room.failAt('account', error);
    expect(await room.collect()).toMatchObject({ outcome: 'failed', errorCode: error.code });
    expect(await room.progress()).toMatchObject({
      state: 'failed',
      error: { code: error.code, message: error.message },
      coverage: { status: 'unavailable', reason: error.message, posts: 0 },
    });
  });

  it.each(final)('is partial after $code behind the first page', async (error) => {
    room.failAt('page 1', error);
    expect(await room.collect()).toMatchObject({ outcome: 'failed', postsFound: 2 });
    expect(await room.coverage()).toMatchObject({
      status: 'partial',
      reason: error.message,
      posts: 2,
    });
    expect(room.postIds()).toEqual(['a', 'b']);
  });

  it('is partial when the pages were read by an earlier worker', async () => {
    room.failAt('page 1', new Error('the worker was killed'));
    await expect(room.collect()).rejects.toThrow('killed');
    room.failAt('page 1', new UpstreamRefused('the key is refused'));
    await room.collect();
    expect(await room.coverage()).toMatchObject({ status: 'partial', posts: 2 });
  });

  it('is tried again while it does not answer, until the last attempt', async () => {
    room.failAt('page 1', new UpstreamUnavailable('no answer in time'));
    await expect(room.collect({ attempt: 4 })).rejects.toBeInstanceOf(UpstreamUnavailable);
    expect((await room.progress()).state).toBe('running');
    expect(await room.collect({ attempt: 5, isLastAttempt: true })).toMatchObject({
      outcome: 'failed',
      errorCode: 'upstream_unavailable',
    });
    expect(await room.coverage()).toMatchObject({ status: 'partial', reason: 'no answer in time' });
  });

  it('is tried twice when it breaks its contract', async () => {
    room.failAt('account', new UpstreamContractBroken('HTML for JSON'));
    await expect(room.collect({ attempt: 1 })).rejects.toBeInstanceOf(UpstreamContractBroken);
    expect(await room.collect({ attempt: 2 })).toMatchObject({
      outcome: 'failed',
      errorCode: 'upstream_contract_broken',
    });
  });

  it('is not tried again after a broken contract on the only attempt', async () => {
    room.failAt('account', new UpstreamContractBroken('HTML for JSON'));
    expect(await room.collect({ isLastAttempt: true })).toMatchObject({ outcome: 'failed' });
  });

  it.each([new RateLimited('slow down', 1_000), new StepLost('somebody else has it')])(
    'leaves its step open after $code, also on the last attempt',
    async (error) => {
      room.failAt('page 1', error);
      await expect(room.collect({ attempt: 9, isLastAttempt: true })).rejects.toBe(error);
      expect((await room.progress()).state).toBe('running');
    },
  );

  it('throws what it does not know, also on the last attempt', async () => {
    room.failAt('page 1', new TypeError('a mistake of ours'));
    await expect(room.collect({ isLastAttempt: true })).rejects.toBeInstanceOf(TypeError);
    expect((await room.progress()).state).toBe('running');
  });

  it('is given up after too many starts', async () => {
    room.failAt('page 1', new Error('the worker was killed'));
    // The first start got on by a page; only those since then count.
    for (let start = 1; start <= maxStarts + 1; start += 1) {
      await expect(room.collect()).rejects.toThrow('killed');
    }
    expect(await room.collect()).toMatchObject({ outcome: 'failed', errorCode: 'too_many_starts' });
    expect(await room.coverage()).toMatchObject({
      status: 'partial',
      reason: `given up after ${maxStarts} starts`,
      posts: 2,
    });
    expect(room.youtube.calls.filter((call) => call === 'page 1')).toHaveLength(maxStarts + 1);
  });

  it('is unavailable, with the reason, where there is no connector', async () => {
    const outcome = await collectAccount(
      collectDeps(room, null),
      room.who,
      { scanId: room.scanId, stepKey: 'collect-0' },
      attempt(),
    );
    expect(outcome).toMatchObject({ outcome: 'failed', errorCode: 'not_offered' });
    expect(await room.coverage()).toMatchObject({
      status: 'unavailable',
      source: null,
      captured_at: null,
      reason: 'without a grant nothing can be read of youtube, and the account is not connected',
    });
  });
});
