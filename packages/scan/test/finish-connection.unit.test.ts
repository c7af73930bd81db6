import {
  AccountNotFound,
  type DomainError,
  InvalidInput,
  UpstreamContractBroken,
  UpstreamRefused,
  UpstreamUnavailable,
} from '@viral-scan/contracts';
import { beginConnection, type PlatformReturn } from '@viral-scan/scan';
import { beforeEach, describe, expect, it } from 'vitest';
import { appOrigin, type ConnectRoom, connectRoom } from './connect-room.ts';

let room: ConnectRoom;
beforeEach(async () => {
  room = await connectRoom();
});

const connections = () => room.store.connections.list(room.who);
const refused = (reason: string) => ({ outcome: 'refused', reason });

describe('coming back from a platform', () => {
  it('connects the account, which scans then take as own', async () => {
    const state = await room.begun({ returnTo: `${appOrigin}/done` });
    const code = room.youtube.consent('UC-mine');
    expect(await room.finish({ state, code })).toEqual({
      outcome: 'connected',
      ref: 'youtube:UC-mine',
      kind: 'youtube',
      missingScopes: [],
      returnTo: `${appOrigin}/done`,
    });
    expect(await connections()).toEqual([
      expect.objectContaining({ state: 'active', kind: 'youtube', externalId: 'UC-mine' }),
    ]);
    expect(await room.store.scans.ownAccounts(room.who)).toEqual(['youtube:UC-mine']);
  });

  it('keeps tokens sealed', async () => {
    await room.connected('UC-mine');
    const [connection] = await connections();
    const { accessToken, refreshToken } = connection?.tokens ?? {};
    for (const sealed of [accessToken, refreshToken]) {
      expect(Buffer.from(sealed ?? []).toString('latin1')).not.toContain('canary');
      expect(sealed?.length).toBeGreaterThan(40);
    }
  });

  it('gives back the grant of somebody who has been erased meanwhile', async () => {
    const state = await room.begun({ returnTo: `${appOrigin}/done` });
    await room.store.erasures.begin(room.who, {
      code: 'a code',
      origin: 'request',
      account: null,
      requestedAt: new Date(),
    });
    const code = room.youtube.consent('UC-mine');
    expect(await room.finish({ state, code })).toMatchObject({
      ...refused('being_erased'),
      returnTo: `${appOrigin}/done`,
    });
    expect(room.youtube.calls).toEqual(['exchange', 'identify', 'revoke']);
    expect(await connections()).toEqual([]);
  });

  it('connects the user the state was made for, whoever else is there', async () => {
    const other = await room.somebody({ tenantId: room.who.tenantId });
    const state = await room.begun({ who: other });
    await room.finish({ state, code: room.youtube.consent('UC-theirs') });
    expect(await connections()).toEqual([]);
    expect(await room.store.connections.list(other)).toHaveLength(1);
  });

  it('connects the same account again with new tokens, active again', async () => {
    await room.connected('UC-mine');
    const [first] = await connections();
    if (first === undefined) throw new Error('not connected');
    await room.store.connections.refuse(room.who, first, 'gone');
    await room.connected('UC-mine');
    const [second, ...rest] = await connections();
    expect(rest).toEqual([]);
    expect(second).toMatchObject({ state: 'active', connectionId: first.connectionId });
    expect(second?.tokens).not.toEqual(first.tokens);
  });

  it('connects once though two come back for the same account at once', async () => {
    const [first, second] = [await room.begun(), await room.begun()];
    // Both look for a connection before either has saved one.
    const { find } = room.deps.connections;
    const { promise: bothLooked, resolve } = Promise.withResolvers<void>();
    let looks = 0;
    const deps = room.deps.connections as { find: typeof find };
    deps.find = async (...args) => {
      const found = await find(...args);
      looks += 1;
      if (looks === 2) resolve();
      await bothLooked;
      return found;
    };
    const answers = await Promise.all(
      [first, second].map((state) => room.finish({ state, code: room.youtube.consent('UC-mine') })),
    );
    expect(answers.map(({ outcome }) => outcome)).toEqual(['connected', 'connected']);
    const [connection, ...others] = await connections();
    expect(others).toEqual([]);
    const opened = room.deps.vault.open(
      room.who,
      {
        table: 'identity.connections',
        column: 'access_token_sealed',
        row: connection?.connectionId ?? '',
      },
      connection?.tokens?.accessToken ?? Buffer.alloc(0),
    );
    expect(await opened).toMatch(/^canary-access/);
  });

  it('names the scopes that were left out but are not needed', async () => {
    const state = await room.begun();
    const code = room.youtube.consent('UC-mine', ['profile', 'posts', 'more than asked']);
    expect(await room.finish({ state, code })).toMatchObject({ missingScopes: ['insights'] });
    expect(await connections()).toEqual([
      expect.objectContaining({
        missingScopes: ['insights'],
        scopes: ['profile', 'posts', 'more than asked'],
      }),
    ]);
  });

  it('refuses a grant that lacks what is needed, names it and gives it back', async () => {
    const state = await room.begun();
    const code = room.youtube.consent('UC-mine', ['insights']);
    expect(await room.finish({ state, code })).toMatchObject({
      ...refused('missing_scopes'),
      missingScopes: ['profile', 'posts'],
    });
    expect(room.youtube.calls).toEqual(['exchange', 'revoke']);
    expect(await connections()).toEqual([]);
    expect(await room.store.scans.ownAccounts(room.who)).toEqual([]);
  });
});

describe('a state', () => {
  it('is good once', async () => {
    const state = await room.begun();
    await room.finish({ state, code: room.youtube.consent('UC-mine') });
    const replayed = await room.finish({ state, code: room.youtube.consent('UC-evil') });
    expect(replayed).toMatchObject(refused('unknown_state'));
    expect(room.youtube.calls).toEqual(['exchange', 'identify']);
  });

  it('is spent by an answer that is refused, too', async () => {
    const state = await room.begun();
    await room.finish({ state, error: 'access_denied' });
    const code = room.youtube.consent('UC-mine');
    expect(await room.finish({ state, code })).toMatchObject(refused('unknown_state'));
  });

  it('is good for ten minutes', async () => {
    const [early, late] = [await room.begun(), await room.begun({ returnTo: appOrigin })];
    room.wait(599_000);
    const code = room.youtube.consent('UC-mine');
    expect(await room.finish({ state: early, code })).toMatchObject({ outcome: 'connected' });
    room.wait(2_000);
    const answer = await room.finish({ state: late, code: room.youtube.consent('UC-mine') });
    expect(answer).toMatchObject({ ...refused('expired'), returnTo: `${appOrigin}/` });
  });

  it('of one platform is none of another, and its code goes nowhere', async () => {
    const state = await room.begun({ kind: 'tiktok-accounts' });
    const answer = await room.finish({ platform: 'youtube', state, code: 'canary-code-1' });
    expect(answer).toMatchObject(refused('wrong_platform'));
    expect([...room.youtube.calls, ...room.tiktok.calls]).toEqual([]);
  });

  it.each([null, '', 'x', 'x'.repeat(43), '🤷'.repeat(43), 'x'.repeat(10_000)])(
    'that is none of ours is refused: %j',
    async (state) => {
      expect(await room.finish({ state, code: 'canary-code-1' })).toMatchObject({
        ...refused('unknown_state'),
        returnTo: null,
      });
    },
  );

  it('that was bound to a browser is good in this one only', async () => {
    const code = () => room.youtube.consent('UC-mine');
    const bound = async () => {
      const wish = { returnTo: null, bindBrowser: true };
      const begun = await beginConnection(room.deps, room.who, 'youtube', wish);
      return {
        state: begun.authorizationUrl.searchParams.get('state'),
        nonce: begun.browser?.nonce ?? '',
      };
    };
    const [first, second, third] = [await bound(), await bound(), await bound()];
    for (const browserNonce of [null, '', second.nonce, first.nonce.slice(1)]) {
      const { state } = await bound();
      expect(await room.finish({ state, code: code(), browserNonce })).toMatchObject(
        refused('wrong_browser'),
      );
    }
    expect(room.youtube.calls).toEqual([]);
    const answer = await room.finish({
      state: third.state,
      code: code(),
      browserNonce: third.nonce,
    });
    expect(answer).toMatchObject({ outcome: 'connected' });
  });
});

describe('a platform that names itself', () => {
  const issuer = 'https://accounts.example';
  beforeEach(async () => {
    room = await connectRoom({ issuer });
  });

  it.each([null, '', 'https://evil.example', `${issuer}/`, issuer.toUpperCase()])(
    'must do so with the code: %j does not',
    async (iss) => {
      const state = await room.begun();
      const code = room.youtube.consent('UC-mine');
      expect(await room.finish({ state, code, iss })).toMatchObject(refused('wrong_issuer'));
      expect(room.youtube.calls).toEqual([]);
    },
  );

  it('may leave it out where it is not known to do so always, but may not be another', async () => {
    room = await connectRoom({ issuer, requiresIssuer: false });
    const answered = async (iss: string | null) => {
      const [state, code] = [await room.begun(), room.youtube.consent('UC-mine')];
      return room.finish({ state, code, iss });
    };
    expect(await answered('https://evil.example')).toMatchObject(refused('wrong_issuer'));
    expect(await answered(null)).toMatchObject({ outcome: 'connected' });
  });

  it('is believed', async () => {
    const state = await room.begun();
    const code = room.youtube.consent('UC-mine');
    expect(await room.finish({ state, code, iss: issuer })).toMatchObject({ outcome: 'connected' });
  });
});

it('a platform that never names itself has no answer that names another', async () => {
  const state = await room.begun();
  const code = room.youtube.consent('UC-mine');
  const answer = await room.finish({ state, code, iss: 'https://evil.example' });
  expect(answer).toMatchObject(refused('wrong_issuer'));
});

describe('an answer that is no code', () => {
  it.each<[Partial<PlatformReturn>, string]>([
    [{ error: 'access_denied' }, 'denied'],
    [{ error: 'access_denied', code: 'canary-code-1' }, 'denied'],
    [{ error: 'server_error' }, 'platform_refused'],
    [{ error: '<script>alert(1)</script>' }, 'platform_refused'],
    [{ error: '' }, 'platform_refused'],
    [{}, 'bad_answer'],
    [{ code: '' }, 'bad_answer'],
  ])('%j ends as %s', async (answer, reason) => {
    const state = await room.begun();
    room.youtube.consent('UC-mine');
    const finished = await room.finish({ state, ...answer });
    expect(finished).toMatchObject(refused(reason));
    expect(room.youtube.calls).toEqual([]);
  });

  it.each<[string, DomainError, string, string[]]>([
    ['exchange', new InvalidInput('code', 'used'), 'code_rejected', []],
    ['exchange', new UpstreamUnavailable('away'), 'platform_unavailable', []],
    ['exchange', new UpstreamRefused('no such client'), 'platform_refused', []],
    ['identify', new UpstreamContractBroken('HTML'), 'platform_refused', []],
    ['identify', new UpstreamUnavailable('away'), 'platform_unavailable', []],
    ['identify', new AccountNotFound('no channel'), 'no_account', ['revoke']],
  ])(
    '%s that fails with %s ends as %s, and nothing is stored',
    async (call, error, reason, then) => {
      const state = await room.begun();
      room.youtube.before = (made) => {
        if (made === call) throw error;
      };
      const finished = await room.finish({ state, code: room.youtube.consent('UC-mine') });
      expect(finished).toMatchObject({ ...refused(reason), cause: error });
      const before = call === 'exchange' ? ['exchange'] : ['exchange', 'identify'];
      expect(room.youtube.calls).toEqual([...before, ...then]);
      expect(await connections()).toEqual([]);
    },
  );

  it('passes on what is our own fault', async () => {
    const state = await room.begun();
    const failure = new TypeError('a bug');
    room.youtube.before = () => {
      throw failure;
    };
    const code = room.youtube.consent('UC-mine');
    await expect(room.finish({ state, code })).rejects.toBe(failure);
  });
});
