import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApiRoom, apiRoom } from './api-room.ts';

let room: ApiRoom;
beforeAll(async () => {
  room = await apiRoom();
});
afterAll(() => room.close());

const body = { platforms: ['youtube'], accounts: ['youtube:UC0000000000000000000001'] };
const post = (url: string, headers: Record<string, string>, payload: object = body) =>
  room.app.inject({ method: 'POST', url, headers, payload });

describe('an Idempotency-Key', () => {
  it('repeated with the same request gives the same scan and says so', async () => {
    const headers = { ...(await room.newcomer()), 'idempotency-key': 'once' };
    const first = await post('/scan/initiate', headers);
    const again = await post('/scan/initiate', headers, { ...body, competitors: [] });
    expect([first.statusCode, again.statusCode]).toEqual([202, 202]);
    expect(again.json().scan_id).toBe(first.json().scan_id);
    expect(first.headers['idempotency-replayed']).toBeUndefined();
    expect(again.headers['idempotency-replayed']).toBe('true');
  });

  it('repeated with another body or on another route is refused with 422', async () => {
    const headers = { ...(await room.newcomer()), 'idempotency-key': 'once' };
    await post('/scan/initiate', headers);
    for (const other of [
      await post('/scan/initiate', headers, { ...body, lookback_days: 7 }),
      await post('/collections', headers, { accounts: body.accounts }),
    ]) {
      expect(other.statusCode).toBe(422);
      expect(other.json().type).toBe('urn:viral-scan:problem:idempotency-key-reused');
    }
  });

  it('of two users are two keys', async () => {
    const [one, two] = [await room.newcomer(), await room.newcomer()];
    const key = { 'idempotency-key': 'shared' };
    const first = await post('/scan/initiate', { ...one, ...key });
    const second = await post('/scan/initiate', { ...two, ...key });
    expect(second.statusCode).toBe(202);
    expect(second.json().scan_id).not.toBe(first.json().scan_id);
  });

  it('must be 1 to 200 visible ASCII characters', async () => {
    const user = await room.newcomer();
    for (const key of ['', 'with space', 'k'.repeat(201), 'schl\u00fcssel']) {
      const answer = await post('/scan/initiate', { ...user, 'idempotency-key': key });
      expect(answer.statusCode, key).toBe(400);
      expect(answer.json().errors[0].field).toBe('idempotency-key');
    }
    const longest = { ...user, 'idempotency-key': 'k'.repeat(200) };
    expect((await post('/scan/initiate', longest)).statusCode).toBe(202);
  });
});

describe('the hourly quota', () => {
  it('refuses the eleventh scan with 429, Retry-After and RateLimit, and counts it', async () => {
    const user = await room.newcomer();
    for (let n = 0; n < 10; n += 1) {
      expect((await post('/scan/initiate', user)).statusCode).toBe(202);
    }
    const answer = await post('/scan/initiate', user);
    expect(answer.statusCode).toBe(429);
    expect(answer.json().type).toBe('urn:viral-scan:problem:quota-exceeded');
    const seconds = Number(answer.headers['retry-after']);
    expect(seconds).toBeGreaterThan(3_500);
    expect(seconds).toBeLessThanOrEqual(3_600);
    expect(answer.headers['ratelimit-policy']).toBe('"scans";q=10;w=3600');
    expect(answer.headers.ratelimit).toBe(`"scans";r=0;t=${seconds}`);
    const metrics = await room.app.inject('/metrics');
    expect(metrics.body).toMatch(/viral_scraper_rate_limit_violations_total\{[^}]*\} 1/);
  });

  it('does not count collections', async () => {
    const user = await room.newcomer();
    for (let n = 0; n < 11; n += 1) {
      const answer = await post('/collections', user, { accounts: body.accounts });
      expect(answer.statusCode).toBe(202);
    }
  });
});
