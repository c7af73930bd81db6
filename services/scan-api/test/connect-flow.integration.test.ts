import { randomUUID } from 'node:crypto';
import { scopes, UpstreamUnavailable } from '@viral-scan/contracts';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type ConnectingRoom, callback, connectingRoom } from './connecting-room.ts';

let room: ConnectingRoom;
beforeAll(async () => {
  room = await connectingRoom();
});
afterAll(() => room.close());
afterEach(() => {
  room.youtube.calls.length = 0;
  room.youtube.before = () => undefined;
});

const accounts = async (headers: Record<string, string>) =>
  (await room.get('/accounts', headers)).json<{ accounts: object[] }>().accounts;

describe('GET /connect/{platform}', () => {
  it('answers where to send the user, and until when', async () => {
    const begun = await room.get('/connect/youtube', await room.user());
    expect(begun.statusCode, begun.body).toBe(200);
    expect(begun.headers['set-cookie']).toBeUndefined();
    const body = begun.json<{ authorization_url: string; expires_at: string }>();
    const address = new URL(body.authorization_url);
    expect(address.origin).toBe('https://youtube.example');
    expect(address.searchParams.get('state')).toMatch(/^[\w-]{43}$/);
    expect(address.searchParams.get('redirect_uri')).toBe(
      'https://api.example/connect/youtube/callback',
    );
    expect(Date.parse(body.expires_at) - Date.now()).toBeGreaterThan(590_000);
  });

  it('redirects a browser, and binds it by a cookie that scripts and other sites do not get', async () => {
    const headers = { ...(await room.user()), accept: 'text/html,application/xhtml+xml' };
    const begun = await room.get('/connect/youtube', headers);
    expect(begun.statusCode).toBe(302);
    expect(begun.headers.location).toMatch(/^https:\/\/youtube\.example\//);
    expect(begun.headers['set-cookie']).toMatch(
      /^viral_scan_connect_[0-9a-f]{16}=[\w-]{43}; Max-Age=600; Path=\/connect\/; HttpOnly; SameSite=Lax; Secure$/,
    );
    expect(begun.headers['referrer-policy']).toBe('no-referrer');
  });

  it.each<[string, number, string]>([
    ['/connect/myspace', 400, 'platform'],
    ['/connect/file', 400, 'platform'],
    ['/connect/youtube?kind=tiktok-display', 400, 'kind'],
    ['/connect/youtube?kind=youtube&kind=youtube', 400, 'kind'],
    ['/connect/youtube?return_to=https://evil.example/', 400, 'return_to'],
    ['/connect/youtube?return_to=//app.example/', 400, 'return_to'],
    ['/connect/youtube?return_to=https://app.example%40evil.example/', 400, 'return_to'],
    ['/connect/youtube?return_to=https://app.example.evil.example/', 400, 'return_to'],
    ['/connect/youtube?return_to=https://evil.example%5c@app.example/', 400, 'return_to'],
    ['/connect/youtube?return_to=javascript:alert(1)', 400, 'return_to'],
    ['/connect/youtube?return_to=http://app.example/', 400, 'return_to'],
    ['/connect/youtube?return_to=', 400, 'return_to'],
    ['/connect/youtube?redirect_uri=https://evil.example', 400, 'redirect_uri'],
  ])('%s is %i and names %s', async (url, status, field) => {
    const refused = await room.get(url, await room.user());
    expect(refused.statusCode, refused.body).toBe(status);
    expect(refused.json().errors).toEqual([expect.objectContaining({ field })]);
  });

  it('says that a login is not configured', async () => {
    const refused = await room.get('/connect/tiktok?kind=tiktok-display', await room.user());
    expect(refused.statusCode).toBe(501);
    expect(refused.json().type).toBe('urn:viral-scan:problem:platform-not-configured');
  });

  it('needs account:write', async () => {
    const refused = await room.get('/connect/youtube', await room.newcomer('account:read'));
    expect(refused.statusCode).toBe(403);
    expect((await room.get('/connect/youtube')).statusCode).toBe(401);
  });
});

describe('the callback', () => {
  it('connects the account and says so on a page of fixed text', async () => {
    const headers = await room.user();
    const state = await room.begun(headers);
    const code = room.youtube.consent('UC-"><script>alert(1)</script>');
    const finished = await room.get(callback({ state, code, scope: '<b>' }));
    expect(finished.statusCode, finished.body).toBe(200);
    expect(finished.headers['content-type']).toBe('text/html; charset=utf-8');
    expect(finished.headers['content-security-policy']).toContain("default-src 'none'");
    expect(finished.headers['referrer-policy']).toBe('no-referrer');
    expect(finished.headers['cache-control']).toBe('no-store');
    expect(finished.body).toContain('Account connected');
    for (const part of ['script', state, code, 'UC-']) expect(finished.body).not.toContain(part);
    expect(await accounts(headers)).toHaveLength(1);
  });

  it('shows the account, which a scan then takes by itself', async () => {
    const headers = await room.user();
    await room.connected(headers, 'UC-mine');
    const [account] = await accounts(headers);
    expect(account).toEqual({
      id: 'youtube:UC-mine',
      platform: 'youtube',
      name: 'Name of UC-mine',
      handle: null,
      state: 'active',
      reason: null,
      kind: 'youtube',
      scopes: ['profile', 'posts', 'insights'],
      missing_scopes: [],
      connected_at: expect.stringMatching(/Z$/),
      expires_at: expect.stringMatching(/Z$/),
      reauthorize_url: null,
    });
    for (const id of ['youtube:UC-mine', 'youtube%3AUC-mine']) {
      expect((await room.get(`/accounts/${id}`, headers)).json()).toEqual(account);
    }
    const scan = await room.app.inject({
      method: 'POST',
      url: '/scan/initiate',
      headers,
      payload: { platforms: ['youtube'] },
    });
    expect(scan.statusCode, scan.body).toBe(202);
  });

  it('sends the browser back to where it was promised, told how it went', async () => {
    const headers = await room.user();
    const query = `?return_to=${encodeURIComponent('https://app.example/a?x=1&error=old#part')}`;
    const connected = await room.get(
      callback({
        state: await room.begun(headers, query),
        code: room.youtube.consent('UC-mine', ['profile', 'posts']),
      }),
    );
    expect(connected.statusCode).toBe(302);
    expect(connected.headers.location).toBe(
      'https://app.example/a?x=1&connected=youtube%3AUC-mine&missing_scopes=insights#part',
    );
    const denied = await room.get(
      callback({ state: await room.begun(headers, query), error: 'access_denied' }),
    );
    expect(denied.headers.location).toBe('https://app.example/a?x=1&error=denied#part');
    const state = await room.begun(headers, query);
    const lacking = await room.get(callback({ state, code: room.youtube.consent('UC', []) }));
    expect(lacking.headers.location).toBe(
      'https://app.example/a?x=1&error=missing_scopes&missing_scopes=profile+posts#part',
    );
    expect(lacking.headers['referrer-policy']).toBe('no-referrer');
  });

  it('ends as it was promised while the user is being erased', async () => {
    const userId = randomUUID();
    const token = await room.issuer.token({
      userId,
      tenantId: randomUUID(),
      scope: scopes.join(' '),
    });
    const headers = { authorization: `Bearer ${token}` };
    const shown = await room.begun(headers);
    const promised = await room.begun(headers, '?return_to=https://app.example/a');
    const erased = await room.app.inject({ method: 'DELETE', url: `/users/${userId}`, headers });
    expect(erased.statusCode, erased.body).toBe(202);
    const code = () => room.youtube.consent('UC-mine');
    const page = await room.get(callback({ state: shown, code: code() }));
    expect(page.statusCode).toBe(400);
    expect(page.headers['content-type']).toBe('text/html; charset=utf-8');
    expect(page.body).toContain('is being deleted');
    const back = await room.get(callback({ state: promised, code: code() }));
    expect(back.headers.location).toBe('https://app.example/a?error=being_erased');
    const calls = ['exchange', 'identify', 'revoke'];
    expect(room.youtube.calls).toEqual([...calls, ...calls]);
  });

  it('takes TikTok back at an address with a slash at its end, and by its own name for a code', async () => {
    const headers = await room.user();
    const begun = await room.get('/connect/tiktok', headers);
    const address = new URL(begun.json<{ authorization_url: string }>().authorization_url);
    const redirectUri = new URL(address.searchParams.get('redirect_uri') ?? '');
    expect(redirectUri.href).toBe('https://api.example/connect/tiktok/callback/');
    const query = new URLSearchParams({
      auth_code: room.tiktok.consent('open-1'),
      state: address.searchParams.get('state') ?? '',
    });
    const finished = await room.get(`${redirectUri.pathname}?${query}`);
    expect(finished.statusCode, finished.body).toBe(200);
    expect(await accounts(headers)).toEqual([
      expect.objectContaining({ id: 'tiktok:open-1', kind: 'tiktok-accounts' }),
    ]);
  });

  it('takes a bound flow back in its own browser alone', async () => {
    const headers = await room.user();
    const mine = await room.begunInBrowser(headers);
    const other = await room.begunInBrowser(headers);
    const nonce = other.cookie.split('=')[1];
    type Show = (own: string, name: string) => string | undefined;
    const wrong: readonly Show[] = [
      () => undefined,
      () => other.cookie,
      (_, name) => `${name}=`,
      (_, name) => `${name}=${nonce}`,
      (own) => `${own.slice(0, -1)}${own.endsWith('A') ? 'B' : 'A'}`,
      (own, name) => `${own}; ${name}=${nonce}`,
      (own) => `x-${own}`,
      (own) => own.replace('=', '%3D'),
    ];
    for (const show of wrong) {
      const { state, cookie: own } = await room.begunInBrowser(headers);
      const cookie = show(own, own.split('=')[0] ?? '');
      const code = room.youtube.consent('UC-evil');
      const refused = await room.get(
        callback({ state, code }),
        cookie === undefined ? {} : { cookie },
      );
      expect(refused.statusCode, show.toString()).toBe(400);
      expect(refused.body).toContain('another browser');
    }
    expect(await accounts(headers)).toEqual([]);
    const { state, cookie } = mine;
    const shown = { cookie: `theme=dark; ${other.cookie}; ${cookie}` };
    const code = room.youtube.consent('UC-mine');
    const finished = await room.get(callback({ state, code }), shown);
    expect(finished.statusCode).toBe(200);
    const name = cookie.split('=')[0];
    expect(finished.headers['set-cookie']).toMatch(new RegExp(`^${name}=; Max-Age=0; `));
  });

  it('does not let somebody else’s browser be connected to the one who sent the link', async () => {
    const [attacker, victim] = [await room.user(), await room.user()];
    const { state } = await room.begunInBrowser(attacker);
    const { cookie } = await room.begunInBrowser(victim);
    const code = room.youtube.consent('UC-victim');
    expect((await room.get(callback({ state, code }), { cookie })).statusCode).toBe(400);
    expect([...(await accounts(attacker)), ...(await accounts(victim))]).toEqual([]);
  });

  it('refuses a state that was used, has expired, or is of another platform', async () => {
    const headers = await room.user();
    const code = () => room.youtube.consent('UC-mine');
    const used = await room.begun(headers);
    await room.get(callback({ state: used, error: 'access_denied' }));
    const expired = await room.begun(headers);
    await room.database.pools.identity.query(
      'update identity.authorizations set expires_at = now()',
    );
    const other = await room.begun(headers);
    const answers = [
      [callback({ state: used, code: code() }), 'was used already'],
      [callback({ state: expired, code: code() }), 'longer than ten minutes'],
      [callback({ state: other, code: code() }, 'tiktok'), 'another platform'],
      [callback({ state: other, code: code() }), 'was used already'],
    ] as const;
    for (const [url, text] of answers) {
      const refused = await room.get(url);
      expect(refused.statusCode).toBe(400);
      expect(refused.body).toContain(text);
    }
    expect(room.youtube.calls).toEqual([]);
    expect(await accounts(headers)).toEqual([]);
  });

  it('is not spent by those who only look at links', async () => {
    const headers = await room.user();
    const url = callback({
      state: await room.begun(headers),
      code: room.youtube.consent('UC-mine'),
    });
    const looked = await room.app.inject({ method: 'HEAD', url });
    expect([looked.statusCode, looked.headers.allow]).toEqual([405, 'GET']);
    expect((await room.get(url)).statusCode).toBe(200);
  });

  it('refuses a code of another sender', async () => {
    const state = await room.begun(await room.user());
    const code = room.youtube.consent('UC-mine');
    const refused = await room.get(callback({ state, code, iss: 'https://evil.example' }));
    expect(refused.body).toContain('another sender');
    expect(room.youtube.calls).toEqual([]);
  });

  it.each<[string, string]>([
    ['', 'was used already'],
    ['state=STATE', 'another sender'],
    ['state=STATE&iss=ISS', 'cannot be read'],
    ['state=STATE&state=STATE&code=CODE', 'was used already'],
    ['state=STATE&iss=ISS&code=CODE&code=CODE', 'cannot be read'],
    ['state=STATE&iss=ISS&iss=ISS&code=CODE', 'another sender'],
    ['state=STATE&error=access_denied&error_description=<script>', 'did not allow'],
    ['state=STATE&error=access_denied&error=x', 'refused the connection'],
    ['state=STATE&error=%3Cscript%3Ealert(1)%3C/script%3E', 'refused the connection'],
    ['state=STATE&error=', 'refused the connection'],
    ['state=STATE&iss=ISS&code=nobody-gave-it', 'its code any more'],
    ['state=STATE&iss=ISS&code=CODE%00%0d%0aset-cookie:x', 'its code any more'],
    ['state[]=STATE&code[x]=CODE', 'was used already'],
    ['__proto__[state]=STATE&code=CODE', 'was used already'],
  ])('answers "?%s" with a page of fixed text', async (query, text) => {
    const state = await room.begun(await room.user());
    const code = room.youtube.consent('UC-mine');
    const iss = encodeURIComponent('https://accounts.example');
    const values = new Map([
      ['STATE', state],
      ['CODE', code],
      ['ISS', iss],
    ]);
    // At once: a random state may itself hold one of the words.
    const filled = query.replaceAll(/STATE|CODE|ISS/g, (word) => values.get(word) ?? word);
    const refused = await room.get(`/connect/youtube/callback?${filled}`);
    expect(refused.statusCode, refused.body).toBe(400);
    expect(refused.headers['content-type']).toBe('text/html; charset=utf-8');
    expect(refused.body).toContain(text);
    for (const part of ['script', 'alert', state, code, '%']) {
      expect(refused.body).not.toContain(part);
    }
  });

  it('says that a platform is away, and stores nothing', async () => {
    const headers = await room.user();
    const state = await room.begun(headers);
    room.youtube.before = () => {
      throw new UpstreamUnavailable('away');
    };
    const refused = await room.get(callback({ state, code: room.youtube.consent('UC-mine') }));
    expect(refused.statusCode).toBe(400);
    expect(refused.body).toContain('cannot be reached');
    expect(await accounts(headers)).toEqual([]);
  });
});
