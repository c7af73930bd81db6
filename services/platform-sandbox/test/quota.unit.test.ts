import { expect, test } from 'vitest';
import { createQuota } from '../src/youtube/quota.ts';
import { sandboxOf, world } from './sandbox.ts';

const call = { part: 'id', id: world.truth.accountId };

test('the quota is refilled at midnight in Los Angeles, in the time of the world', async () => {
  const { app, youtube, setClock } = sandboxOf({ youtubeDailyQuota: 2 });
  const reasonAt = async (now: string) => {
    await setClock(now);
    const { status, body } = await youtube('channels', call);
    return status === 200
      ? 'ok'
      : `${status} ${body.error.errors[0].domain} ${body.error.errors[0].reason}`;
  };
  const exceeded = '403 youtube.quota quotaExceeded';
  // 07:00 UTC is midnight in summer …
  expect(await reasonAt('2026-06-01T06:59:59Z')).toBe('ok');
  expect(await reasonAt('2026-05-31T07:00:00Z')).toBe('ok');
  expect(await reasonAt('2026-06-01T06:59:59Z')).toBe(exceeded);
  expect(await reasonAt('2026-06-01T07:00:00Z')).toBe('ok');
  // … and 08:00 in winter.
  expect(await reasonAt('2026-02-01T08:00:00Z')).toBe('ok');
  expect(await reasonAt('2026-02-02T07:59:59Z')).toBe('ok');
  expect(await reasonAt('2026-02-02T07:59:59Z')).toBe(exceeded);
  expect(await reasonAt('2026-02-02T08:00:00Z')).toBe('ok');
  await app.close();
});

test('every call costs a unit: pages, errors and 304 too, strangers none', async () => {
  const { app, youtube } = sandboxOf();
  const { headers } = await youtube('channels', call);
  await youtube('channels', call, { 'if-none-match': String(headers.etag) });
  await youtube('channels', { part: 'id' });
  await youtube('playlistItems', { part: 'id', playlistId: 'UUnobody' });
  await youtube('channels', { ...call, key: 'stranger' });
  await youtube('channels', { ...call, key: '' });
  expect((await app.inject('/_sandbox/requests')).json()).toMatchObject({
    total: 6,
    by_path: { '/youtube/v3/channels': 5, '/youtube/v3/playlistItems': 1 },
    by_status: { 200: 1, 304: 1, 400: 2, 403: 1, 404: 1 },
    quota_units: 4,
    quota: { used_today: 4, daily: 10_000 },
  });
  await app.inject({ method: 'DELETE', url: '/_sandbox/requests' });
  expect((await app.inject('/_sandbox/requests')).json()).toMatchObject({ total: 0, by_path: {} });
  await app.close();
});

test('each project has its own bucket', () => {
  const quota = createQuota(1);
  const at = new Date('2026-06-01T12:00:00Z');
  expect([quota.charge('a', at), quota.charge('b', at), quota.charge('a', at)]).toEqual([
    true,
    true,
    false,
  ]);
  expect(quota.used(at)).toBe(2);
});
