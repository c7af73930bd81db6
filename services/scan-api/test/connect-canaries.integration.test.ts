import { UpstreamUnavailable } from '@viral-scan/contracts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type ConnectingRoom, callback, connectingRoom } from './connecting-room.ts';

let room: ConnectingRoom;
beforeAll(async () => {
  room = await connectingRoom();
});
afterAll(() => room.close());

it('no token, code, state, verifier or cookie is in logs, metrics, answers or rows', async () => {
  const headers = await room.user();
  const bodies: string[] = [];
  const secrets: string[] = [];
  const note = async (answer: Promise<{ body: string }>): Promise<void> => {
    bodies.push((await answer).body);
  };

  await room.connected(headers, 'UC-mine');
  for (const failure of [null, new UpstreamUnavailable('away'), new TypeError('a bug')]) {
    room.youtube.before = () => {
      if (failure !== null) throw failure;
    };
    const { state, cookie } = await room.begunInBrowser(headers);
    secrets.push(state, cookie.split('=')[1] ?? '');
    const code = room.youtube.consent('UC-mine', failure === null ? [] : undefined);
    await note(room.get(callback({ state, code }), { cookie }));
    await note(room.get(callback({ state, code, error: 'canary-error' })));
    const { accessToken, refreshToken, expiresAt } = room.youtube.hand('UC-mine');
    for (const known of [{}, { expires_at: 'canary' }, { scopes: [] }, { more: 1 }]) {
      const payload = {
        access_token: accessToken,
        refresh_token: refreshToken,
        expires_at: expiresAt,
        ...known,
      };
      const url = '/accounts/youtube:UC-mine/tokens';
      await note(room.app.inject({ method: 'PUT', url, headers, payload }));
    }
    await note(room.get('/accounts', headers));
    await note(
      room.app.inject({ method: 'DELETE', url: '/accounts/youtube:UC-mine/tokens', headers }),
    );
  }
  // A flow that is under way, and an account that is connected, while the rows are looked at.
  room.youtube.before = () => undefined;
  await room.connected(headers, 'UC-mine');
  const { state, cookie } = await room.begunInBrowser(headers);
  secrets.push(state, cookie.split('=')[1] ?? '');
  secrets.push(...room.youtube.asked.flatMap(({ codeVerifier }) => codeVerifier ?? []));

  const { rows } = await room.database.pools.identity.query<{ row: string }>(
    `select row_to_json(c)::text || encode(access_token_sealed, 'escape')
       || encode(refresh_token_sealed, 'escape') as row from identity.connections c
     union all
     select row_to_json(a)::text || encode(code_verifier_sealed, 'escape')
     from identity.authorizations a`,
  );
  expect(rows).toHaveLength(2);
  const places = {
    logs: room.logLines.join('\n'),
    metrics: (await room.get('/metrics')).body,
    answers: bodies.join('\n'),
    rows: rows.map(({ row }) => row).join('\n'),
  };
  expect(room.logLines.length).toBeGreaterThan(20);
  expect(secrets.length).toBeGreaterThan(10);
  for (const [place, text] of Object.entries(places)) {
    expect(text, place).not.toMatch(/canary/i);
    for (const secret of secrets) {
      expect(secret.length).toBeGreaterThan(40);
      expect(text, place).not.toContain(secret);
    }
  }
});
