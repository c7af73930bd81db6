import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import type { Principal } from '@viral-scan/contracts';
import { accessTokens, handInTokens } from '@viral-scan/scan';
import { scriptedOAuth, type TestDatabase, testDatabase } from '@viral-scan/testing';
import { createVault, parseMasterKeys } from '@viral-scan/vault';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { RefreshOrder, RefreshReply, RefreshRequest } from './refresh-process.ts';

const masterKeys = `1:${Buffer.alloc(32, 3).toString('base64')}`;
const program = fileURLToPath(new URL('refresh-process.ts', import.meta.url));

/** A platform whose refresh tokens work once; the second use of one kills the grant. */
interface TokenServer {
  readonly server: Server;
  readonly url: string;
  calls: number;
  live: string | null;
  /** Answers when it resolves. */
  pause: () => Promise<unknown>;
}

async function tokenServer(): Promise<TokenServer> {
  const server = createServer(async (request, response) => {
    const given = await text(request);
    state.calls += 1;
    await state.pause();
    if (given !== state.live) {
      state.live = null;
      return response.writeHead(400).end();
    }
    state.live = `refresh-${state.calls}`;
    return response.end(JSON.stringify({ access: `access-${state.calls}`, refresh: state.live }));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  const pause = () => new Promise((resolve) => setTimeout(resolve, 100));
  const url = `http://127.0.0.1:${port}/`;
  const state: TokenServer = { server, url, calls: 0, live: 'refresh-0', pause };
  return state;
}

describe('one rotating refresh token', () => {
  let database: TestDatabase;
  let platform: TokenServer;
  let who: Principal;
  const children: ChildProcess[] = [];
  beforeAll(async () => {
    database = await testDatabase();
  });
  afterAll(() => database.drop());

  beforeEach(async () => {
    platform = await tokenServer();
    const { identity, connections, ownProfiles, subjectKeys, authorizations } = database.store;
    const caller = { tenantId: crypto.randomUUID(), userId: crypto.randomUUID(), scopes: [] };
    who = await identity.principalOf(caller);
    const login = scriptedOAuth({ lifetimeMs: 5_000 });
    const vault = createVault({ masterKeys: parseMasterKeys(masterKeys), subjectKeys });
    await handInTokens(
      {
        connections,
        ownProfiles,
        authorizations,
        vault,
        oauth: new Map([[login.kind, login]]),
        publicUrl: '',
        returnOrigins: new Set(),
        randomBytes: () => Buffer.alloc(0),
        newId: () => crypto.randomUUID(),
        realNow: () => new Date(),
      },
      who,
      'youtube:UC-mine',
      {
        access_token: login.hand('UC-mine').accessToken,
        refresh_token: 'refresh-0',
        expires_at: new Date(Date.now() + 5_000).toISOString(),
        scopes: login.scopes.slice(),
      },
    );
  });
  afterEach(async () => {
    for (const child of children.splice(0)) child.kill('SIGKILL');
    platform.server.closeAllConnections();
    await new Promise((resolve) => platform.server.close(resolve));
  });

  async function start(workers: number): Promise<ChildProcess> {
    const order: RefreshOrder = {
      databaseUrl: database.url,
      masterKeys,
      tokenUrl: platform.url,
      subject: { tenantId: who.tenantId, subjectId: who.subjectId },
      ref: 'youtube:UC-mine',
      workers,
    };
    const child = fork(program, [JSON.stringify(order)], {
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    children.push(child);
    await once(child, 'message');
    return child;
  }
  async function ask(child: ChildProcess, request: RefreshRequest): Promise<RefreshReply> {
    const reply = once(child, 'message');
    child.send(request);
    const [tokens] = await reply;
    return tokens;
  }

  it('is sent once by 20 workers in 4 processes who need it at once, and all go on', async () => {
    const processes = await Promise.all([5, 5, 5, 5].map(start));
    const all = async (request: RefreshRequest) =>
      (await Promise.all(processes.map((child) => ask(child, request)))).flat();
    expect(await all('token')).toEqual(Array.from({ length: 20 }, () => 'access-1'));
    expect(platform.calls).toBe(1);
    expect(await all('renew')).toEqual(Array.from({ length: 20 }, () => 'access-2'));
    expect(platform.calls).toBe(2);

    // The grant dies: it is asked for once more by one of them, and by nobody after.
    platform.live = null;
    const dead = Array.from({ length: 20 }, () => 'reauthorization_required');
    expect(await all('renew')).toEqual(dead);
    expect(platform.calls).toBe(3);
    expect(await all('token')).toEqual(dead);
    expect(platform.calls).toBe(3);
  });

  it('is let go by a process that is killed while it asks', async () => {
    const [first, second] = await Promise.all([start(1), start(1)]);
    let asked = (): void => undefined;
    const arrived = new Promise<void>((resolve) => {
      asked = resolve;
    });
    platform.pause = () => {
      asked();
      return new Promise(() => undefined);
    };
    first.send('token');
    await arrived;
    platform.pause = async () => undefined;
    const waiting = ask(second, 'token');
    first.kill('SIGKILL');
    expect(await waiting).toEqual(['access-2']);
    expect(platform.calls).toBe(2);
  });

  it('does not keep the pool from others, though many accounts are renewed at once', async () => {
    const { connections, identity, ownProfiles, subjectKeys } = database.store;
    const login = scriptedOAuth({ lifetimeMs: 5_000 });
    // A vault that forgets its keys asks the same pool while renewals hold connections of it.
    const vault = createVault({
      masterKeys: parseMasterKeys(masterKeys),
      subjectKeys,
      cache: { ttlMs: 0 },
    });
    const shared = {
      connections,
      ownProfiles,
      vault,
      oauth: new Map([[login.kind, login]]),
      authorizations: database.store.authorizations,
      publicUrl: '',
      returnOrigins: new Set<string>(),
      randomBytes: () => Buffer.alloc(0),
      newId: () => crypto.randomUUID(),
      realNow: () => new Date(),
    };
    const tokens = accessTokens(shared);
    login.before = () => new Promise((resolve) => setTimeout(resolve, 5));
    const renewed = await Promise.all(
      Array.from({ length: 16 }, async (_, index) => {
        const caller = { tenantId: crypto.randomUUID(), userId: crypto.randomUUID(), scopes: [] };
        const somebody = await identity.principalOf(caller);
        const ref = `youtube:UC-${index}`;
        const { accessToken, refreshToken } = login.hand(`UC-${index}`);
        await handInTokens(shared, somebody, ref, {
          access_token: accessToken,
          refresh_token: refreshToken ?? '',
          expires_at: new Date(Date.now() + 2_000).toISOString(),
        });
        const grant = await tokens.grantOf(somebody, ref);
        return grant?.token(new AbortController().signal);
      }),
    );
    expect(renewed.every((token) => token !== undefined && login.isLive(token))).toBe(true);
    expect(login.calls.filter((call) => call === 'refresh')).toHaveLength(16);
  });
});
