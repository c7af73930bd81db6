import {
  type Connection,
  ReauthorizationRequired,
  UpstreamRefused,
  UpstreamUnavailable,
} from '@viral-scan/contracts';
import { type AccessTokens, accessTokens, type OwnGrant } from '@viral-scan/scan';
import { beforeEach, describe, expect, it } from 'vitest';
import { type ConnectRoom, connectRoom } from './connect-room.ts';

const ref = 'youtube:UC-mine';
const { signal } = new AbortController();

let room: ConnectRoom;
let tokens: AccessTokens;
let monotonicMs: number;

async function enter(script: Parameters<typeof connectRoom>[0] = {}): Promise<void> {
  room = await connectRoom(script);
  monotonicMs = 0;
  tokens = accessTokens({ ...room.deps, nowMs: () => monotonicMs });
  await room.connected('UC-mine');
  room.youtube.calls.length = 0;
}
beforeEach(() => enter());

async function grant(from: AccessTokens = tokens): Promise<OwnGrant> {
  const found = await from.grantOf(room.who, ref);
  if (found === null) throw new Error('there is no grant');
  return found;
}
async function stored(): Promise<Connection> {
  const found = await room.store.connections.find(room.who, ref);
  if (found === null) throw new Error('there is no connection');
  return found;
}

describe('the grant of an account', () => {
  it('is there for a connected account of this user alone', async () => {
    expect(await grant()).toMatchObject({ kind: 'youtube', missingScopes: [] });
    const stranger = await room.somebody({ tenantId: room.who.tenantId });
    expect(await tokens.grantOf(stranger, ref)).toBeNull();
    expect(await tokens.grantOf(room.who, 'youtube:UC-other')).toBeNull();
    await room.store.connections.disconnect(room.who, ref);
    expect(await tokens.grantOf(room.who, ref)).toBeNull();
  });

  it('is not there when its platform is no longer configured', async () => {
    const none = accessTokens({ ...room.deps, oauth: new Map() });
    expect(await none.grantOf(room.who, ref)).toBeNull();
  });

  it('gives the token that is stored, asking nobody, while it lives a minute or more', async () => {
    const token = await (await grant()).token(signal);
    expect(room.youtube.isLive(token)).toBe(true);
    room.wait(3_600_000 - 61_000);
    expect(await (await grant()).token(signal)).toBe(token);
    expect(room.youtube.calls).toEqual([]);
    room.wait(2_000);
    expect(await (await grant()).token(signal)).not.toBe(token);
    expect(room.youtube.calls).toEqual(['refresh']);
  });

  it('uses a new token that lives less than a minute for half of its life', async () => {
    await enter({ lifetimeMs: 10_000 });
    const own = await grant();
    const first = await own.token(signal);
    expect(await own.token(signal)).toBe(first);
    room.wait(4_900);
    expect(await own.token(signal)).toBe(first);
    room.wait(200);
    expect(await own.token(signal)).not.toBe(first);
    expect(room.youtube.calls).toEqual(['refresh', 'refresh']);
  });

  it('keeps the refresh token where the platform gives no other', async () => {
    await enter({ rotates: false });
    const own = await grant();
    for (let round = 1; round <= 3; round += 1) {
      room.wait(3_600_000);
      expect(room.youtube.isLive(await own.token(signal))).toBe(true);
      expect(room.youtube.calls).toHaveLength(round);
    }
  });

  it('stores the newest refresh token, so that another process goes on with it', async () => {
    for (let round = 1; round <= 3; round += 1) {
      room.wait(3_600_000);
      const other = accessTokens({ ...room.deps });
      expect(room.youtube.isLive(await (await grant(other)).token(signal))).toBe(true);
    }
    expect(room.youtube.calls).toEqual(['refresh', 'refresh', 'refresh']);
  });
});

describe('a token that its platform wants renewed long before its end', () => {
  const hourMs = 3_600_000;
  const ahead = (own: ConnectRoom): AccessTokens =>
    accessTokens({
      ...own.deps,
      oauth: new Map([['youtube', { ...own.youtube, renewAheadMs: 10 * hourMs }]]),
      nowMs: () => monotonicMs,
    });
  beforeEach(async () => {
    await enter({ lifetimeMs: 60 * hourMs });
    tokens = ahead(room);
  });

  it('is renewed then, and not before', async () => {
    const token = await (await grant()).token(signal);
    room.wait(50 * hourMs - 1_000);
    expect(await (await grant()).token(signal)).toBe(token);
    expect(room.youtube.calls).toEqual([]);
    room.wait(2_000);
    expect(await (await grant()).token(signal)).not.toBe(token);
    expect(room.youtube.calls).toEqual(['refresh']);
  });

  it('is used on while its platform is away, which is asked once an hour', async () => {
    const token = await (await grant()).token(signal);
    room.youtube.before = () => {
      throw new UpstreamUnavailable('away');
    };
    room.wait(50 * hourMs);
    const own = await grant();
    for (const one of [own, own, await grant()]) expect(await one.token(signal)).toBe(token);
    expect(room.youtube.calls).toEqual(['refresh']);
    monotonicMs += hourMs;
    expect(await own.token(signal)).toBe(token);
    expect(room.youtube.calls).toEqual(['refresh', 'refresh']);
    room.wait(10 * hourMs - 60_000);
    await expect(own.token(signal)).rejects.toThrow('away');
  });

  it('is renewed once the platform is back', async () => {
    const token = await (await grant()).token(signal);
    room.youtube.before = () => {
      throw new UpstreamUnavailable('away');
    };
    room.wait(50 * hourMs);
    const own = await grant();
    expect(await own.token(signal)).toBe(token);
    room.youtube.before = () => undefined;
    monotonicMs += hourMs;
    const renewed = await own.token(signal);
    expect(renewed).not.toBe(token);
    expect(await own.token(signal)).toBe(renewed);
  });

  it('is not used on when the platform says that the grant is gone', async () => {
    const own = await grant();
    await own.token(signal);
    room.youtube.removeConsents();
    room.wait(50 * hourMs);
    await expect(own.token(signal)).rejects.toThrow(ReauthorizationRequired);
    expect(await stored()).toMatchObject({ state: 'reauthorization_required' });
  });

  it('that cannot be renewed is used until its end, and is dead then', async () => {
    tokens = accessTokens({
      ...room.deps,
      oauth: new Map([
        ['youtube', { ...room.youtube, renewAheadMs: 10 * hourMs, refreshesItself: true }],
      ]),
      nowMs: () => monotonicMs,
    });
    const own = await grant();
    const token = await own.token(signal);
    room.youtube.before = () => {
      throw new UpstreamRefused('private profiles cannot be extended');
    };
    room.wait(55 * hourMs);
    expect(await own.token(signal)).toBe(token);
    room.wait(6 * hourMs);
    await expect(own.token(signal)).rejects.toThrow(ReauthorizationRequired);
    expect(await stored()).toMatchObject({ state: 'reauthorization_required' });
  });

  it('whose successors all live shorter than that is renewed once an hour ahead of time', async () => {
    await enter({ lifetimeMs: 5 * hourMs });
    tokens = ahead(room);
    for (let job = 0; job < 5; job += 1) await (await grant()).token(signal);
    expect(room.youtube.calls).toEqual(['refresh']);
  });
});

describe('a token that the platform refuses', () => {
  it('is renewed once for all who ask', async () => {
    const other = accessTokens({ ...room.deps });
    const owns = await Promise.all([grant(), grant(), grant(other), grant(other)]);
    const refused = await owns[0]?.token(signal);
    const renewed = await Promise.all(owns.map((own) => own.renew(refused ?? '', signal)));
    expect(new Set(renewed).size).toBe(1);
    expect(renewed[0]).not.toBe(refused);
    expect(room.youtube.calls).toEqual(['refresh']);
  });

  it('is renewed by one transaction of the process', async () => {
    let transactions = 0;
    const { connections } = room.deps;
    const renew: typeof connections.renew = (...call) => {
      transactions += 1;
      return connections.renew(...call);
    };
    const counted = accessTokens({ ...room.deps, connections: { ...connections, renew } });
    const owns = await Promise.all(Array.from({ length: 8 }, () => grant(counted)));
    room.wait(3_600_000);
    await Promise.all(owns.map((own) => own.token(signal)));
    expect(transactions).toBe(1);
  });

  it('is not renewed when a newer one is there', async () => {
    const own = await grant();
    const old = await own.token(signal);
    const newer = await own.renew(old, signal);
    expect(await own.renew(old, signal)).toBe(newer);
    expect(room.youtube.calls).toEqual(['refresh']);
  });

  it('can be renewed again when the new one is refused too', async () => {
    const own = await grant();
    const second = await own.renew(await own.token(signal), signal);
    const third = await own.renew(second, signal);
    expect(new Set([second, third]).size).toBe(2);
    expect(room.youtube.calls).toEqual(['refresh', 'refresh']);
  });
});

describe('a dead grant', () => {
  it('is marked with its reason, and nobody asks the platform again', async () => {
    const [first, second] = [await grant(), await grant(accessTokens({ ...room.deps }))];
    await Promise.all([first.token(signal), second.token(signal)]);
    room.youtube.removeConsents();
    room.wait(3_600_000);
    const why = new ReauthorizationRequired(
      'the account has to be connected again: the platform says that the grant is gone',
    );
    await expect(first.token(signal)).rejects.toThrow(why);
    expect(room.youtube.calls).toEqual(['refresh']);
    expect(await stored()).toMatchObject({
      state: 'reauthorization_required',
      reason: 'the platform says that the grant is gone',
      tokens: null,
    });
    for (const own of [first, second, await grant(), await grant(accessTokens({ ...room.deps }))]) {
      await expect(own.token(signal)).rejects.toThrow(why);
      await expect(own.renew('any', signal)).rejects.toThrow(why);
    }
    expect(room.youtube.calls).toEqual(['refresh']);
  });

  it('works again after the account was connected again', async () => {
    const own = await grant();
    room.youtube.removeConsents();
    room.wait(3_600_000);
    await expect(own.token(signal)).rejects.toThrow(ReauthorizationRequired);
    await room.connected('UC-mine');
    expect(room.youtube.isLive(await own.token(signal))).toBe(true);
  });

  it('is one without a refresh token once its access token has ended', async () => {
    const handed = room.youtube.hand('UC-mine');
    const connection = await stored();
    await room.store.connections.save(room.who, {
      ...connection,
      expiresAt: handed.expiresAt,
      tokens: {
        accessToken: connection.tokens?.accessToken ?? Buffer.alloc(0),
        refreshToken: null,
      },
    });
    const own = await grant();
    await own.token(signal);
    room.wait(3_600_000);
    await expect(own.token(signal)).rejects.toThrow('gave none to renew it with');
    expect(await stored()).toMatchObject({ state: 'reauthorization_required' });
    expect(room.youtube.calls).toEqual([]);
  });

  it('is one whose refresh token has ended, without asking', async () => {
    const connection = await stored();
    const { tokens: kept, expiresAt } = connection;
    if (kept === null || expiresAt === null) throw new Error('no tokens');
    const refreshExpiresAt = new Date(room.deps.realNow().getTime() + 3_600_000);
    const ending = { ...connection, tokens: kept, expiresAt, refreshExpiresAt };
    await room.store.connections.save(room.who, ending);
    room.wait(3_600_001);
    await expect((await grant()).token(signal)).rejects.toThrow('the grant has ended');
    expect(room.youtube.calls).toEqual([]);
  });

  it('is one that no longer covers what is needed', async () => {
    const refresh = room.youtube.refresh;
    room.youtube.refresh = async (...call) => ({
      ...(await refresh(...call)),
      scopes: ['profile'],
    });
    room.wait(3_600_000);
    await expect((await grant()).token(signal)).rejects.toThrow('no longer covers posts');
  });

  it('is what a caller gives up, as long as the tokens are those it saw', async () => {
    const [own, late] = [await grant(), await grant()];
    await late.token(signal);
    await own.renew(await own.token(signal), signal);
    await late.giveUp('refused twice');
    expect(await stored()).toMatchObject({ state: 'active' });
    await own.giveUp('refused twice');
    expect(await stored()).toMatchObject({
      state: 'reauthorization_required',
      reason: 'refused twice',
    });
    await expect(own.token(signal)).rejects.toThrow(ReauthorizationRequired);
  });
});

describe('a platform that is away', () => {
  it('changes nothing, and is asked again by the next who needs a token', async () => {
    const away = new UpstreamUnavailable('away');
    room.youtube.before = () => {
      throw away;
    };
    const before = await stored();
    room.wait(3_600_000);
    const own = await grant();
    await expect(own.token(signal)).rejects.toBe(away);
    expect(await stored()).toEqual(before);
    room.youtube.before = () => undefined;
    expect(room.youtube.isLive(await own.token(signal))).toBe(true);
  });

  it('is not waited for longer than the deadline', async () => {
    room.youtube.before = () => new Promise(() => undefined);
    room.wait(3_600_000);
    const own = await grant(accessTokens({ ...room.deps, deadlineMs: 20 }));
    await expect(own.token(signal)).rejects.toThrow(
      new UpstreamUnavailable('no new token came within 20 ms'),
    );
  });

  it('is not waited for by a caller who goes, while the others wait on', async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    room.youtube.before = () => promise;
    room.wait(3_600_000);
    const leaving = new AbortController();
    const [own, other] = [await grant(), await grant()];
    const left = own.token(leaving.signal);
    const staying = other.token(signal);
    const gone = new Error('the worker ends');
    leaving.abort(gone);
    await expect(left).rejects.toBe(gone);
    resolve();
    expect(room.youtube.isLive(await staying)).toBe(true);
    expect(room.youtube.calls).toEqual(['refresh']);
  });
});

describe('an account that is disconnected while it is read', () => {
  it('is noticed within five seconds', async () => {
    const own = await grant();
    const token = await own.token(signal);
    await room.store.connections.disconnect(room.who, ref);
    expect(await own.token(signal)).toBe(token);
    monotonicMs += 5_000;
    await expect(own.token(signal)).rejects.toThrow('the account is not connected any more');
    expect(room.youtube.calls).toEqual([]);
  });
});

describe('sealed tokens', () => {
  it('do not open in the row of another connection, nor in the other column: its user is asked to connect again', async () => {
    await room.connected('UC-other');
    const [mine, other] = [
      await stored(),
      await room.store.connections.find(room.who, 'youtube:UC-other'),
    ];
    if (mine.tokens === null || mine.expiresAt === null || other?.tokens == null) {
      throw new Error('no tokens');
    }
    const { expiresAt, tokens: own } = mine;
    const swaps = [
      other.tokens,
      { accessToken: own.refreshToken ?? Buffer.alloc(0), refreshToken: own.accessToken },
    ];
    for (const swapped of swaps) {
      await room.store.connections.save(room.who, { ...mine, expiresAt, tokens: swapped });
      const opened = (await grant()).token(signal);
      await expect(opened).rejects.toBeInstanceOf(ReauthorizationRequired);
      await expect(opened).rejects.toMatchObject({ cause: { code: 'seal_broken' } });
      expect(await stored()).toMatchObject({
        state: 'reauthorization_required',
        reason: 'the stored tokens can no longer be read',
      });
    }
  });

  it('that cannot be renewed since the refresh token does not open end the grant, too', async () => {
    const mine = await stored();
    if (mine.tokens === null || mine.expiresAt === null) throw new Error('no tokens');
    const { expiresAt, tokens: own } = mine;
    const tokens = { ...own, refreshToken: own.accessToken };
    await room.store.connections.save(room.who, { ...mine, expiresAt, tokens });
    room.wait(3_600_000);
    await expect((await grant()).token(signal)).rejects.toBeInstanceOf(ReauthorizationRequired);
    expect(room.youtube.calls).toEqual([]);
    expect(await stored()).toMatchObject({ state: 'reauthorization_required' });
  });
});
