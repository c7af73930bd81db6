import { createTracing } from '@viral-scan/runtime';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildApp } from '../src/build-app.ts';
import { type ApiRoom, apiRoom } from './api-room.ts';

let room: ApiRoom;
const spans: { name: string; traceId: string; parent: string | undefined }[] = [];
beforeAll(async () => {
  const exporter: NonNullable<Parameters<typeof createTracing>[0]['exporter']> = {
    export(ended, done) {
      for (const span of ended) {
        const { traceId } = span.spanContext();
        spans.push({ name: span.name, traceId, parent: span.parentSpanContext?.spanId });
      }
      done({ code: 0 });
    },
    shutdown: async () => undefined,
  };
  room = await apiRoom({ tracing: createTracing({ service: 'scan-api', exporter }) });
});
afterAll(() => room.close());

describe('operations', () => {
  it('/health says that the process lives', async () => {
    const answer = await room.app.inject('/health');
    expect(answer.json()).toEqual({ status: 'healthy', service: 'scan-api' });
    expect(answer.headers).not.toHaveProperty('x-viral-scan-instance');
  });

  it('/health tells a process from a stranger on its port', async () => {
    const app = await buildApp({ ...room.deps, instance: 'run-7' });
    const answer = await app.inject('/health');
    expect(answer.headers['x-viral-scan-instance']).toBe('run-7');
    expect(answer.json()).toEqual({ status: 'healthy', service: 'scan-api' });
    await app.close();
  });

  it('/ready names the store', async () => {
    const answer = await room.app.inject('/ready');
    expect(answer.statusCode).toBe(200);
    expect(answer.json()).toMatchObject({
      status: 'ready',
      dependencies: [{ name: 'database', ok: true, detail: expect.stringMatching(/SQL \d+/) }],
    });
  });

  it('/metrics counts requests by route pattern', async () => {
    await room.app.inject({ url: '/scan/status/7', headers: await room.newcomer() });
    await room.app.inject('/scan/nowhere');
    const { body, headers } = await room.app.inject('/metrics');
    expect(headers['content-type']).toMatch(/^text\/plain/);
    expect(body).toMatch(/requests_total\{method="GET",route="\/scan\/status\/:id",status="404"/);
    expect(body).toMatch(/requests_total\{method="GET",route="unmatched",status="404"/);
    expect(body).toContain('viral_scraper_response_seconds_bucket');
    expect(body).toContain('viral_scraper_active_connections');
  });

  it('/docs shows the documentation from local files', async () => {
    const page = await room.app.inject('/docs/');
    expect(page.statusCode).toBe(200);
    expect(page.body).not.toMatch(/(src|href)="https?:/);
    const script = await room.app.inject('/docs/static/swagger-ui-bundle.js');
    expect(script.statusCode).toBe(200);
    const policy = String(page.headers['content-security-policy']);
    expect(policy).toContain("default-src 'self'; ");
    // Would break the page over plain HTTP, loopback aside.
    expect(policy).not.toContain('upgrade-insecure-requests');
  });
});

describe('addresses that are not offered', () => {
  it('are 404 problems, whatever the method', async () => {
    for (const method of ['GET', 'POST', 'DELETE'] as const) {
      const answer = await room.app.inject({ method, url: '/scan/secret' });
      expect(answer.statusCode).toBe(404);
      expect(answer.json().type).toBe('urn:viral-scan:problem:not-found');
    }
    expect((await room.app.inject('/%zz')).json().type).toBe('urn:viral-scan:problem:bad-request');
  });

  it('are 405 problems with Allow where only the method is wrong', async () => {
    for (const [method, url, allow] of [
      ['GET', '/scan/initiate', 'POST'],
      ['DELETE', '/scan/results/7', 'GET, HEAD'],
      ['POST', '/health', 'GET, HEAD'],
      ['PUT', '/imports', 'POST'],
    ] as const) {
      const answer = await room.app.inject({ method, url, payload: 'x' });
      expect(answer.statusCode, url).toBe(405);
      expect(answer.headers.allow).toBe(allow);
      expect(answer.json().type).toBe('urn:viral-scan:problem:method-not-allowed');
    }
  });

  it('take JSON only, and say so', async () => {
    const answer = await room.app.inject({
      method: 'POST',
      url: '/scan/initiate',
      headers: { ...(await room.newcomer()), 'content-type': 'text/plain' },
      payload: '{}',
    });
    expect(answer.statusCode).toBe(415);
    expect(answer.json().detail).toContain('application/json');
  });
});

describe('a request', () => {
  it('keeps a sane X-Request-Id and gets a new one otherwise', async () => {
    const given = async (id: string) =>
      (await room.app.inject({ url: '/nowhere', headers: { 'x-request-id': id } })).headers[
        'x-request-id'
      ];
    expect(await given('order-7.a')).toBe('order-7.a');
    expect(await given('a b\u00e9')).toMatch(/^[0-9a-f-]{36}$/);
    expect(await given('x'.repeat(101))).toMatch(/^[0-9a-f-]{36}$/);
    expect(room.logLines.some((line) => line.includes('"correlation_id":"order-7.a"'))).toBe(true);
  });

  it('continues the caller’s trace, down to the scan it initiates', async () => {
    const traceId = '0af7651916cd43dd8448eb211c80319c';
    const answer = await room.app.inject({
      method: 'POST',
      url: '/scan/initiate',
      headers: {
        ...(await room.newcomer()),
        traceparent: `00-${traceId}-b7ad6b7169203331-01`,
      },
      payload: { platforms: ['youtube'], accounts: ['youtube:UC0000000000000000000001'] },
    });
    const { rows } = await room.database.pools.scan.query<{ traceparent: string }>(
      'select traceparent from scan.scans where scan_id = $1',
      [answer.json().scan_id],
    );
    expect(rows[0]?.traceparent).toMatch(new RegExp(`^00-${traceId}-(?!b7ad6b7169203331)`));
    expect(spans).toContainEqual({
      name: 'POST /scan/initiate',
      traceId,
      parent: 'b7ad6b7169203331',
    });
  });
});
