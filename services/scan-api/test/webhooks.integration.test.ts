import { afterAll, beforeAll, expect, it } from 'vitest';
import { type ApiRoom, apiRoom } from './api-room.ts';
import { signedByTiktok } from './webhook-room.ts';
import { collectionsOf, connected, settled } from './webhook-users.ts';

let room: ApiRoom;
beforeAll(async () => {
  room = await apiRoom();
});
afterAll(() => room.close());

it('thin path', async () => {
  const who = await connected(room.database, 'tiktok', 'open-1');
  const body = JSON.stringify({
    client_key: 'x',
    event: 'post.publish.publicly_available',
    create_time: Math.floor(Date.now() / 1000),
    user_openid: 'open-1',
    content: '{"publish_id":"p1","post_id":7512345678901234567,"publish_type":"DIRECT_PUBLISH"}',
  });
  const answer = await room.app.inject({
    method: 'POST',
    url: '/webhooks/tiktok',
    headers: signedByTiktok(body),
    payload: body,
  });
  expect([answer.statusCode, answer.body]).toEqual([200, '']);
  expect(await settled(room.database)).toEqual({ events: 1, collections: 1 });
  expect(await collectionsOf(room.database, who)).toEqual(['tiktok:open-1']);
});
