import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { apiKey, sandboxOf, world } from './sandbox.ts';

const { app } = sandboxOf();
let base = '';
beforeAll(async () => {
  base = await app.listen({ host: '127.0.0.1', port: 0 });
});
afterAll(() => app.close());

const faultsUrl = '/_sandbox/faults';
const inject = (payload: object) => app.inject({ method: 'POST', url: faultsUrl, payload });
const channels = () =>
  fetch(`${base}/youtube/v3/channels?part=id&id=${world.truth.accountId}&key=${apiKey}`);
beforeEach(() => app.inject({ method: 'DELETE', url: faultsUrl }));

describe('faults on demand', () => {
  test('a status strikes as often as asked, then calls go well again', async () => {
    await inject({ path_prefix: '/youtube/v3/channels', status: 503, times: 2 });
    const first = await channels();
    expect(first.status).toBe(503);
    expect(await first.json()).toMatchObject({
      error: { code: 503, errors: [{ reason: 'backendError' }] },
    });
    expect((await channels()).status).toBe(503);
    expect((await channels()).status).toBe(200);
  });

  test('a reason is carried in the envelope', async () => {
    await inject({ path_prefix: '/youtube/', status: 403, reason: 'userRateLimitExceeded' });
    expect(await (await channels()).json()).toMatchObject({
      error: { errors: [{ reason: 'userRateLimitExceeded' }] },
    });
  });

  test('html comes with status 200', async () => {
    await inject({ path_prefix: '/youtube/', kind: 'html' });
    const answer = await channels();
    expect([answer.status, answer.headers.get('content-type')]).toEqual([
      200,
      'text/html; charset=utf-8',
    ]);
    expect(await answer.text()).toMatch(/^<!DOCTYPE html>/);
  });

  test('a truncated body ends before its length', async () => {
    await inject({ path_prefix: '/youtube/', kind: 'truncate' });
    const answer = await channels();
    expect(answer.status).toBe(200);
    await expect(answer.text()).rejects.toThrow();
  });

  test('a reset gives no answer at all', async () => {
    await inject({ path_prefix: '/youtube/', kind: 'reset' });
    await expect(channels()).rejects.toThrow();
    expect((await channels()).status).toBe(200);
  });

  test('a slow call is right in the end', async () => {
    await inject({ path_prefix: '/youtube/', kind: 'slow', delay_ms: 150 });
    const start = performance.now();
    const answer = await channels();
    expect(answer.status).toBe(200);
    expect(performance.now() - start).toBeGreaterThan(140);
  });

  test('other paths are spared, and the list tells what is to come', async () => {
    await inject({ path_prefix: '/youtube/v3/videos', kind: 'reset', times: 3 });
    expect((await channels()).status).toBe(200);
    expect((await app.inject(faultsUrl)).json()).toEqual({
      faults: [{ path_prefix: '/youtube/v3/videos', kind: 'reset', times: 3 }],
    });
    expect((await app.inject({ method: 'DELETE', url: faultsUrl })).statusCode).toBe(204);
    expect((await app.inject(faultsUrl)).json()).toEqual({ faults: [] });
  });

  test.each([
    {},
    { path_prefix: 'youtube', status: 500 },
    { path_prefix: '/youtube' },
    { path_prefix: '/youtube', status: 500, kind: 'html' },
    { path_prefix: '/youtube', status: 200 },
    { path_prefix: '/youtube', kind: 'fire' },
    { path_prefix: '/youtube', kind: 'html', times: 0 },
    { path_prefix: '/youtube', kind: 'html', tims: 1 },
    { path_prefix: '/youtube', code: 40100 },
    { path_prefix: '/youtube', kind: 'html', retry_after_s: 1 },
  ])('%o is refused', async (payload) => {
    expect((await inject(payload)).statusCode).toBe(400);
    expect((await app.inject(faultsUrl)).json()).toEqual({ faults: [] });
  });
});
