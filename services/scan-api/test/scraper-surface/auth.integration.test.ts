import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hashServiceKey } from '../../src/auth/service-key.ts';
import { countIdentities } from '../api-room.ts';
import { type Person, type SurfaceRoom, surfaceRoom } from './surface-room.ts';

const nobody = {
  tenantId: randomUUID(),
  userId: randomUUID(),
  scopes: ['collection:write', 'scan:read'],
} as const;

const paths: readonly (readonly [method: string, path: string])[] = [
  ['POST', '/scrape/account/somebody'],
  ['GET', `/scrape/tasks/${randomUUID()}/status`],
  ['GET', `/task/status/${randomUUID()}`],
  ['GET', '/viral-posts'],
  ['GET', '/viral-posts/somebody'],
  ['GET', '/rate-limit/status/somebody'],
  ['GET', '/rate-limit/health'],
  ['GET', '/rate-limit/metrics'],
];
const started = (answer: { body: unknown }) => (answer.body as { task_id: string }).task_id;
const stateOf = async (room: SurfaceRoom, id: string, headers = {}) =>
  (await room.call('GET', `/scrape/tasks/${id}/status`, { headers })).body;

async function serviceKey(room: SurfaceRoom, tenantId: string, scopes: Person['scopes']) {
  const key = `vsk_${randomBytes(32).toString('base64url')}`;
  const secretHash = hashServiceKey(key);
  await room.database.store.identity.createServiceKey({
    tenantId,
    name: 'caller',
    secretHash,
    scopes,
  });
  return { 'x-service-key': key };
}

describe('callers authenticate like all others', () => {
  let room: SurfaceRoom;
  beforeAll(async () => {
    room = await surfaceRoom();
  });
  afterAll(() => room.close());

  it.each(paths)('%s %s without proof is 401, with the wrong scope 403', async (method, path) => {
    const before = await countIdentities(room);
    for (const headers of [
      {},
      { authorization: 'Bearer x.y.z' },
      { 'x-service-key': 'vsk_short' },
    ]) {
      const answer = await room.call(method, path, { headers });
      expect([answer.status, answer.body]).toEqual([401, { detail: 'Not authenticated' }]);
      expect(answer.headers['www-authenticate']).toMatch(/^Bearer realm="viral-scan"/);
    }
    const scope = method === 'POST' ? 'scan:read scan:write' : 'scan:write collection:write';
    const forbidden = await room.call(method, path, { headers: await room.newcomer(scope) });
    expect([forbidden.status, forbidden.body]).toEqual([403, { detail: 'Forbidden' }]);
    expect(forbidden.headers['www-authenticate']).toContain('insufficient_scope');
    expect(await countIdentities(room)).toBe(before);
  });

  it('a service key acts for its users, and no others', async () => {
    const ada = await room.person();
    const key = await serviceKey(room, ada.tenantId, ['collection:write', 'scan:read']);
    const headers = { ...key, 'x-on-behalf-of': ada.userId };
    const id = started(await room.call('POST', '/scrape/account/somebody', { headers }));
    const known = { task_id: id, status: 'queued', account_id: 'somebody' };
    expect(await stateOf(room, id, ada.headers)).toEqual(known);
    expect(await stateOf(room, id, headers)).toEqual(known);
    const unknown = { task_id: id, status: 'queued' };
    const other = { ...key, 'x-on-behalf-of': randomUUID() };
    expect(await stateOf(room, id, other)).toEqual(unknown);
    expect(await stateOf(room, id, (await room.person()).headers)).toEqual(unknown);
    expect(await stateOf(room, id, (await room.person(ada.tenantId)).headers)).toEqual(unknown);
    const forNobody = await room.call('GET', '/viral-posts', { headers: key });
    expect([forNobody.status, forNobody.body]).toEqual([
      400,
      { detail: 'X-On-Behalf-Of: must be the UUID of the user the service acts for' },
    ]);
  });

  it('somebody who is being erased is told so with Retry-After', async () => {
    const ada = await room.person();
    const headers = ada.headers;
    await room.call('POST', '/scrape/account/somebody', { headers });
    await room.call('DELETE', `/users/${ada.userId}`, {
      headers: {
        authorization: `Bearer ${await room.issuer.token({ ...ada, scope: 'user:erase' })}`,
      },
    });
    const answer = await room.call('POST', '/scrape/account/other', { headers });
    expect(answer.status).toBe(409);
    expect(answer.body).toEqual({ detail: expect.stringContaining('is being deleted') });
    expect(answer.headers['retry-after']).toBe('10');
  });
});

describe('with SCRAPER_SURFACE_AUTH=network', () => {
  let room: SurfaceRoom;
  beforeAll(async () => {
    room = await surfaceRoom({ withoutProof: nobody });
  });
  afterAll(() => room.close());

  it.each(paths)('%s %s is answered without proof', async (method, path) => {
    expect((await room.call(method, path)).status).toBe(200);
  });

  it('who shows none acts for the configured user', async () => {
    const id = started(await room.call('POST', '/scrape/account/network'));
    const known = { task_id: id, status: 'queued', account_id: 'network' };
    expect(await stateOf(room, id)).toEqual(known);
    const authorization = `Bearer ${await room.issuer.token(nobody)}`;
    expect(await stateOf(room, id, { authorization })).toEqual(known);
    expect(await stateOf(room, id, (await room.person()).headers)).toEqual({
      task_id: id,
      status: 'queued',
    });
  });

  it('who shows one is checked as ever', async () => {
    for (const headers of [
      { authorization: '' },
      { authorization: 'Bearer x.y.z' },
      { 'x-service-key': 'vsk_short' },
      { 'x-on-behalf-of': nobody.userId },
    ]) {
      const answer = await room.call('GET', '/viral-posts', { headers });
      expect([answer.status, answer.body]).toEqual([401, { detail: 'Not authenticated' }]);
    }
    const headers = await room.newcomer('scan:read');
    expect((await room.call('POST', '/scrape/account/x', { headers })).status).toBe(403);
    expect((await room.call('GET', '/viral-posts', { headers })).status).toBe(200);
  });

  it('all else still wants one', async () => {
    for (const path of ['/scan/status/7', '/accounts', '/accounts/threads:x/ranked-posts']) {
      expect((await room.call('GET', path)).status).toBe(401);
    }
  });
});
