import { type ScriptedOAuth, scriptedOAuth } from '@viral-scan/testing';
import { type ApiRoom, apiRoom } from './api-room.ts';

export const accountScopes = 'account:read account:write scan:read scan:write';
export const issuer = 'https://accounts.example';

type Headers = Readonly<Record<string, string>>;

export interface ConnectingRoom extends ApiRoom {
  readonly youtube: ScriptedOAuth;
  readonly tiktok: ScriptedOAuth;
  /** Headers of a new user who may connect accounts. */
  user(): Promise<Headers>;
  get(url: string, headers?: Headers): ReturnType<typeof answer>;
  /** Begins a flow without a browser; answers its state. */
  begun(headers: Headers, query?: string): Promise<string>;
  /** Begins a flow in a browser. */
  begunInBrowser(headers: Headers, query?: string): Promise<{ state: string; cookie: string }>;
  /** Connects YouTube's `externalId`, all the way. */
  connected(headers: Headers, externalId: string): Promise<void>;
}

/** The API over its database, with the logins of YouTube and TikTok scripted. */
export async function connectingRoom(): Promise<ConnectingRoom> {
  const youtube = scriptedOAuth({ issuer });
  const tiktok = scriptedOAuth({ kind: 'tiktok-accounts', platform: 'tiktok', usesPkce: false });
  const api = await apiRoom({}, [youtube, tiktok]);
  const stateIn = (address: string): string => new URL(address).searchParams.get('state') ?? '';
  const room: ConnectingRoom = {
    ...api,
    youtube,
    tiktok,
    user: () => api.newcomer(accountScopes),
    get: (url, headers) => answer(api, url, headers),
    async begun(headers, query = '') {
      const begun = await room.get(`/connect/youtube${query}`, headers);
      if (begun.statusCode !== 200) throw new Error(`not begun: ${begun.body}`);
      return stateIn(begun.json<{ authorization_url: string }>().authorization_url);
    },
    async begunInBrowser(headers, query = '') {
      const begun = await room.get(`/connect/youtube${query}`, { ...headers, accept: 'text/html' });
      return {
        state: stateIn(begun.headers.location?.toString() ?? ''),
        cookie: begun.headers['set-cookie']?.toString().split(';')[0] ?? '',
      };
    },
    async connected(headers, externalId) {
      const state = await room.begun(headers);
      const finished = await room.get(callback({ state, code: youtube.consent(externalId) }));
      if (finished.statusCode !== 200) throw new Error(`not connected: ${finished.body}`);
    },
  };
  return room;
}

const answer = ({ app }: ApiRoom, url: string, headers: Headers = {}) =>
  app.inject({ url, headers });

/** Where YouTube sends a browser back to; names itself. */
export const callback = (query: Readonly<Record<string, string>>, platform = 'youtube'): string =>
  `/connect/${platform}/callback?${new URLSearchParams({ iss: issuer, ...query })}`;
