import {
  AccessTokenRejected,
  AccountNotFound,
  DomainError,
  type HandInTokens,
  InvalidInput,
  NotFound,
  PlatformNotConfigured,
  ReauthorizationRequired,
  UpstreamRefused,
  UpstreamUnavailable,
} from '@viral-scan/contracts';
import {
  accessTokens,
  disconnectAccount,
  findOwnAccount,
  handInTokens,
  listOwnAccounts,
} from '@viral-scan/scan';
import { importedPost, importSummary } from '@viral-scan/testing';
import { beforeEach, describe, expect, it } from 'vitest';
import { type ConnectRoom, connectRoom } from './connect-room.ts';

const ref = 'youtube:UC-mine';
const { signal } = new AbortController();

/** As the vault's errors. */
class SealTrouble extends DomainError {
  readonly code: string;
  constructor(code: string) {
    super(code);
    this.code = code;
  }
}

let room: ConnectRoom;
beforeEach(async () => {
  room = await connectRoom();
});

const find = () => room.store.connections.find(room.who, ref);

/** Tokens of UC-mine as an integrator has them. */
function handed(known: Partial<HandInTokens> = {}): HandInTokens {
  const { accessToken, refreshToken, expiresAt } = room.youtube.hand('UC-mine');
  return {
    access_token: accessToken,
    refresh_token: refreshToken ?? '',
    expires_at: expiresAt.toISOString(),
    ...known,
  };
}
const handIn = (tokens: HandInTokens, id = ref) => handInTokens(room.deps, room.who, id, tokens);

describe('handing in tokens', () => {
  it('connects the account once the platform has said whose they are', async () => {
    const tokens = handed();
    expect(await handIn(tokens)).toMatchObject({
      state: 'active',
      kind: 'youtube',
      externalId: 'UC-mine',
      scopes: ['profile', 'posts', 'insights'],
      missingScopes: [],
    });
    expect(room.youtube.calls).toEqual(['identify']);
    expect(await room.store.scans.ownAccounts(room.who)).toEqual([ref]);
    const grant = await accessTokens(room.deps).grantOf(room.who, ref);
    expect(await grant?.token(signal)).toBe(tokens.access_token);
    room.wait(3_600_000);
    expect(room.youtube.isLive((await grant?.token(signal)) ?? '')).toBe(true);
  });

  it('takes an access token alone, and scopes that leave out what is not needed', async () => {
    const { refresh_token: _, ...tokens } = handed({ scopes: ['posts', 'profile'] });
    const connection = await handIn(tokens);
    expect(connection).toMatchObject({ missingScopes: ['insights'] });
    expect(connection.tokens?.refreshToken).toBeNull();
  });

  it('keeps the token of the account that a token leads to, where they differ', async () => {
    const { accessToken } = room.youtube.hand('UC-mine');
    room.youtube.accountToken = async (held, id) => (held === 'a user’s' ? accessToken : id);
    await handIn(handed({ access_token: 'a user’s' }));
    const grant = await accessTokens(room.deps).grantOf(room.who, ref);
    expect(await grant?.token(signal)).toBe(accessToken);
  });

  it('stores nothing unless the tokens are of this account', async () => {
    const other = room.youtube.hand('UC-other');
    await expect(handIn(handed({ access_token: other.accessToken }))).rejects.toThrow(
      new InvalidInput('access_token', 'is of another account than the address names'),
    );
    expect(await listOwnAccounts(room.deps, room.who)).toEqual([]);
  });

  it.each([new AccessTokenRejected('canary-access-x'), new AccountNotFound('none')])(
    'stores nothing when the platform refuses them: %s',
    async (error) => {
      room.youtube.before = () => {
        throw error;
      };
      await expect(handIn(handed())).rejects.toThrow(
        new InvalidInput('access_token', 'is refused by the platform'),
      );
      expect(await find()).toBeNull();
    },
  );

  it('stores nothing when the platform cannot say', async () => {
    const away = new UpstreamUnavailable('away');
    room.youtube.before = () => {
      throw away;
    };
    await expect(handIn(handed())).rejects.toBe(away);
    expect(await find()).toBeNull();
  });

  it.each<[string, Partial<HandInTokens>, string, string]>([
    ['scopes', { scopes: ['insights'] }, ref, 'must include profile, posts'],
    ['kind', { kind: 'tiktok-accounts' }, ref, 'is none of youtube'],
    ['id', {}, 'file:page_01', 'must be an account of youtube or tiktok'],
    ['id', {}, 'nonsense', 'must be an account of youtube or tiktok'],
  ])('names %s when it is wrong, and asks nobody', async (field, known, id, message) => {
    const refusal = handIn(handed(known), id);
    await expect(refusal).rejects.toThrow(InvalidInput);
    await expect(refusal).rejects.toMatchObject({
      field,
      message: expect.stringContaining(message),
    });
    expect(room.youtube.calls).toEqual([]);
  });

  it('renews a token that has ended, and keeps what it is given', async () => {
    const tokens = handed({ expires_at: '2020-01-01T00:00:00Z' });
    const connection = await handIn(tokens);
    expect(room.youtube.calls).toEqual(['refresh', 'identify']);
    expect(connection.expiresAt?.getTime()).toBeGreaterThan(Date.now());
    const grant = await accessTokens(room.deps).grantOf(room.who, ref);
    expect(await grant?.token(signal)).not.toBe(tokens.access_token);
    room.wait(3_600_000);
    expect(room.youtube.isLive((await grant?.token(signal)) ?? '')).toBe(true);
  });

  it('cannot renew a token that has ended without a refresh token, or with a dead one', async () => {
    const ended = { expires_at: '2020-01-01T00:00:00Z' };
    const { refresh_token: _, ...alone } = handed(ended);
    await expect(handIn(alone)).rejects.toMatchObject({ field: 'expires_at' });
    expect(room.youtube.calls).toEqual([]);
    room.youtube.before = () => {
      throw new ReauthorizationRequired('canary');
    };
    await expect(handIn(handed(ended))).rejects.toThrow(
      new InvalidInput('refresh_token', 'is refused by the platform'),
    );
    expect(await find()).toBeNull();
  });

  it('says that a platform is not configured', async () => {
    await expect(handIn(handed({ kind: 'tiktok-display' }), 'tiktok:open-1')).rejects.toThrow(
      PlatformNotConfigured,
    );
  });
});

describe('disconnecting', () => {
  const disconnect = (who = room.who) => disconnectAccount(room.deps, who, ref);

  it('revokes the grant and destroys its tokens; the account stays the user’s', async () => {
    const tokens = handed();
    await handIn(tokens);
    expect(await disconnect()).toEqual({ revoked: true, reason: null });
    expect(room.youtube.isLive(tokens.access_token)).toBe(false);
    expect(await find()).toMatchObject({ state: 'disconnected', tokens: null, reason: null });
    expect(await room.store.scans.ownAccounts(room.who)).toEqual([ref]);
    expect(await disconnect()).toEqual({ revoked: true, reason: null });
    expect(room.youtube.calls).toEqual(['identify', 'revoke']);
  });

  it('disconnects first, and can be repeated until the platform has taken the grant back', async () => {
    const tokens = handed();
    await handIn(tokens);
    const states: (string | undefined)[] = [];
    room.youtube.before = async () => {
      states.push((await find())?.state);
      throw new UpstreamUnavailable('the platform is away');
    };
    expect(await disconnect()).toEqual({ revoked: false, reason: 'the platform is away' });
    expect(states).toEqual(['disconnected']);
    expect(await find()).toMatchObject({ reason: 'the platform is away' });
    expect(await accessTokens(room.deps).grantOf(room.who, ref)).toBeNull();
    room.youtube.before = () => undefined;
    expect(await disconnect()).toEqual({ revoked: true, reason: null });
    expect(room.youtube.isLive(tokens.access_token)).toBe(false);
    expect(await find()).toMatchObject({ tokens: null });
  });

  it('destroys tokens also when the platform will never take them back, and says so again', async () => {
    await handIn(handed());
    room.youtube.before = () => {
      throw new UpstreamRefused('our application is blocked');
    };
    const answer = { revoked: false, reason: 'our application is blocked' };
    expect(await disconnect()).toEqual(answer);
    expect(await find()).toMatchObject({ tokens: null });
    expect(await disconnect()).toEqual(answer);
    expect(room.youtube.calls).toEqual(['identify', 'revoke']);
  });

  it('destroys tokens of a platform that is no longer configured', async () => {
    await handIn(handed());
    const deps = { ...room.deps, oauth: new Map() };
    expect(await disconnectAccount(deps, room.who, ref)).toMatchObject({
      revoked: false,
      reason: expect.stringContaining('no credentials for youtube'),
    });
    expect(await find()).toMatchObject({ tokens: null });
  });

  it('destroys tokens that cannot be opened any more, but not those that wait for a key', async () => {
    await handIn(handed());
    const vaultOf = (error: Error) => ({ ...room.deps.vault, open: () => Promise.reject(error) });
    const missing = new SealTrouble('master_key_missing');
    const waiting = { ...room.deps, vault: vaultOf(missing) };
    await expect(disconnectAccount(waiting, room.who, ref)).rejects.toBe(missing);
    expect((await find())?.tokens).not.toBeNull();
    const broken = { ...room.deps, vault: vaultOf(new SealTrouble('seal_broken')) };
    const answer = { revoked: false, reason: 'the tokens can no longer be read' };
    expect(await disconnectAccount(broken, room.who, ref)).toEqual(answer);
    expect(await find()).toMatchObject({ state: 'disconnected', tokens: null });
    expect(room.youtube.calls).toEqual(['identify']);
  });

  it('asks the platform nothing about a grant that was dead', async () => {
    await handIn(handed());
    room.youtube.removeConsents();
    room.wait(3_600_000);
    const grant = await accessTokens(room.deps).grantOf(room.who, ref);
    await expect(grant?.token(signal)).rejects.toThrow();
    expect(await disconnect()).toEqual({ revoked: true, reason: null });
    expect(room.youtube.calls).toEqual(['identify', 'refresh']);
  });

  it('finds nothing of another user', async () => {
    await handIn(handed());
    const stranger = await room.somebody({ tenantId: room.who.tenantId });
    await expect(disconnect(stranger)).rejects.toThrow(NotFound);
    expect(await find()).toMatchObject({ state: 'active' });
  });
});

describe('the accounts of a user', () => {
  it('are those that are connected, were, or were imported as own', async () => {
    await room.connected('UC-mine');
    await room.connected('UC-former');
    await disconnectAccount(room.deps, room.who, 'youtube:UC-former');
    const importId = crypto.randomUUID();
    const start = { importId, importedAt: room.clock.now() };
    const transaction = await room.store.imports.begin(room.who, start);
    await transaction.addPosts([importedPost('page', 'p1')]);
    await transaction.commit(importSummary(importId));

    const accounts = await listOwnAccounts(room.deps, room.who);
    expect(
      accounts.map(({ profile, connection }) => [profile.ref, profile.name, connection?.state]),
    ).toEqual([
      ['file:page', 'Page page', undefined],
      ['youtube:UC-former', 'Name of UC-former', 'disconnected'],
      ['youtube:UC-mine', 'Name of UC-mine', 'active'],
    ]);
    expect(await findOwnAccount(room.deps, room.who, ref)).toEqual(accounts[2]);
    const stranger = await room.somebody({ tenantId: room.who.tenantId });
    expect(await listOwnAccounts(room.deps, stranger)).toEqual([]);
    await expect(findOwnAccount(room.deps, stranger, ref)).rejects.toThrow(NotFound);
  });
});
