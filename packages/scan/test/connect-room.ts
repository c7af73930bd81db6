import { randomBytes } from 'node:crypto';
import type { GrantKind, OAuth, Principal } from '@viral-scan/contracts';
import {
  beginConnection,
  type ConnectDeps,
  type FinishedConnection,
  finishConnection,
  type PlatformReturn,
} from '@viral-scan/scan';
import { inMemorySubjectKeys, type ScriptedOAuth, scriptedOAuth } from '@viral-scan/testing';
import { createVault, parseMasterKeys } from '@viral-scan/vault';
import { type ScanRoom, scanRoom } from './scan-room.ts';

export const appOrigin = 'https://app.example';

/** A user who wants to connect accounts; two platforms' logins are scripted. */
export interface ConnectRoom extends ScanRoom {
  readonly youtube: ScriptedOAuth;
  readonly tiktok: ScriptedOAuth;
  readonly deps: ConnectDeps;
  /** Moves real time on. */
  wait(ms: number): void;
  /** Sends a user to YouTube; answers the state that went along. */
  begun(wish?: {
    readonly kind?: GrantKind;
    readonly who?: Principal;
    readonly returnTo?: string;
  }): Promise<string>;
  finish(answer: Partial<PlatformReturn>): Promise<FinishedConnection>;
  /** Connects YouTube's `externalId`, all the way. */
  connected(externalId: string, who?: Principal): Promise<void>;
}

export async function connectRoom(
  script: {
    readonly issuer?: string;
    readonly requiresIssuer?: boolean;
    readonly lifetimeMs?: number;
    readonly rotates?: boolean;
  } = {},
): Promise<ConnectRoom> {
  const scan = await scanRoom();
  let aheadMs = 0;
  const realNow = () => new Date(Date.now() + aheadMs);
  const youtube = scriptedOAuth({ ...script, realNow });
  const tiktok = scriptedOAuth({
    kind: 'tiktok-accounts',
    platform: 'tiktok',
    usesPkce: false,
    realNow,
  });
  const deps: ConnectDeps = {
    connections: scan.store.connections,
    authorizations: scan.store.authorizations,
    ownProfiles: scan.store.ownProfiles,
    vault: createVault({
      masterKeys: parseMasterKeys(`1:${Buffer.alloc(32, 7).toString('base64')}`),
      subjectKeys: inMemorySubjectKeys(),
    }),
    oauth: new Map<GrantKind, OAuth>([
      ['youtube', youtube],
      ['tiktok-accounts', tiktok],
    ]),
    publicUrl: 'https://api.example',
    returnOrigins: new Set([appOrigin]),
    randomBytes,
    newId: () => crypto.randomUUID(),
    realNow,
  };
  const room: ConnectRoom = {
    ...scan,
    youtube,
    tiktok,
    deps,
    wait: (ms) => {
      aheadMs += ms;
    },
    async begun({ kind = 'youtube', who = scan.who, returnTo } = {}) {
      const wish = { returnTo: returnTo ?? null, bindBrowser: false };
      const { authorizationUrl } = await beginConnection(deps, who, kind, wish);
      return authorizationUrl.searchParams.get('state') ?? '';
    },
    finish: (answer) =>
      finishConnection(deps, {
        platform: 'youtube',
        state: null,
        code: null,
        error: null,
        iss: null,
        browserNonce: null,
        ...answer,
      }),
    async connected(externalId, who = scan.who) {
      const state = await room.begun({ who });
      const finished = await room.finish({ state, code: youtube.consent(externalId) });
      if (finished.outcome !== 'connected') throw new Error(`not connected: ${finished.reason}`);
    },
  };
  return room;
}
