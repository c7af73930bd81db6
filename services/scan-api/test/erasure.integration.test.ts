import { randomUUID } from 'node:crypto';
import { erasureReceiptSchema, scopes } from '@viral-scan/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApiRoom, apiRoom, countIdentities } from './api-room.ts';

let room: ApiRoom;
beforeAll(async () => {
  room = await apiRoom();
});
afterAll(() => room.close());

const body = {
  platforms: ['youtube'],
  accounts: ['youtube:UC0000000000000000000001'],
  lookback_days: 30,
  timezone: 'UTC',
};

const someone = async (scope = scopes.join(' ')) => {
  const ids = { userId: randomUUID(), tenantId: randomUUID() };
  const token = await room.issuer.token({ ...ids, scope });
  const headers = { authorization: `Bearer ${token}` };
  const call = (method: 'GET' | 'POST' | 'DELETE', url: string, payload?: object) =>
    room.app.inject({ method, url, headers, ...(payload && { payload }) });
  return {
    ...ids,
    erase: (id: string = ids.userId) => call('DELETE', `/users/${id}`),
    initiate: () => call('POST', '/scan/initiate', body),
    latest: () => call('GET', `/users/${ids.userId}/scan/latest`),
    results: (scanId: string) => call('GET', `/scan/results/${scanId}`),
  };
};

/** As the dispatcher does it, without what lies in Redis. */
const workOff = async (): Promise<void> => {
  const { erasureWork: work } = room.database.store;
  const erasure = await work.take(30_000);
  if (erasure === null) throw new Error('there is no erasure to work at');
  await work.deleteRows(erasure, new AbortController().signal);
  await work.deleteGrants(erasure);
  await work.complete(erasure);
};

describe('DELETE /users/{id}', () => {
  it('ends what runs, refuses all other calls, and leaves a receipt and a new beginning', async () => {
    const who = await someone();
    const { scan_id: scanId } = (await who.initiate()).json();
    const answer = await who.erase();
    expect(answer.statusCode).toBe(202);
    const receipt = erasureReceiptSchema.parse(answer.json());
    expect(receipt).toMatchObject({ status: 'running', scope: 'user', completed_at: null });
    expect(answer.headers.location).toBe(receipt.status_url);
    expect(receipt.status_url).toBe(`https://api.example/erasures/${receipt.code}`);
    expect((await who.erase()).json()).toEqual(receipt);
    for (const refused of [await who.initiate(), await who.latest(), await who.results(scanId)]) {
      expect(refused.statusCode).toBe(409);
      expect(refused.json().type).toMatch(/being-erased$/);
      expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
    }

    await workOff();
    const completed = await room.app.inject(`/erasures/${receipt.code}`);
    expect(completed.json()).toMatchObject({ status: 'completed', erased: { scans: 1 } });
    expect((await who.results(scanId)).statusCode).toBe(404);
    expect((await who.initiate()).statusCode).toBe(202);
    const known = [who.userId, who.tenantId];
    expect(known.filter((id) => completed.body.includes(id))).toEqual([]);
  });

  it('is for the caller alone, and needs its scope', async () => {
    const who = await someone();
    expect((await who.erase(randomUUID())).statusCode).toBe(404);
    expect((await (await someone('scan:read scan:write')).erase()).statusCode).toBe(403);
  });

  it('makes nobody known, and completes at once for somebody unknown', async () => {
    const before = await countIdentities(room);
    const receipt = (await (await someone()).erase()).json();
    expect(receipt).toMatchObject({ status: 'completed', erased: {}, not_revoked: [] });
    expect((await room.app.inject(`/erasures/${receipt.code}`)).json()).toEqual(receipt);
    expect(await countIdentities(room)).toBe(before);
  });

  it('a subject that went without a word is forgotten with the first refusal', async () => {
    const who = await someone();
    await who.initiate();
    const subject = await room.database.store.identity.find({ ...who, scopes: [] });
    // Another process has erased them; this one remembers who they were.
    await room.database.store.erasures.begin(subject, {
      code: randomUUID(),
      origin: 'platform',
      account: null,
      requestedAt: new Date(),
    });
    await workOff();
    expect((await who.initiate()).statusCode).toBe(409);
    expect((await who.initiate()).statusCode).toBe(202);
  });
});

describe('GET /erasures/{code}', () => {
  it('is a page for people', async () => {
    const { code } = (await (await someone()).erase()).json();
    const page = await room.app.inject({
      url: `/erasures/${code}`,
      headers: { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' },
    });
    expect(page.statusCode).toBe(200);
    expect(page.headers['content-type']).toMatch(/^text\/html/);
    expect(page.headers['content-security-policy']).toContain("default-src 'none'");
    expect(page.body).toContain('Your data has been deleted');
    expect(page.body).not.toContain('could not take it back');
  });

  it.each([randomUUID(), '%00', 'a'.repeat(200), "' or true --"])('is 404 for %j', async (code) => {
    const answer = await room.app.inject(`/erasures/${encodeURIComponent(code)}`);
    expect(answer.statusCode).toBe(404);
    expect(answer.headers['content-type']).toMatch(/problem\+json/);
  });
});

it('no line of the log names a user or a code', async () => {
  const who = await someone();
  await who.initiate();
  const { code } = (await who.erase()).json();
  await room.app.inject(`/erasures/${code}`);
  const log = room.logLines.join('');
  expect(log).toContain('/users/:id');
  for (const secret of [who.userId, who.tenantId, code]) expect(log).not.toContain(secret);
});
