import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApiRoom, apiRoom } from './api-room.ts';

let room: ApiRoom;
beforeAll(async () => {
  room = await apiRoom();
});
afterAll(() => room.close());

const program = fileURLToPath(new URL('../src/create-service-key.ts', import.meta.url));

async function run(args: readonly string[], databaseUrl: string | undefined = room.database.url) {
  const child = spawn(process.execPath, [program, ...args], {
    env: { ...process.env, DATABASE_URL: databaseUrl },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const exit = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return { code: await exit, stdout, stderr };
}

describe('npm run service-key', () => {
  it('prints a key that opens the API for the users of a new tenant, and keeps its hash only', async () => {
    const tenantId = randomUUID();
    const scopes = ['--scope', 'scan:read', '--scope', 'scan:write'];
    const made = await run(['--tenant', tenantId.toUpperCase(), '--name', 'planner', ...scopes]);
    expect(made, made.stderr).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^vsk_[\w-]{43}\n$/),
      stderr: expect.stringContaining('only its hash is stored'),
    });
    const key = made.stdout.trim();
    expect(made.stderr).not.toContain(key);

    const headers = { 'x-service-key': key, 'x-on-behalf-of': randomUUID() };
    const accounts = ['youtube:UC0000000000000000000001'];
    const post = (url: string, payload: object) =>
      room.app.inject({ method: 'POST', url, headers, payload });
    const taken = await post('/scan/initiate', { platforms: ['youtube'], accounts });
    expect(taken.statusCode, taken.body).toBe(202);
    expect((await post('/collections', { accounts })).statusCode).toBe(403);

    const { rows } = await room.database.pools.identity.query<{ row: string }>(
      'select to_jsonb(k)::text as row from identity.api_keys k where tenant_id = $1',
      [tenantId],
    );
    expect(rows).toHaveLength(1);
    expect(rows[0]?.row).toContain('planner');
    expect(rows[0]?.row).not.toContain(key.slice(4));
  });

  const good = { '--tenant': randomUUID(), '--name': 'planner', '--scope': 'scan:read' };
  const refused: [option: string, args: readonly string[]][] = [
    ['--tenant', Object.entries({ ...good, '--tenant': 'acme' }).flat()],
    ['--tenant', ['--name', 'planner', '--scope', 'scan:read']],
    ['--name', Object.entries({ ...good, '--name': ' ' }).flat()],
    ['--scope', Object.entries({ ...good, '--scope': 'scan:delete' }).flat()],
    ['--scope', ['--tenant', good['--tenant'], '--name', 'planner']],
    ['--tennant', ['--tennant', good['--tenant']]],
  ];
  it.each(refused)('names %s when it is what is wrong, and makes no key', async (option, args) => {
    const { code, stdout, stderr } = await run(args);
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr.split('\n', 1)[0]).toContain(option);
  });

  it('names DATABASE_URL when it is missing', async () => {
    const { code, stderr } = await run(Object.entries(good).flat(), '');
    expect([code, stderr]).toEqual([1, expect.stringContaining('DATABASE_URL: is missing')]);
  });
});
