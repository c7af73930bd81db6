import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, test } from 'vitest';

const main = join(import.meta.dirname, '../src/main.ts');

const start = (env: Record<string, string>) =>
  spawn(process.execPath, [main], {
    env: { PATH: process.env.PATH ?? '', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });

test('the process serves its world on loopback and ends on SIGTERM, its keys unlogged', async () => {
  const sandbox = start({ PORT: '0', WORLD: 'sample', YOUTUBE_API_KEYS: 'very-private' });
  const lines: string[] = [];
  try {
    let url = '';
    for await (const line of createInterface({ input: sandbox.stdout })) {
      lines.push(line);
      const entry = JSON.parse(line);
      if (entry.msg !== 'sandbox ready') continue;
      url = entry.url;
      break;
    }
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    const health = await fetch(`${url}/health`);
    expect(await health.json()).toEqual({ status: 'healthy', service: 'platform-sandbox' });
    const call = await fetch(`${url}/youtube/v3/channels?part=id&id=UCx&key=very-private`);
    expect(call.status).toBe(200);
  } finally {
    sandbox.kill('SIGTERM');
  }
  const [code] = await once(sandbox, 'exit');
  expect(code).toBe(0);
  expect(lines.join('\n')).not.toContain('very-private');
});

test('a bad variable ends the process before it listens, and is named', async () => {
  const sandbox = start({ PORT: '0', WORLD: 'mars' });
  let complaint = '';
  sandbox.stderr.on('data', (chunk) => {
    complaint += String(chunk);
  });
  const [code] = await once(sandbox, 'close');
  expect(code).not.toBe(0);
  expect(complaint).toContain('WORLD');
});
