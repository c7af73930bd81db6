import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { PortTaken, type ServiceSpec, Supervisor } from '../start/supervisor.ts';

/** Listens on PORT and says who it is; ends when told to. */
const serviceCode = `
const { createServer } = require('node:http');
createServer((_request, response) => {
  response.setHeader('x-viral-scan-instance', process.env.INSTANCE_ID).end('{}');
}).listen(Number(process.env.PORT), '127.0.0.1');
process.on('SIGTERM', () => process.exit(0));
`;

describe('the supervisor', () => {
  const folder = mkdtempSync(join(tmpdir(), 'viral-scan-supervisor-'));
  const entry = join(folder, 'service.cjs');
  writeFileSync(entry, serviceCode);
  const open: { supervisor?: Supervisor; stranger?: Server } = {};

  afterEach(async () => {
    await open.supervisor?.stop(['service']);
    await new Promise((resolve) => (open.stranger ? open.stranger.close(resolve) : resolve(null)));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const listen = (): Promise<{ server: Server; port: number }> =>
    new Promise((resolve) => {
      const server = createServer((_request, response) => response.end('{"status":"healthy"}'));
      server.listen(0, '127.0.0.1', () => {
        const address = server.address();
        resolve({ server, port: typeof address === 'object' ? (address?.port ?? 0) : 0 });
      });
    });

  const spec = (port: number): ServiceSpec => ({
    name: 'service',
    entry,
    flags: [],
    env: { PORT: String(port), INSTANCE_ID: 'ours' },
    logFile: join(folder, 'service.log'),
    healthUrl: `http://127.0.0.1:${port}/health`,
  });

  it('takes nobody else on the port for its service', async () => {
    const { server, port } = await listen();
    open.stranger = server;
    open.supervisor = new Supervisor(
      () => undefined,
      () => undefined,
    );
    await expect(open.supervisor.start(spec(port))).rejects.toBeInstanceOf(PortTaken);
  });

  it('starts a service again that died, and tells its new pid', async () => {
    const { server, port } = await listen();
    await new Promise((resolve) => server.close(resolve));
    const told: number[] = [];
    const supervisor = new Supervisor(
      ({ service }) => void (service !== undefined && told.push(service)),
      () => undefined,
    );
    open.supervisor = supervisor;
    const restarted = Promise.withResolvers<void>();
    await supervisor.start({ ...spec(port), onRestarted: async () => restarted.resolve() });
    process.kill(told[0] ?? 0, 'SIGKILL');
    await restarted.promise;
    expect(new Set(told).size).toBe(2);
    expect(supervisor.pids.service).toBe(told[1]);
  });
});
