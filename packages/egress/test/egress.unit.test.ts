import type { RequestListener } from 'node:http';
import { connect } from 'node:net';
import { UpstreamContractBroken, UpstreamUnavailable } from '@viral-scan/contracts';
import { afterEach, describe, expect, test } from 'vitest';
import { createEgress, type EgressCall, type EgressOptions } from '../src/index.ts';
import { type LoopbackServer, startServer } from './loopback-server.ts';

const endings: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of endings.splice(0)) await end();
});

async function open(listener: RequestListener, options: EgressOptions = {}) {
  const server: LoopbackServer = await startServer(listener);
  const egress = createEgress({ allow: [server.origin], ...options });
  endings.push(egress.close, server.close);
  const url = new URL(`${server.origin}/v3/videos?key=very-secret`);
  return { server, egress, url };
}

describe('a call', () => {
  test('passes headers on and answers status, headers and text', async () => {
    const { egress, url } = await open((request, response) => {
      response.writeHead(404, { 'content-type': 'text/plain', etag: '"a"' });
      response.end(`${request.headers.traceparent} ${request.url} é`);
    });
    const answer = await egress.request({ url, headers: { traceparent: '00-1-2-01' } });
    expect(answer.status).toBe(404);
    expect(answer.headers.etag).toBe('"a"');
    expect(answer.text).toBe('00-1-2-01 /v3/videos?key=very-secret é');
  });

  test('sends a body', async () => {
    const { egress, url } = await open((request, response) => void request.pipe(response));
    const answer = await egress.request({ method: 'POST', url, body: '{"a":1}' });
    expect(answer.text).toBe('{"a":1}');
  });

  test('that drips past its deadline is UpstreamUnavailable in time', async () => {
    const { egress, url } = await open((_, response) => {
      const drip = setInterval(() => response.write('.'), 20);
      response.on('close', () => clearInterval(drip));
    });
    const startedMs = performance.now();
    const failed = egress.request({ url, deadlineMs: 200 });
    await expect(failed).rejects.toBeInstanceOf(UpstreamUnavailable);
    await expect(failed).rejects.toThrow('no complete answer within 200 ms');
    expect(performance.now() - startedMs).toBeLessThan(10_000);
  });

  test.each([
    ['a short one', 'x'],
    ['one of 6 MB', 'x'.repeat(6_000_000)],
    ['one that never ends', null],
  ])('answers the status alone where the body is dropped: %s', async (_, body) => {
    const { egress, url } = await open((_request, response) => {
      response.writeHead(202, body === null ? { 'content-encoding': 'br' } : {});
      if (body === null) response.write('x');
      else response.end(body);
    });
    const answer = await egress.request({ url, dropsBody: true, maxBodyBytes: 1 });
    expect([answer.status, answer.text]).toEqual([202, '']);
  });

  test('that is never answered is UpstreamUnavailable in time', async () => {
    const { egress, url } = await open(() => {});
    await expect(egress.request({ url, deadlineMs: 100 })).rejects.toThrow('within 100 ms');
  });

  test('given up by its caller rejects with the reason of the caller', async () => {
    const { egress, url } = await open(() => {});
    const caller = new AbortController();
    const failed = egress.request({ url, signal: caller.signal });
    setTimeout(() => caller.abort(new Error('step lost')), 30);
    await expect(failed).rejects.toThrow('step lost');
    await expect(egress.request({ url, signal: caller.signal })).rejects.toThrow('step lost');
  });

  test.each([
    ['announced', { 'content-length': String(100 * 1_048_576) }],
    ['streamed', {}],
  ])('with 100 MB %s stops at 8 MiB', async (_, headers) => {
    let sentBytes = 0;
    const { egress, url } = await open((__, response) => {
      response.writeHead(200, headers);
      const chunk = Buffer.alloc(1_048_576);
      const send = () => {
        while (sentBytes < 100 * chunk.length && !response.destroyed) {
          sentBytes += chunk.length;
          if (!response.write(chunk)) return void response.once('drain', send);
        }
        response.end();
      };
      send();
    });
    const failed = egress.request({ url }).then(({ body }) => body.length);
    await expect(failed).rejects.toBeInstanceOf(UpstreamContractBroken);
    await expect(failed).rejects.toThrow('larger than 8388608 bytes');
    expect(sentBytes).toBeLessThan(40 * 1_048_576);
  });

  test.each([
    ['http://169.254.169.254/latest/meta-data?x=1', 'redirects to 169.254.169.254,'],
    ['/elsewhere', 'redirects to another path,'],
  ])('redirected to %s is not followed', async (location, said) => {
    const { server, egress, url } = await open((_, response) => {
      response.writeHead(302, { location }).end();
    });
    const failed = egress.request({ url });
    await expect(failed).rejects.toBeInstanceOf(UpstreamContractBroken);
    await expect(failed).rejects.toThrow(said);
    expect(server.asked).toHaveLength(1);
  });

  test('answered 304 is no redirect', async () => {
    const { egress, url } = await open((_, response) => void response.writeHead(304).end());
    expect((await egress.request({ url })).status).toBe(304);
  });

  test('reset in the middle of the answer is UpstreamUnavailable', async () => {
    const { egress, url } = await open((_, response) => {
      response.writeHead(200, { 'content-length': '10' });
      response.write('half', () => response.destroy());
    });
    await expect(egress.request({ url })).rejects.toBeInstanceOf(UpstreamUnavailable);
  });

  test.each([
    ['/facebook/v25.0/17841618931939986/media', '/facebook/v25.0/{id}/media'],
    ['/threads/v1.0/18096515430395421/insights', '/threads/v1.0/{id}/insights'],
    ['/v1/videos/dQw4w9WgXcQ', '/v1/videos/{id}'],
    ['/p/t_1-2/%40someone', '/p/{id}/{id}'],
    ['/open_api/v1.3/tt_user/oauth2/token/', '/open_api/v1.3/tt_user/oauth2/token/'],
    ['/youtube/v3/playlistItems', '/youtube/v3/playlistItems'],
  ])('to %s is named %s in errors and reports', async (path, named) => {
    const calls: EgressCall[] = [];
    const { server, egress } = await open((request) => void request.socket.resetAndDestroy(), {
      onCall: (call) => calls.push(call),
      breaker: { failureThreshold: 1 },
    });
    const call = () => egress.request({ url: new URL(`${server.origin}${path}`) });
    const name = `GET 127.0.0.1:${server.port}${named}: `;
    await expect(call()).rejects.toThrow(`${name}the connection failed (`);
    await expect(call()).rejects.toThrow(`${name}not called`);
    expect(calls.map((told) => told.path)).toEqual([named, named]);
  });

  test('reset before the answer is UpstreamUnavailable', async () => {
    const { egress, url } = await open((request) => void request.socket.resetAndDestroy());
    const failed = egress.request({ url });
    await expect(failed).rejects.toBeInstanceOf(UpstreamUnavailable);
    await expect(failed).rejects.not.toThrow('very-secret');
  });

  test('answered with something that is not HTTP is a broken contract', async () => {
    const { egress, url } = await open((request) => void request.socket.end('hello very-secret\n'));
    const failed = egress.request({ url });
    await expect(failed).rejects.toBeInstanceOf(UpstreamContractBroken);
    await expect(failed).rejects.not.toHaveProperty('cause');
  });

  test('answered in an encoding nobody asked for is a broken contract', async () => {
    const { egress, url } = await open((request, response) => {
      expect(request.headers['accept-encoding']).toBe('identity');
      response.writeHead(200, { 'content-encoding': 'gzip' }).end('x');
    });
    await expect(egress.request({ url })).rejects.toThrow('encoded');
  });

  test('is reported without its query', async () => {
    const calls: EgressCall[] = [];
    const { server, egress, url } = await open((_, response) => void response.end('{}'), {
      onCall: (call) => calls.push(call),
    });
    await egress.request({ url });
    await egress.request({ url: new URL('http://10.0.0.1/p?key=very-secret') }).catch(() => {});
    expect(calls).toEqual([
      {
        method: 'GET',
        host: `127.0.0.1:${server.port}`,
        path: '/v3/videos',
        status: 200,
        durationMs: expect.any(Number),
        errorCode: null,
      },
      expect.objectContaining({ host: '10.0.0.1', status: null, errorCode: 'address_forbidden' }),
    ]);
    expect(JSON.stringify(calls)).not.toContain('very-secret');
  });
});

test('after close no connection is left', async () => {
  const server = await startServer((_, response) => response.end('x'));
  const egress = createEgress({ allow: [server.origin] });
  await egress.request({ url: new URL(server.origin) });
  await egress.close();
  await server.close();
  const late = connect(server.port, '127.0.0.1');
  await expect(new Promise((_, reject) => late.on('error', reject))).rejects.toThrow(
    'ECONNREFUSED',
  );
});
