import { afterAll, describe, expect, test } from 'vitest';
import { metaOf } from './meta.ts';
import { client, redirectUri } from './oauth.ts';
import { sandboxOf, world } from './sandbox.ts';

let realMs = Date.parse('2026-11-22T08:00:00Z');
const dayMs = 86_400_000;
const { app } = sandboxOf({ realNow: () => realMs });
afterAll(() => app.close());
const { authorize, code, exchange, get, token } = metaOf(app);
// An id that no double holds.
const own = world.threads.profiles.find(({ id }) => String(Number(id)) !== id);
if (own === undefined) throw new Error('the sample world has such a profile');
const me = (access_token: string) => get('/threads/v1.0/me', { access_token });

describe('the login', () => {
  const page = '/threads-www/oauth/authorize';
  const codes = '/threads/oauth/access_token';
  const long = (query: Record<string, string>) => get('/threads/access_token', query);
  const refresh = (query: Record<string, string>) => get('/threads/refresh_access_token', query);

  test('leads from a code to a short, a long and a refreshed token', async () => {
    const consent = await authorize(page, 'threads_basic,threads_manage_insights', {
      sandbox_account: own.id,
    });
    expect(consent.headers.location).toMatch(/^http:\/\/127\.0\.0\.1:8080\/\S+code=AQ[\w-]+#_$/);
    const given = code(consent);
    const first = await exchange(codes, { code: given });
    expect(first.body).toContain(`"user_id":${own.id}}`);
    const again = await exchange(codes, { code: given });
    expect([again.statusCode, again.json()]).toEqual([
      400,
      expect.objectContaining({ error_type: 'OAuthException', code: 400 }),
    ]);
    const asked = { client_secret: client.secret, access_token: first.json().access_token };
    const { body } = await long({ grant_type: 'th_exchange_token', ...asked });
    expect(body).toEqual({
      access_token: expect.stringMatching(/^THAA/),
      token_type: 'bearer',
      expires_in: 60 * 86_400,
    });
    const asLong = { grant_type: 'th_refresh_token', access_token: body.access_token };
    expect((await refresh(asLong)).body.error_message).toMatch(/24 hours/);
    realMs += dayMs;
    const next = (await refresh(asLong)).body.access_token;
    expect((await me(next)).body).toEqual({ id: own.id });
    realMs += 59 * dayMs;
    expect((await refresh(asLong)).body).toMatchObject({ code: 190, error_type: 'OAuthException' });
    expect((await me(next)).status).toBe(200);
  });

  test.each([
    ['another address', { redirect_uri: `${redirectUri}x` }],
    ['a wrong secret', { client_secret: 'guess' }],
    ['no code', { code: undefined }],
  ])('refuses %s, flat', async (_what, changes) => {
    const given = code(await authorize(page, 'threads_basic'));
    const answer = await exchange(codes, { code: given, ...changes });
    expect([answer.statusCode, answer.json().error_type]).toEqual([400, 'OAuthException']);
  });

  test('sits at the root of the host only, and wants the secret', async () => {
    const asked = { grant_type: 'th_exchange_token', access_token: await token('threads') };
    const below = await get('/threads/v1.0/access_token', asked);
    expect(below.body.error).toMatchObject({ code: 100, error_subcode: 33 });
    expect((await long({ ...asked, client_secret: 'guess' })).body.error_message).toMatch(/secret/);
    expect((await long(asked)).body.error_message).toMatch(/client_secret/);
  });
});
