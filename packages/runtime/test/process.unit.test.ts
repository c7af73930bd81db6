import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

interface Started {
  readonly child: ChildProcess;
  readonly output: () => string;
  readonly exited: Promise<readonly unknown[]>;
}

async function start(name: string, ...args: string[]): Promise<Started> {
  const file = new URL(name, import.meta.url).pathname;
  const child = spawn(process.execPath, [file, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  child.stdout.on('data', (chunk) => {
    output += String(chunk);
  });
  child.stderr.on('data', (chunk) => {
    output += String(chunk);
  });
  const exited = once(child, 'close');
  await once(child.stdout, 'data');
  return { child, output: () => output, exited };
}

test('SIGTERM ends a service with code 0 after its tasks, and nothing of the log is lost', async () => {
  const { child, output, exited } = await start('small-service.ts', 'run');
  child.kill('SIGTERM');
  expect(await exited).toEqual([0, null]);
  const lines = output()
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(lines.map(({ msg }) => msg).filter((msg) => msg !== 'tick')).toEqual([
    'running',
    'shutting down',
    'work closed',
    'shut down',
  ]);
});

test.each(['throw', 'reject'])(
  'a service that must %s is closed and ends with code 1',
  async (how) => {
    const { output, exited } = await start('small-service.ts', how);
    expect(await exited).toEqual([1, null]);
    expect(output()).toContain('unexpected error, the service ends');
    expect(output()).toContain('work closed');
    expect(output()).not.toContain('token=swordfish');
  },
);

test('a kill -9 of the starter leaves no orphan, though its pipes are broken', async () => {
  const { child, output, exited } = await start('small-starter.ts');
  const servicePid = Number(output());
  expect(isAlive(servicePid)).toBe(true);
  child.kill('SIGKILL');
  await exited;
  await expect.poll(() => isAlive(servicePid), { timeout: 3_000 }).toBe(false);
});

/** A process that ended but was not waited for (state Z, as under a careless init) is not alive. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !/^\d+ \(.*\) Z/.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch (error) {
    return existsSync('/proc/self/stat') ? false : !isNoSuchProcess(error);
  }
}

const isNoSuchProcess = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ESRCH';
