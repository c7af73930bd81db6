import { randomBytes, randomUUID } from 'node:crypto';
import { generateKeyPair, UnsecuredJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hashServiceKey } from '../src/auth/service-key.ts';
import { type ApiRoom, apiRoom } from './api-room.ts';
import { audience, everyScope, issuer, sign, type TokenWish } from './local-issuer.ts';

let room: ApiRoom;
beforeAll(async () => {
  room = await apiRoom();
});
afterAll(() => room.close());

const ids = { userId: randomUUID(), tenantId: randomUUID() };
const body = { platforms: ['youtube'], accounts: ['youtube:UC0000000000000000000001'] };

const initiate = (headers: Record<string, string>) =>
  room.app.inject({ method: 'POST', url: '/scan/initiate', headers, payload: body });
const withToken = async (wish: Partial<TokenWish>) =>
  initiate({ authorization: `Bearer ${await room.issuer.token({ ...ids, ...wish })}` });

describe('a bearer token', () => {
  it('lets its user in', async () => {
    expect((await withToken({})).statusCode).toBe(202);
  });

  it('may list its scopes instead of writing them in one text', async () => {
    const scopes = async (scope: unknown) => (await withToken({ claims: { scope } })).statusCode;
    expect(await scopes(['scan:read', 'scan:write'])).toBe(202);
    expect(await scopes(['scan:read'])).toBe(403);
  });

  it('whose scopes are neither a text nor a list is refused with 401 that says so', async () => {
    for (const scope of [7, null, [7]]) {
      const answer = await withToken({ claims: { scope } });
      expect(answer.statusCode).toBe(401);
      expect(answer.json().detail).toBe(
        'The claim "scope" of the token is neither a text nor a list of texts.',
      );
    }
  });

  const refused: [fact: string, wish: Partial<TokenWish>][] = [
    ['that has expired', { expires: new Date(Date.now() - 60_000) }],
    ['without an expiry', { expires: null }],
    ['that is not valid yet', { claims: { nbf: Math.floor(Date.now() / 1_000) + 600 } }],
    ['of another issuer', { claims: { iss: 'urn:someone:else' } }],
    ['for another audience', { claims: { aud: 'another-service' } }],
    ['whose user is no UUID', { claims: { sub: 'alice' } }],
    ['whose tenant is no UUID', { claims: { tenant: 7 } }],
    ['whose tenant is missing', { claims: { tenant: undefined } }],
  ];
  it.each(refused)('%s is refused with 401', async (_, wish) => {
    const answer = await withToken(wish);
    expect(answer.statusCode, answer.body).toBe(401);
    expect(answer.headers['www-authenticate']).toBe(
      'Bearer realm="viral-scan", error="invalid_token"',
    );
    expect(answer.json().type).toBe('urn:viral-scan:problem:unauthorized');
  });

  it('signed by another key, tampered with, unsigned or HMAC-signed with the public key is refused', async () => {
    const stranger = await generateKeyPair('ES256');
    const [head, , signature] = (await room.issuer.token(ids)).split('.');
    const payload = Buffer.from(
      JSON.stringify({
        iss: issuer,
        aud: audience,
        exp: 4_000_000_000,
        sub: ids.userId,
        tenant: ids.tenantId,
        scope: everyScope,
      }),
    ).toString('base64url');
    const rs256 = await generateKeyPair('RS256');
    const tokens = [
      await sign(ids, stranger.privateKey),
      `${head}.${payload}.${signature}`,
      new UnsecuredJWT({ tenant: ids.tenantId, scope: everyScope })
        .setIssuer(issuer)
        .setAudience(audience)
        .setSubject(ids.userId)
        .setExpirationTime('5m')
        .encode(),
      await sign(
        { ...ids, header: { alg: 'HS256' } },
        new TextEncoder().encode(room.issuer.publicPem),
      ),
      await sign({ ...ids, header: { alg: 'RS256' } }, rs256.privateKey),
      'no.jwt.atall',
      `${head}.${payload}`,
      'x',
    ];
    for (const token of tokens) {
      const answer = await initiate({ authorization: `Bearer ${token}` });
      expect(answer.statusCode, token).toBe(401);
    }
  });

  it('without the scope is refused with 403 that names it', async () => {
    const answer = await withToken({ scope: 'scan:read import:write' });
    expect(answer.statusCode).toBe(403);
    expect(answer.headers['www-authenticate']).toContain('scope="scan:write"');
  });

  it('is asked for before the body is read', async () => {
    const answer = await room.app.inject({
      method: 'POST',
      url: '/scan/initiate',
      headers: { 'content-type': 'application/json' },
      payload: '{broken',
    });
    expect(answer.statusCode).toBe(401);
    expect(answer.headers['www-authenticate']).toBe('Bearer realm="viral-scan"');
  });

  it('never appears in the log', async () => {
    const token = await room.issuer.token(ids);
    await initiate({ authorization: `Bearer ${token}` });
    await initiate({ authorization: `Bearer ${token}x` });
    const log = room.logLines.join('\n');
    expect(log).not.toContain(token.split('.')[2]);
    expect(log).not.toContain(ids.userId);
  });
});

describe('a service key', () => {
  const key = `vsk_${randomBytes(32).toString('base64url')}`;
  beforeAll(async () => {
    await room.database.store.identity.createServiceKey({
      tenantId: ids.tenantId,
      name: 'orchestrator',
      secretHash: hashServiceKey(key),
      scopes: ['scan:write', 'scan:read'],
    });
  });

  it('acts for a user of its own tenant', async () => {
    const answer = await initiate({ 'x-service-key': key, 'x-on-behalf-of': ids.userId });
    expect(answer.statusCode, answer.body).toBe(202);
    const token = await room.issuer.token(ids);
    const status = await room.app.inject({
      url: answer.json().links.status,
      headers: { authorization: `Bearer ${token}` },
    });
    expect(status.statusCode).toBe(200);
  });

  it('is limited to its scopes', async () => {
    const answer = await room.app.inject({
      method: 'POST',
      url: '/collections',
      headers: { 'x-service-key': key, 'x-on-behalf-of': ids.userId },
      payload: { accounts: body.accounts },
    });
    expect(answer.statusCode).toBe(403);
  });

  it('that is unknown, malformed or sent beside a token is refused with 401', async () => {
    const other = `vsk_${randomBytes(32).toString('base64url')}`;
    const onBehalf = { 'x-on-behalf-of': ids.userId };
    const token = await room.issuer.token(ids);
    for (const headers of [
      { 'x-service-key': other },
      { 'x-service-key': 'vsk_short' },
      { 'x-service-key': '' },
      { 'x-service-key': key, authorization: `Bearer ${token}` },
    ]) {
      expect((await initiate({ ...onBehalf, ...headers })).statusCode).toBe(401);
    }
  });

  it('must say for which user it acts', async () => {
    for (const user of [{}, { 'x-on-behalf-of': 'alice' }]) {
      const answer = await initiate({ 'x-service-key': key, ...user });
      expect(answer.statusCode).toBe(400);
      expect(answer.json().errors[0].field).toBe('X-On-Behalf-Of');
    }
  });
});
