import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type SurfaceRoom, surfaceRoom } from './surface-room.ts';

let room: SurfaceRoom;
beforeAll(async () => {
  room = await surfaceRoom();
});
afterAll(() => room.close());

describe('a slash behind the path', () => {
  it.each([
    ['GET', '/viral-posts/', '/viral-posts'],
    ['HEAD', '/viral-posts/', '/viral-posts'],
    ['GET', '/viral-posts/?limit=1&account_id=a/', '/viral-posts?limit=1&account_id=a/'],
    ['GET', '/viral-posts/youtube%3AUC1/', '/viral-posts/youtube%3AUC1'],
    ['GET', '/viral-posts/file:a%2Fb/?x', '/viral-posts/file:a%2Fb?x'],
    ['GET', '/rate-limit/metrics/', '/rate-limit/metrics'],
    ['GET', '/rate-limit/health/', '/rate-limit/health'],
    ['GET', '/rate-limit/status/somebody/', '/rate-limit/status/somebody'],
    ['GET', '/scrape/tasks/7/status/', '/scrape/tasks/7/status'],
    ['GET', '/task/status/7/', '/task/status/7'],
    ['POST', '/scrape/account/somebody/', '/scrape/account/somebody'],
    ['PUT', '/rate-limit/metrics/', '/rate-limit/metrics'],
  ])('%s %s is sent to %s', async (method, path, location) => {
    const body = method === 'POST' ? '{"max_posts": 5}' : null;
    const answer = await fetch(`${room.url}${path}`, { method, body, redirect: 'manual' });
    expect([answer.status, answer.headers.get('location')]).toEqual([307, location]);
    expect(await answer.text()).toBe('');
  });

  it('costs a caller that follows nothing: the task is taken on with its options', async () => {
    const { headers } = await room.person();
    const answer = await room.call('POST', '/scrape/account/somebody/', {
      headers,
      body: { max_posts: 5 },
    });
    expect(answer).toMatchObject({
      status: 200,
      body: { account_id: 'somebody', status: 'queued', max_posts: 5 },
    });
    expect(await room.call('GET', '/viral-posts/?limit=3', { headers })).toMatchObject({
      status: 200,
      body: { page_size: 3 },
    });
  });
});
