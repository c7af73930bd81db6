import type { Connection, Connector, GrantKind } from '@viral-scan/contracts';
import type { OwnGrant } from '@viral-scan/scan';
import { expect, it } from 'vitest';
import { createConnectors } from '../src/connectors.ts';
import { ownAccounts } from '../src/own-accounts.ts';

const subject = { tenantId: 'a tenant', subjectId: 'a subject' };
const connection = (known: Partial<Connection>): Connection => ({
  connectionId: 'a connection',
  generation: 1,
  platform: 'threads',
  externalId: '1',
  kind: 'threads',
  state: 'active',
  reason: null,
  tokens: null,
  expiresAt: null,
  refreshExpiresAt: null,
  scopes: [],
  missingScopes: [],
  aliases: [],
  connectedAt: new Date(0),
  ...known,
});
const { own, others } = createConnectors(
  {
    YOUTUBE_BASE_URL: 'https://youtube.invalid/v3',
    YOUTUBE_ANALYTICS_BASE_URL: 'https://analytics.invalid/v2',
    YOUTUBE_API_KEY: undefined,
    TIKTOK_ACCOUNTS_BASE_URL: 'https://accounts.invalid/v1.3',
    TIKTOK_DISPLAY_BASE_URL: 'https://display.invalid',
    GRAPH_VERSION: 'v25.0',
    INSTAGRAM_BASE_URL: 'https://instagram.invalid',
    FACEBOOK_BASE_URL: 'https://facebook.invalid',
    THREADS_BASE_URL: 'https://threads.invalid',
  },
  {
    paced: { http: () => Promise.reject(new Error('nothing may be called')), isOurs: () => false },
    pace: { penalize: async () => undefined },
    now: () => new Date(0),
    onError: () => undefined,
  },
);
const grantOf = (ref: string, kind: GrantKind): OwnGrant => ({
  kind,
  scopes: [],
  missingScopes: [],
  token: async () => `token of ${ref}`,
  renew: async () => 'another token',
  giveUp: async () => undefined,
});

function accountsOf(known: readonly Connection[]) {
  const asked: string[] = [];
  const accounts = ownAccounts({
    connectors: { own, others },
    connections: { list: async () => known },
    tokens: {
      grantOf: async (_subject, ref) => {
        asked.push(ref);
        return grantOf(ref, ref.startsWith('threads:') ? 'threads' : 'youtube');
      },
    },
  });
  return { accounts, asked };
}

it('accounts of others are read with the first own grant on their platform that works', async () => {
  const { accounts, asked } = accountsOf([
    connection({ platform: 'youtube', externalId: 'UC1', kind: 'youtube' }),
    connection({ externalId: '1', state: 'disconnected' }),
    connection({ externalId: '2', state: 'reauthorization_required' }),
    connection({ externalId: '3' }),
    connection({ externalId: '4' }),
  ]);
  const access = await accounts.accessToOthers(subject, 'threads');
  expect(asked).toEqual(['threads:3']);
  expect(access?.connector satisfies Connector | undefined).toMatchObject({ access: 'public' });
  expect(await access?.token(new AbortController().signal)).toBe('token of threads:3');
  expect((await accounts.accessTo(subject, 'threads:3'))?.connector).toMatchObject({
    access: 'own',
  });
});

it('nobody looks at others on a platform that does not show them, or without a grant', async () => {
  const youtube = accountsOf([
    connection({ platform: 'youtube', externalId: 'UC1', kind: 'youtube' }),
  ]);
  expect(await youtube.accounts.accessToOthers(subject, 'youtube')).toBeNull();
  expect(await youtube.accounts.accessToOthers(subject, 'threads')).toBeNull();
  expect(youtube.asked).toEqual([]);
});
