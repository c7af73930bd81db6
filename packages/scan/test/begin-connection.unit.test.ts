import { InvalidInput, PlatformNotConfigured } from '@viral-scan/contracts';
import { beginConnection } from '@viral-scan/scan';
import { beforeEach, describe, expect, it } from 'vitest';
import { appOrigin, type ConnectRoom, connectRoom } from './connect-room.ts';

let room: ConnectRoom;
beforeEach(async () => {
  room = await connectRoom();
});

describe('beginning a connection', () => {
  it('sends the user away with a state of 256 random bits, of which only the hash is kept', async () => {
    const kept: unknown[] = [];
    const { authorizations } = room.deps;
    const keep = (one: Parameters<typeof authorizations.keep>[0]) => {
      kept.push(one);
      return authorizations.keep(one);
    };
    const deps = { ...room.deps, authorizations: { ...authorizations, keep } };
    const wish = { returnTo: `${appOrigin}/done`, bindBrowser: true };
    const begun = await beginConnection(deps, room.who, 'youtube', wish);
    const state = begun.authorizationUrl.searchParams.get('state') ?? '';
    expect(state).toMatch(/^[A-Za-z0-9_-]{43}$/);
    const [asked] = room.youtube.asked;
    expect(asked?.codeVerifier).toMatch(/^[A-Za-z0-9_-]{43}$/);
    expect(asked?.redirectUri).toBe('https://api.example/connect/youtube/callback');
    const text = JSON.stringify(kept);
    for (const secret of [state, asked?.codeVerifier, begun.browser?.nonce]) {
      expect(text).not.toContain(secret);
    }
    expect(begun.expiresAt.getTime()).toBeCloseTo(room.deps.realNow().getTime() + 600_000, -4);
  });

  it('gives no verifier to a platform without PKCE, and its redirect URI the slash it wants', async () => {
    await room.begun({ kind: 'tiktok-accounts' });
    expect(room.tiktok.asked).toEqual([
      expect.objectContaining({
        codeVerifier: null,
        redirectUri: 'https://api.example/connect/tiktok/callback/',
      }),
    ]);
  });

  it('says that a platform is not configured', async () => {
    await expect(room.begun({ kind: 'tiktok-display' })).rejects.toThrow(
      new PlatformNotConfigured(
        'this installation has no credentials to connect tiktok-display with',
      ),
    );
  });

  it.each([
    'https://evil.example/',
    'https://app.example.evil.example/',
    'https://app.example@evil.example/',
    'https://user@app.example/',
    'https://:secret@app.example/',
    'https://app.example:8443/',
    'http://app.example/',
    '//app.example/',
    '/done',
    'app.example/done',
    'javascript:alert(1)//https://app.example/',
    'data:text/html,<script>',
    'https:\\\\evil.example\\@app.example/',
    'https://evil.example\\@app.example/',
    'https://app.example\u3002evil.example/',
    `https://app.example/${'x'.repeat(2_000)}`,
    '',
  ])('does not promise to send anybody back to %j', async (returnTo) => {
    await expect(room.begun({ returnTo })).rejects.toThrow(InvalidInput);
    expect(room.youtube.asked).toEqual([]);
  });

  it.each([
    ['https://app.example', 'https://app.example/'],
    ['https://APP.example:443/done?x=1#y', 'https://app.example/done?x=1#y'],
    ['https:app.example/done', 'https://app.example/done'],
    ['https://app.example\\@evil.example/', 'https://app.example/@evil.example/'],
    ['https://app.example/a\r\nset-cookie: x', 'https://app.example/aset-cookie:%20x'],
    ['https://app.example/done\t', 'https://app.example/done'],
  ])('takes %j as the address it is: %s', async (wished, kept) => {
    const state = await room.begun({ returnTo: wished });
    expect(await room.finish({ state })).toMatchObject({ returnTo: kept });
  });
});
