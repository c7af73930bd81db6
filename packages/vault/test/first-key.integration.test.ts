import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { createInterface } from 'node:readline';
import type { SubjectKey } from '@viral-scan/contracts';
import { type TestDatabase, testDatabase } from '@viral-scan/testing';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { createVault, parseMasterKeys } from '../src/index.ts';

const field = { table: 't', column: 'c', row: 'r' };

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

test('processes that make a first key at the same moment make one', async () => {
  const masterKeys = `1:${randomBytes(32).toString('base64')}`;
  const subjects = await Promise.all(Array.from({ length: 25 }, newSubject));
  const children = [1, 2, 3].map(() => startChild([masterKeys, JSON.stringify(subjects)]));
  const outputs = children.map(({ stdout }) =>
    createInterface({ input: stdout })[Symbol.asyncIterator](),
  );
  for (const output of outputs) expect(await output.next()).toMatchObject({ value: 'ready' });
  for (const child of children) child.stdin.write('go\n');
  const answers = await Promise.all(outputs.map((output) => output.next()));
  const sealed = answers.map(({ value }) => JSON.parse(String(value)) as string[]);

  const { rows } = await database.pools.identity.query(
    'select subject_id from identity.subject_keys',
  );
  expect(rows).toHaveLength(subjects.length);
  const vault = createVault({
    masterKeys: parseMasterKeys(masterKeys),
    subjectKeys: database.store.subjectKeys,
  });
  const keyIds = (values: readonly string[]) => values.map((value) => value.slice(2, 34));
  for (const values of sealed) {
    expect(keyIds(values)).toEqual(keyIds(sealed[0] ?? []));
    for (const [n, subject] of subjects.entries()) {
      const value = Buffer.from(values[n] ?? '', 'hex');
      expect(await vault.open(subject, field, value)).toBe('x');
    }
  }
});

const newSubject = (): Promise<SubjectKey> =>
  database.store.identity.principalOf({
    tenantId: crypto.randomUUID(),
    userId: crypto.randomUUID(),
    scopes: [],
  });

function startChild(args: readonly string[]) {
  const file = new URL('sealing-process.ts', import.meta.url).pathname;
  const child = spawn(process.execPath, [file, database.url, ...args], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  return child;
}
