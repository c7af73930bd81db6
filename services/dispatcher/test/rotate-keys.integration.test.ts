import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { SubjectKey } from '@viral-scan/contracts';
import { type TestDatabase, testDatabase } from '@viral-scan/testing';
import { createVault, parseMasterKeys } from '@viral-scan/vault';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';

const newKey = (version: number) =>
  `${version}:${Buffer.from(crypto.getRandomValues(new Uint8Array(32))).toString('base64')}`;
const [first, second] = [newKey(1), newKey(2)];
const field = { table: 't', column: 'c', row: 'r' };

interface Sealed {
  readonly subject: SubjectKey;
  readonly value: Buffer;
}

let database: TestDatabase;
beforeEach(async () => {
  database = await testDatabase();
});
afterEach(() => database.drop());

describe('npm run rotate-keys', () => {
  it('killed in the middle and run again brings over every key, while all is read', async () => {
    const sealed = await sealMany(250);
    const subjectKeys = database.store.subjectKeys;
    // The command stands still at the last key of its second batch of 100 until the lock is gone.
    const [row] = (await subjectKeys.staleBatch(2, 200, null)).slice(199);
    const lock = await lockKey(row?.keyId);
    const command = start(`${second},${first}`);
    await expect
      .poll(async () => (await subjectKeys.countByVersion()).get(2), { timeout: 15_000 })
      .toBe(199);
    await expectAllOpen(`${second},${first}`, sealed);
    command.child.kill('SIGKILL');
    expect(await command.ended).toMatchObject({ code: null });
    await lock.release();

    const reading = expectAllOpen(`${first},${second}`, sealed);
    const again = await start(`${second},${first}`).ended;
    expect(again, again.stderr).toMatchObject({ code: 0 });
    // The statement that waited for the lock may have been carried out after its client was gone.
    expect(again.stdout).toMatch(/^5[01] keys were brought under version 2\.\n$/);
    await reading;
    expect(await subjectKeys.countByVersion()).toEqual(new Map([[2, 250]]));
    await expectAllOpen(second, sealed);
  });

  it('stops at a signal and says that it can be run again', async () => {
    await sealMany(1);
    const [row] = await database.store.subjectKeys.staleBatch(2, 1, null);
    const lock = await lockKey(row?.keyId);
    const command = start(`${second},${first}`);
    await expect.poll(() => lock.isWaitedFor(), { timeout: 15_000 }).toBe(true);
    command.child.kill('SIGTERM');
    await sleep(50);
    await lock.release();
    expect(await command.ended).toMatchObject({
      code: 1,
      stdout: '',
      stderr: expect.stringContaining('Stopped; run it again'),
    });
  });

  it('names the version that is missing, and changes nothing', async () => {
    await sealMany(2);
    const { code, stderr } = await start(second).ended;
    expect(code).toBe(1);
    expect(stderr).toBe(
      'viral-scan: a key is wrapped under version 1 of the master key, which is not configured\n',
    );
    expect(await database.store.subjectKeys.countByVersion()).toEqual(new Map([[1, 2]]));
  });

  it('names the key that does not open', async () => {
    await sealMany(2);
    const { rows } = await database.pools.identity.query<{ key_id: string }>(
      `update identity.subject_keys set wrapped = 'x'
       where key_id = (select min(key_id::text)::uuid from identity.subject_keys) returning key_id`,
    );
    expect(await start(`${second},${first}`).ended).toMatchObject({
      code: 1,
      stdout: '1 keys were brought under version 2.\n',
      stderr: expect.stringContaining(`Key ${rows[0]?.key_id} does not open`),
    });
  });

  it('refuses master keys it cannot read, by the name of the variable, without showing them', async () => {
    const secret = second.slice(2);
    const { code, stderr } = await start(`${first},${secret}`).ended;
    expect(code).toBe(1);
    expect(stderr).toContain('VAULT_MASTER_KEYS: entry 2 of VAULT_MASTER_KEYS must be');
    expect(stderr).not.toContain(secret.slice(0, 10));
  });
});

const vaultWith = (masterKeys: string) =>
  createVault({
    masterKeys: parseMasterKeys(masterKeys),
    subjectKeys: database.store.subjectKeys,
    cache: { ttlMs: 0 },
  });

/** So many subjects with a value each, under version 1. */
async function sealMany(count: number): Promise<Sealed[]> {
  const vault = vaultWith(first);
  return Promise.all(
    Array.from({ length: count }, async () => {
      const subject = await database.store.identity.principalOf({
        tenantId: crypto.randomUUID(),
        userId: crypto.randomUUID(),
        scopes: [],
      });
      return { subject, value: await vault.seal(subject, field, subject.subjectId) };
    }),
  );
}

async function expectAllOpen(masterKeys: string, sealed: readonly Sealed[]): Promise<void> {
  const vault = vaultWith(masterKeys);
  for (const { subject, value } of sealed) {
    expect(await vault.open(subject, field, value)).toBe(subject.subjectId);
  }
}

/** A connection of its own that holds the key's row; ends with the database at the latest. */
async function lockKey(keyId: string | undefined) {
  const client = new pg.Client({ connectionString: database.url });
  client.on('error', () => undefined);
  await client.connect();
  await client.query('begin');
  await client.query('select from identity.subject_keys where key_id = $1 for update', [keyId]);
  return {
    async isWaitedFor() {
      const { rowCount } = await client.query(
        'select from pg_locks where not granted and pg_backend_pid() = any (pg_blocking_pids(pid))',
      );
      return rowCount === 1;
    },
    release: () => client.end(),
  };
}

const program = fileURLToPath(new URL('../src/rotate-keys.ts', import.meta.url));

function start(masterKeys: string) {
  const child = spawn(process.execPath, [program], {
    env: { ...process.env, DATABASE_URL: database.url, VAULT_MASTER_KEYS: masterKeys },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const exit = once(child, 'exit');
  const ended = Promise.all([exit, text(child.stdout), text(child.stderr)]).then(
    ([[code], stdout, stderr]) => ({ code: code as number | null, stdout, stderr }),
  );
  return { child, ended };
}
