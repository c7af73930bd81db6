import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { type TestDatabase, testDatabase } from '@viral-scan/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const program = fileURLToPath(new URL('../src/set-scrape-limit.ts', import.meta.url));
const tenant = randomUUID();

describe('npm run scrape-limit', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await testDatabase();
  });
  afterAll(() => database.drop());

  async function run(args: readonly string[]) {
    const child = spawn(process.execPath, [program, ...args], {
      env: { ...process.env, DATABASE_URL: database.url },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const exit = new Promise<number | null>((resolve) => child.once('exit', resolve));
    const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
    return { code: await exit, stdout, stderr };
  }

  it('sets the limit of a tenant, says so, and takes it back', async () => {
    const { scrapeLimits } = database.store;
    const set = await run(['--tenant', tenant, '--requests', '5', '--window', '30']);
    expect(set, set.stderr).toMatchObject({
      code: 0,
      stdout: '5 in 30 s for each account of a user\n',
    });
    expect(await scrapeLimits.limitOf(tenant)).toEqual({ requests: 5, windowSeconds: 30 });
    const taken = await run(['--tenant', tenant, '--default']);
    expect(taken.stdout).toContain('RATE_LIMIT_REQUESTS_PER_WINDOW');
    expect(await scrapeLimits.limitOf(tenant)).toBeNull();
  });

  it('names what is wrong, shows how it is used, and changes nothing', async () => {
    const wrong = await run(['--tenant', tenant, '--requests', '-1', '--window', '30']);
    expect(wrong).toMatchObject({ code: 1, stdout: '' });
    expect(wrong.stderr).toContain('--requests');
    expect(wrong.stderr).toContain('npm run scrape-limit -- --tenant UUID');
    expect(await database.store.scrapeLimits.limitOf(tenant)).toBeNull();
  });
});
