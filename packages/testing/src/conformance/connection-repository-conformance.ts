import {
  type Connection,
  type NewConnection,
  type Principal,
  type Renewal,
  UpstreamUnavailable,
} from '@viral-scan/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { profile } from '../builders/post.ts';
import { type OpenStore, type StoreUnderTest, somebody } from './store-under-test.ts';

const ref = 'tiktok:open-1';
const hour = 3_600_000;
const at = (ms: number) => new Date(Date.parse('2026-06-01T12:00:00Z') + ms);
const bytes = (text: string) => Buffer.from(text);

const newConnection = (known: Partial<NewConnection> = {}): NewConnection => ({
  connectionId: crypto.randomUUID(),
  platform: 'tiktok',
  externalId: 'open-1',
  kind: 'tiktok-accounts',
  scopes: ['user.info.basic', 'video.list'],
  missingScopes: ['comment.list'],
  tokens: { accessToken: bytes('access 0'), refreshToken: bytes('refresh 0') },
  expiresAt: at(hour),
  refreshExpiresAt: at(24 * hour),
  aliases: [],
  connectedAt: at(0),
  ...known,
});

const renewal = (n: number): Extract<Renewal, { outcome: 'renewed' }> => ({
  outcome: 'renewed',
  tokens: { accessToken: bytes(`access ${n}`), refreshToken: bytes(`refresh ${n}`) },
  expiresAt: at((n + 1) * hour),
  refreshExpiresAt: null,
  scopes: ['video.list'],
  missingScopes: [],
});

/** Buffers and other byte arrays compare by their text. */
const tokensOf = (connection: Connection | null) =>
  connection?.tokens && {
    access: Buffer.from(connection.tokens.accessToken).toString(),
    refresh:
      connection.tokens.refreshToken && Buffer.from(connection.tokens.refreshToken).toString(),
  };

/** Registers what every ConnectionRepository, AuthorizationRepository and OwnProfileRepository promise. */
export function connectionRepositoryConformance(name: string, open: OpenStore): void {
  describe(`${name} keeps connections`, () => {
    let store: StoreUnderTest;
    beforeAll(async () => {
      store = await open();
    });
    afterAll(() => store.close());

    async function connected(who: Principal, known: Partial<NewConnection> = {}) {
      const connection = await store.connections.save(who, newConnection(known));
      if (connection === null) throw new Error('was not saved');
      return connection;
    }

    it('gives a connection back as it was saved', async () => {
      const who = await somebody(store);
      const saved = newConnection();
      const { tokens, ...rest } = saved;
      const connection = await connected(who, saved);
      expect(connection).toMatchObject({ ...rest, state: 'active', reason: null });
      expect(tokensOf(connection)).toEqual({ access: 'access 0', refresh: 'refresh 0' });
      expect(await store.connections.find(who, ref)).toEqual(connection);
      expect(await store.connections.list(who)).toEqual([connection]);
      expect(await store.connections.find(who, 'tiktok:open-2')).toBeNull();
      expect(await store.connections.find(who, 'youtube:open-1')).toBeNull();
    });

    it('lists connections by ref', async () => {
      const who = await somebody(store);
      for (const externalId of ['b', 'C', 'a']) await connected(who, { externalId });
      await connected(who, { platform: 'youtube', kind: 'youtube', externalId: 'a' });
      const refs = (await store.connections.list(who)).map(
        ({ platform, externalId }) => `${platform}:${externalId}`,
      );
      expect(refs).toEqual(['tiktok:C', 'tiktok:a', 'tiktok:b', 'youtube:a']);
    });

    it('replaces tokens and kind when an account is connected again, and makes it active', async () => {
      const who = await somebody(store);
      const first = await connected(who);
      await store.connections.refuse(who, first, 'the grant is gone');
      const again = newConnection({
        connectionId: first.connectionId,
        kind: 'tiktok-display',
        tokens: { accessToken: bytes('access 9'), refreshToken: null },
        refreshExpiresAt: null,
        connectedAt: at(5),
      });
      const second = await store.connections.save(who, again);
      expect(second).toMatchObject({
        state: 'active',
        reason: null,
        kind: 'tiktok-display',
        connectedAt: at(5),
        refreshExpiresAt: null,
      });
      expect(tokensOf(second)).toEqual({ access: 'access 9', refresh: null });
      expect(second?.generation).toBeGreaterThan(first.generation + 1);
      expect(await store.connections.list(who)).toEqual([second]);
    });

    it('does not overwrite a connection that goes by another id', async () => {
      const who = await somebody(store);
      const first = await connected(who);
      expect(await store.connections.save(who, newConnection())).toBeNull();
      expect(await store.connections.find(who, ref)).toEqual(first);
    });

    it('renews tokens and raises the generation', async () => {
      const who = await somebody(store);
      const first = await connected(who);
      const seen: Connection[] = [];
      const second = await store.connections.renew(who, first, async (locked) => {
        seen.push(locked);
        return renewal(1);
      });
      expect(seen).toEqual([first]);
      expect(second).toMatchObject({
        state: 'active',
        expiresAt: at(2 * hour),
        refreshExpiresAt: null,
        scopes: ['video.list'],
        missingScopes: [],
        connectedAt: first.connectedAt,
      });
      expect(tokensOf(second)).toEqual({ access: 'access 1', refresh: 'refresh 1' });
      expect(second?.generation).toBeGreaterThan(first.generation);
      expect(await store.connections.find(who, ref)).toEqual(second);
    });

    it('lets one of many renew, and answers the others what it brought', async () => {
      const who = await somebody(store);
      const first = await connected(who);
      let calls = 0;
      const all = await Promise.all(
        Array.from({ length: 12 }, () =>
          store.connections.renew(who, first, async () => {
            calls += 1;
            await new Promise((resolve) => setTimeout(resolve, 20));
            return renewal(calls);
          }),
        ),
      );
      expect(calls).toBe(1);
      expect(new Set(all.map((one) => tokensOf(one)?.access))).toEqual(new Set(['access 1']));
    });

    it('renews nothing that has moved on, is not active, or is not there', async () => {
      const who = await somebody(store);
      const first = await connected(who);
      const never = async (): Promise<Renewal> => {
        throw new Error('asked the platform');
      };
      const second = await store.connections.renew(who, first, async () => renewal(1));
      expect(await store.connections.renew(who, first, never)).toEqual(second);
      const gone = await store.connections.disconnect(who, ref);
      if (gone === null) throw new Error('was not there');
      expect(await store.connections.renew(who, gone, never)).toEqual(gone);
      const nobody = { connectionId: crypto.randomUUID(), generation: 0 };
      expect(await store.connections.renew(who, nobody, never)).toBeNull();
    });

    it('changes nothing when a renewal fails, and lets the next one try', async () => {
      const who = await somebody(store);
      const first = await connected(who);
      const failure = new UpstreamUnavailable('away');
      await expect(store.connections.renew(who, first, () => Promise.reject(failure))).rejects.toBe(
        failure,
      );
      expect(await store.connections.find(who, ref)).toEqual(first);
      const second = await store.connections.renew(who, first, async () => renewal(1));
      expect(tokensOf(second)).toEqual({ access: 'access 1', refresh: 'refresh 1' });
    });

    it('destroys the tokens of a dead grant, and says why it is dead', async () => {
      const who = await somebody(store);
      const first = await connected(who);
      const dead = await store.connections.renew(who, first, async () => ({
        outcome: 'dead',
        reason: 'the grant was revoked',
      }));
      expect(dead).toMatchObject({
        state: 'reauthorization_required',
        reason: 'the grant was revoked',
        tokens: null,
        expiresAt: null,
        refreshExpiresAt: null,
      });
      expect(dead?.generation).toBeGreaterThan(first.generation);
      expect(await store.connections.find(who, ref)).toEqual(dead);
    });

    it('refuses a connection only as it was seen', async () => {
      const who = await somebody(store);
      const first = await connected(who);
      const second = await store.connections.renew(who, first, async () => renewal(1));
      if (second === null) throw new Error('was not renewed');
      await store.connections.refuse(who, first, 'too late');
      expect(await store.connections.find(who, ref)).toEqual(second);
      await store.connections.refuse(who, second, 'a scope is missing');
      const refused = await store.connections.find(who, ref);
      expect(refused).toMatchObject({
        state: 'reauthorization_required',
        reason: 'a scope is missing',
      });
      expect(tokensOf(refused)).toEqual({ access: 'access 1', refresh: 'refresh 1' });
    });

    it('tells once of a grant that has ended, whoever notices and how often', async () => {
      const who = await somebody(store);
      const first = await connected(who);
      const refusals = ['a scope is missing', 'the same again'].map((reason) =>
        store.connections.refuse(who, first, reason),
      );
      await Promise.all(refusals);
      const again = await connected(who, { connectionId: first.connectionId });
      const dead = async (): Promise<Renewal> => ({ outcome: 'dead', reason: 'revoked' });
      await store.connections.renew(who, again, dead);
      await store.connections.refuse(who, again, 'too late');
      const events = await store.accountEventsOf(who);
      expect(events.map(({ type, subject }) => [type, subject])).toEqual([
        ['viral.account.reauthorization_required', ref],
        ['viral.account.reauthorization_required', ref],
      ]);
      expect(events[1]?.data).toEqual({ account_id: ref, platform: 'tiktok', reason: 'revoked' });
    });

    it('disconnects with its tokens, whose end comes after', async () => {
      const who = await somebody(store);
      const first = await connected(who);
      expect(await store.connections.disconnect(who, 'tiktok:other')).toBeNull();
      const gone = await store.connections.disconnect(who, ref);
      if (gone === null) throw new Error('was not there');
      expect(gone).toMatchObject({ state: 'disconnected', reason: null });
      expect(gone.generation).toBeGreaterThan(first.generation);
      expect(tokensOf(gone)).toEqual({ access: 'access 0', refresh: 'refresh 0' });
      expect(await store.connections.disconnect(who, ref)).toEqual(gone);

      await store.connections.destroyTokens(who, first, null);
      await store.connections.noteUnrevoked(who, first, 'too late');
      expect(await store.connections.find(who, ref)).toEqual(gone);
      await store.connections.noteUnrevoked(who, gone, 'away');
      expect(await store.connections.find(who, ref)).toEqual({ ...gone, reason: 'away' });
      await store.connections.destroyTokens(who, gone, 'the platform was not asked');
      const ended = await store.connections.find(who, ref);
      expect(ended).toMatchObject({
        state: 'disconnected',
        reason: 'the platform was not asked',
        tokens: null,
        expiresAt: null,
      });
      expect(await store.connections.disconnect(who, ref)).toEqual(ended);
    });

    it('destroys no tokens of an account that was connected again', async () => {
      const who = await somebody(store);
      const first = await connected(who);
      const gone = await store.connections.disconnect(who, ref);
      if (gone === null) throw new Error('was not there');
      const again = await connected(who, { connectionId: first.connectionId });
      await store.connections.destroyTokens(who, gone, null);
      expect(await store.connections.find(who, ref)).toEqual(again);
    });

    it('disconnects after a renewal that is under way, with what it brought', async () => {
      if (!store.isConcurrent) return;
      const who = await somebody(store);
      const first = await connected(who);
      const { promise: asked, resolve: ask } = Promise.withResolvers<void>();
      const { promise: answered, resolve: answer } = Promise.withResolvers<void>();
      const renewing = store.connections.renew(who, first, async () => {
        ask();
        await answered;
        return renewal(1);
      });
      await asked;
      const disconnecting = store.connections.disconnect(who, ref);
      answer();
      await renewing;
      expect(tokensOf(await disconnecting)).toEqual({ access: 'access 1', refresh: 'refresh 1' });
      expect(await store.connections.find(who, ref)).toMatchObject({ state: 'disconnected' });
    });

    it('shows and changes nothing of another user or tenant', async () => {
      const owner = await somebody(store);
      const connection = await connected(owner);
      for (const stranger of [
        await somebody(store, owner.tenantId),
        await somebody(store),
        { ...owner, tenantId: crypto.randomUUID() },
      ]) {
        expect(await store.connections.find(stranger, ref)).toBeNull();
        expect(await store.connections.list(stranger)).toEqual([]);
        expect(await store.connections.disconnect(stranger, ref)).toBeNull();
        expect(
          await store.connections.renew(stranger, connection, async () => renewal(1)),
        ).toBeNull();
        await store.connections.refuse(stranger, connection, 'mine now');
        await store.connections.destroyTokens(stranger, connection, null);
        expect(await store.connections.find(owner, ref)).toEqual(connection);
      }
    });
  });

  describe(`${name} keeps authorizations`, () => {
    let store: StoreUnderTest;
    beforeAll(async () => {
      store = await open();
    });
    afterAll(() => store.close());

    const hex = () => crypto.randomUUID().replaceAll('-', '').repeat(2);

    it('gives each back once, expired or not, as it was kept', async () => {
      const { tenantId, userId, subjectId } = await somebody(store);
      const whose = { tenantId, userId, subjectId };
      const full = {
        ...whose,
        stateHash: hex(),
        kind: 'tiktok-display',
        codeVerifier: bytes('verifier'),
        redirectUri: 'https://api.example/connect/tiktok/callback',
        returnTo: 'https://app.example/done?x=1',
        browserHash: hex(),
        expiresAt: new Date(Date.now() + 600_000),
      } as const;
      const bare = {
        ...full,
        stateHash: hex(),
        codeVerifier: null,
        returnTo: null,
        browserHash: null,
        expiresAt: new Date(Date.now() - 60_000),
      };
      for (const authorization of [full, bare]) {
        await store.authorizations.keep(authorization);
        expect(await store.authorizations.take(hex())).toBeNull();
        expect(await store.authorizations.take(authorization.stateHash)).toEqual(authorization);
        expect(await store.authorizations.take(authorization.stateHash)).toBeNull();
      }
    });

    async function kept(expiresInMs: number): Promise<string> {
      const { tenantId, userId, subjectId } = await somebody(store);
      const stateHash = hex();
      await store.authorizations.keep({
        tenantId,
        userId,
        subjectId,
        stateHash,
        kind: 'youtube',
        codeVerifier: null,
        redirectUri: 'https://api.example/connect/youtube/callback',
        returnTo: null,
        browserHash: null,
        expiresAt: new Date(Date.now() + expiresInMs),
      });
      return stateHash;
    }

    it('sweeps those that nobody came back for within an hour, as others begin', async () => {
      const [old, late] = [await kept(-2 * hour), await kept(-hour / 2)];
      await kept(hour);
      expect(await store.authorizations.take(old)).toBeNull();
      expect(await store.authorizations.take(late)).not.toBeNull();
    });

    it('gives it to one of several who ask at once', async () => {
      const stateHash = await kept(600_000);
      const taken = await Promise.all(
        Array.from({ length: 8 }, () => store.authorizations.take(stateHash)),
      );
      expect(taken.filter((one) => one !== null)).toHaveLength(1);
    });
  });

  describe(`${name} keeps own profiles`, () => {
    let store: StoreUnderTest;
    beforeAll(async () => {
      store = await open();
    });
    afterAll(() => store.close());

    it('makes an account own, so that scans take it, and may do so twice', async () => {
      const who = await somebody(store);
      const mine = profile({ externalId: 'UC-mine', name: 'Mine', handle: '@mine' });
      await store.ownProfiles.keep(who, mine);
      await store.ownProfiles.keep(who, { ...mine, name: null, handle: '@renamed' });
      expect(await store.ownProfiles.list(who)).toEqual([
        { ref: 'youtube:UC-mine', name: 'Mine', handle: '@renamed' },
      ]);
      expect(await store.scans.ownAccounts(who)).toEqual(['youtube:UC-mine']);
      expect(await store.ownProfiles.list(await somebody(store, who.tenantId))).toEqual([]);
    });
  });
}
