import { once } from 'node:events';
import { request } from 'node:http';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type ApiRoom, apiRoom, countRows, roomyLimits } from './api-room.ts';

let room: ApiRoom;
let url: string;
beforeAll(async () => {
  room = await apiRoom({ limits: { ...roomyLimits, answerTimeoutMs: 400 } });
  url = await room.app.listen({ host: '127.0.0.1', port: 0 });
});
afterAll(() => room.close());

it('a body that comes too slowly is a 408, and its rest initiates nothing', async () => {
  const before = await countRows(room);
  const call = request(`${url}/scan/initiate`, {
    method: 'POST',
    headers: { ...(await room.newcomer()), 'content-type': 'application/json' },
  });
  call.on('error', () => undefined);
  call.write('{"platforms":["youtube"],');
  const [response] = await once(call, 'response');
  expect(response.statusCode).toBe(408);
  expect(JSON.parse(await text(response)).type).toBe('urn:viral-scan:problem:request-timeout');
  call.end('"accounts":["youtube:UC0000000000000000000001"]}');
  await sleep(300);
  expect(await countRows(room)).toBe(before);
});

it.each([
  ['/scan/initiate', 'application/json', 413],
  ['/imports', 'text/csv', 422],
])(
  'a caller of %s that sends all of its 6 MB before it reads still reads the answer',
  async (path, type, status) => {
    const { authorization } = await room.newcomer();
    const socket = connect(Number(new URL(url).port), '127.0.0.1').pause();
    await once(socket, 'connect');
    socket.write(
      `POST ${path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: ${type}\r\n` +
        `Authorization: ${authorization}\r\nContent-Length: 6000000\r\n\r\n`,
    );
    for (let sent = 0; sent < 6_000_000; sent += 60_000) {
      if (!socket.write('[y'.repeat(30_000))) await once(socket, 'drain');
    }
    socket.resume();
    const [answer] = await once(socket, 'data');
    expect(String(answer)).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect(String(answer)).toContain('urn:viral-scan:problem:');
    socket.destroy();
  },
);

it('what is not HTTP, or has endless headers, is a problem document too', async () => {
  for (const [sent, status] of [
    ['HELLO THERE\r\n\r\n', 400],
    [`GET / HTTP/1.1\r\nHost: x\r\nX-Big: ${'x'.repeat(20_000)}\r\n\r\n`, 431],
  ] as const) {
    const socket = connect(Number(new URL(url).port), '127.0.0.1');
    socket.write(sent);
    const answer = await text(socket);
    expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect(answer).toContain('application/problem+json');
  }
});
