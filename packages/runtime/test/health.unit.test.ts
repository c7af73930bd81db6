import { afterEach, expect, test } from 'vitest';
import {
  createMetrics,
  type Dependency,
  type HealthServer,
  healthServer,
  readiness,
} from '../src/index.ts';

let server: HealthServer | undefined;
afterEach(async () => server?.close());

const metrics = createMetrics({ service: 'collector' });
const redis: Dependency = { name: 'redis', ok: true, required: true, detail: 'answers in 1 ms' };

async function serve(ready: () => Promise<readonly Dependency[]>): Promise<HealthServer> {
  server = await healthServer({ service: 'collector', host: '127.0.0.1', port: 0, ready, metrics });
  return server;
}

test('health is about the process only', async () => {
  const { url } = await serve(() => Promise.reject(new Error('all is lost')));
  const response = await fetch(`${url}/health?probe=1`);
  expect(response.status).toBe(200);
  expect(await response.json()).toEqual({ status: 'healthy', service: 'collector' });
});

test('ready is 200 while the required dependencies answer', async () => {
  const { url } = await serve(async () => [redis, { ...redis, ok: false, required: false }]);
  const response = await fetch(`${url}/ready`);
  expect(response.status).toBe(200);
  expect(await response.json()).toMatchObject({ status: 'ready', dependencies: [redis, {}] });
});

test('ready is 503 with the reason in words when a required dependency is away', async () => {
  const away = { ...redis, ok: false, detail: 'connection refused' };
  const { url } = await serve(async () => [away]);
  const response = await fetch(`${url}/ready`);
  expect(response.status).toBe(503);
  expect(await response.json()).toEqual({
    status: 'not_ready',
    service: 'collector',
    dependencies: [away],
  });
});

test('metrics are in the format of Prometheus', async () => {
  const { url } = await serve(async () => []);
  metrics.requests.inc({ method: 'GET', route: '/scan/results/:id', status: '200' });
  const response = await fetch(`${url}/metrics`);
  expect(response.headers.get('content-type')).toBe(metrics.contentType);
  expect(await response.text()).toContain(
    'viral_scraper_requests_total{method="GET",route="/scan/results/:id",status="200",service="collector"} 1',
  );
});

test('unknown paths are 404 and other methods 405', async () => {
  const { url } = await serve(async () => []);
  expect((await fetch(`${url}/admin`)).status).toBe(404);
  expect((await fetch(`${url}/health`, { method: 'POST', body: 'x' })).status).toBe(405);
});

test('checks run at once, each with its deadline', async () => {
  const begun: string[] = [];
  const hanging = (name: string) => ({
    name,
    required: true,
    check: () => {
      begun.push(name);
      return new Promise<string>(() => undefined);
    },
  });
  const asking = readiness(
    [hanging('a'), hanging('b'), { name: 'c', required: true, check: async () => 'fine' }],
    100,
  );
  expect(begun).toEqual(['a', 'b']);
  expect(await asking).toEqual([
    { name: 'a', required: true, ok: false, detail: 'no answer within 100 ms' },
    { name: 'b', required: true, ok: false, detail: 'no answer within 100 ms' },
    { name: 'c', required: true, ok: true, detail: 'fine' },
  ]);
});

test('the reason of a failed check holds no credentials', async () => {
  const check = () => Promise.reject(new Error('connect redis://:swordfish@127.0.0.1:1'));
  const [dependency] = await readiness([{ name: 'redis', required: true, check }], 100);
  expect(dependency?.detail).toBe('connect redis://[redacted]@127.0.0.1:1');
});
