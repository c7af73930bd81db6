import { randomUUID } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApiRoom, apiRoom, countRows } from './api-room.ts';

let room: ApiRoom;
beforeAll(async () => {
  room = await apiRoom();
});
afterAll(() => room.close());

const own = 'youtube:UC0000000000000000000001';
const rival = (n: number) => `youtube:UC${String(n).padStart(22, '9')}`;
const good = { platforms: ['youtube'], accounts: [own], competitors: [rival(1)] };

async function initiate(payload: unknown, headers: Record<string, string> = {}) {
  return room.app.inject({
    method: 'POST',
    url: '/scan/initiate',
    headers: { ...(await room.newcomer()), 'content-type': 'application/json', ...headers },
    payload: typeof payload === 'string' ? payload : JSON.stringify(payload),
  });
}

describe('POST /scan/initiate', () => {
  it('takes a scan on with links, an estimate and a Location', async () => {
    const answer = await initiate(good);
    expect(answer.statusCode, answer.body).toBe(202);
    const body = answer.json();
    expect(body).toMatchObject({ status: 'queued', estimated_seconds: expect.any(Number) });
    expect(answer.headers.location).toBe(`/scan/status/${body.scan_id}`);
    expect(body.links).toEqual({
      self: `/scan/status/${body.scan_id}`,
      status: `/scan/status/${body.scan_id}`,
      results: `/scan/results/${body.scan_id}`,
    });
    expect(answer.headers['ratelimit-policy']).toBe('"scans";q=10;w=3600');
  });

  const refused: [fact: string, payload: unknown, status: number, field: string | RegExp][] = [
    ['no body', '', 400, 'body'],
    ['broken JSON', '{"platforms":["youtube"', 400, 'body'],
    ['__proto__', '{"platforms":["youtube"],"__proto__":{"x":1}}', 400, 'body'],
    ['constructor.prototype', '{"constructor":{"prototype":{"x":1}}}', 400, 'body'],
    ['a list for a body', [good], 400, 'body'],
    ['null for a body', 'null', 400, 'body'],
    ['6 MB', `{"platforms":["${'y'.repeat(6_000_000)}"]}`, 413, 'body'],
    ['no platforms', { accounts: [own] }, 400, 'platforms'],
    ['empty platforms', { ...good, platforms: [] }, 400, 'platforms'],
    ['an unknown platform', { ...good, platforms: ['myspace'] }, 400, 'platforms.0'],
    ['a platform twice', { ...good, platforms: ['youtube', 'youtube'] }, 400, 'platforms'],
    ['a text for platforms', { ...good, platforms: 'youtube' }, 400, 'platforms'],
    ['a number for a competitor', { ...good, competitors: [7] }, 400, 'competitors.0'],
    [
      '21 competitors',
      { ...good, competitors: Array.from({ length: 21 }, (_, n) => rival(n)) },
      400,
      'competitors',
    ],
    ['a competitor twice', { ...good, competitors: [rival(1), rival(1)] }, 400, 'competitors'],
    ['an own account as competitor', { ...good, competitors: [own] }, 400, 'competitors.0'],
    [
      'a control character in a handle',
      { ...good, competitors: ['youtube:@some\u0007one'] },
      400,
      'competitors.0',
    ],
    ['a handle without platform', { ...good, competitors: ['@someone'] }, 400, 'competitors.0'],
    [
      'an account on a platform not named',
      { ...good, competitors: ['tiktok:someone'] },
      400,
      'competitors.0',
    ],
    ['an impossible time zone', { ...good, timezone: 'Mars/Olympus' }, 400, 'timezone'],
    ['a negative look-back', { ...good, lookback_days: -1 }, 400, 'lookback_days'],
    ['half a day of look-back', { ...good, lookback_days: 0.5 }, 400, 'lookback_days'],
    ['a text for the look-back', { ...good, lookback_days: '90' }, 400, 'lookback_days'],
    ['an unknown field', { ...good, user_id: randomUUID() }, 400, 'user_id'],
  ];
  it.each(refused)('refuses %s, naming the field, and writes nothing', async (_, ...row) => {
    const [payload, status, field] = row;
    const before = await countRows(room);
    const answer = await initiate(payload, { 'idempotency-key': randomUUID() });
    expect(answer.statusCode, answer.body + room.logLines.slice(-3)).toBe(status);
    expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/);
    const problem = answer.json();
    expect(problem).toMatchObject({ status, type: expect.stringMatching(/^urn:viral-scan:/) });
    expect(problem.errors.map((error: { field: string }) => error.field)).toContain(field);
    expect(await countRows(room)).toBe(before);
  });

  it('refuses to guess an account where none is known', async () => {
    const answer = await initiate({ platforms: ['youtube'] });
    expect(answer.statusCode).toBe(400);
    expect(answer.json().errors[0].field).toBe('accounts');
  });

  it('refuses a packed body with 415 that names Content-Encoding, and writes nothing', async () => {
    const before = await countRows(room);
    const answer = await room.app.inject({
      method: 'POST',
      url: '/scan/initiate',
      headers: {
        ...(await room.newcomer()),
        'content-type': 'application/json',
        'content-encoding': 'gzip',
      },
      payload: gzipSync(JSON.stringify(good)),
    });
    expect(answer.statusCode).toBe(415);
    expect(answer.headers['accept-encoding']).toBe('identity');
    expect(answer.json()).toMatchObject({
      type: 'urn:viral-scan:problem:unsupported-media-type',
      errors: [{ field: 'Content-Encoding' }],
    });
    expect(await countRows(room)).toBe(before);
    expect((await initiate(good, { 'content-encoding': 'identity' })).statusCode).toBe(202);
  });
});
