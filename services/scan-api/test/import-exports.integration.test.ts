import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApiRoom, apiRoom } from './api-room.ts';

let room: ApiRoom;
let url: string;
beforeAll(async () => {
  room = await apiRoom();
  url = await room.app.listen({ host: '127.0.0.1', port: 0 });
});
afterAll(() => room.close());

async function post(file: string, query: string, user?: Record<string, string>) {
  const response = await fetch(`${url}/imports${query}`, {
    method: 'POST',
    headers: { ...(user ?? (await room.newcomer())), 'content-type': 'text/csv' },
    body: file,
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

const youtube =
  'Content,Video title,Video publish time,Views\nTotal,,,12\nabcdefghij0,"Soup, slow","Nov 3, 2025",12\n';
const channel = 'UC-M16lOcjto6EmZuLyj-LSQ';

describe('POST /imports of a platform’s own export', () => {
  it('takes the account of a YouTube Studio table from the caller', async () => {
    const answer = await post(youtube, `?account=${channel}`);
    expect(answer.status, JSON.stringify(answer.body)).toBe(201);
    expect(answer.body).toMatchObject({
      rows: 1,
      accepted: 1,
      accounts: [{ account_id: `youtube:${channel}`, posts: 1 }],
    });
  });

  it('asks for that account with 400, naming the field, and keeps nothing', async () => {
    const answer = await post(youtube, '');
    expect(answer).toMatchObject({
      status: 400,
      body: { type: 'urn:viral-scan:problem:invalid-input', errors: [{ field: 'account' }] },
    });
    const { rows } = await room.database.pools.scan.query<{ count: string }>(
      "select count(*) from scan.posts where post_id = 'abcdefghij0' and account_id not in (select account_id from scan.accounts where external_id = $1)",
      [channel],
    );
    expect(Number(rows[0]?.count)).toBe(0);
  });

  it('reads Instagram’s times in the zone the caller names, under the id of the account', async () => {
    const file =
      'Post ID,Account ID,Account username,Publish time,Permalink,Post type,Date,Views\n17900000000000001,17841400000000017,ann,03/25/2025 22:00,https://www.instagram.com/p/D/,IG image,Lifetime,9\n';
    const answer = await post(file, '?timezone=America/Los_Angeles');
    expect(answer.body).toMatchObject({
      accounts: [{ account_id: 'instagram:17841400000000017', name: 'ann' }],
      first_published_at: '2025-03-26T05:00:00.000Z',
    });
  });

  it('takes the handle of a TikTok table from its links', async () => {
    const file =
      'Time,Video title,Video link,Post time,Total likes,Total views\nJuly 20,Soup,https://www.tiktok.com/@ann/video/7527622998827356630,July 16,1,9\n';
    const answer = await post(file, '');
    expect(answer.body).toMatchObject({
      accounts: [{ account_id: 'tiktok:ann', name: 'ann' }],
      first_published_at: '2025-07-16T10:21:48.000Z',
    });
  });

  it.each([
    ['account', '?account=%20'],
    ['account', `?account=${'x'.repeat(201)}`],
    ['timezone', '?timezone=Mars/Olympus'],
    ['timezone', '?timezone=%2B02:00'],
  ])('refuses a wrong %s: %.40s', async (field, query) => {
    expect(await post(youtube, query)).toMatchObject({
      status: 400,
      body: { errors: [{ field }] },
    });
  });

  it('refuses both for a file that says so itself', async () => {
    const own = 'post_id,account,published_at,views\np1,ann,2026-05-01T10:00:00Z,9\n';
    for (const [field, query] of [
      ['account', '?account=bea'],
      ['timezone', '?timezone=Europe/Berlin'],
    ] as const) {
      expect(await post(own, query)).toMatchObject({ status: 400, body: { errors: [{ field }] } });
    }
  });
});
