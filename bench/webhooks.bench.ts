import { fork } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { engineHome, freePort, startPostgres, startRedis } from '@viral-scan/engines';
import { migrate } from '@viral-scan/store';
import pg from 'pg';
import { describeMachine } from './analysis/machine.ts';
import { apiProcess } from './webhooks/api-process.ts';
import { burst, quantileMs, type Sent } from './webhooks/burst.ts';
import { cpuTimeMs } from './webhooks/cpu-time.ts';
import { postPublished } from './webhooks/post-published.ts';

/**
 * 500 signed deliveries a second for 20 s, each acknowledged once it is durable: the real scan-api
 * and a PostgreSQL that flushes to the disk, next to two yardsticks in the same session. Latency
 * counts from when a delivery was to be sent. docs/performance.md says how to read it.
 */
const perSecond = 500;
const forMs = 20_000;
const warmUpMs = 3_000;
const secret = 'a secret of this benchmark';
const yardstick = fileURLToPath(new URL('webhooks/yardstick-process.ts', import.meta.url));

const folder = mkdtempSync(join(tmpdir(), 'viral-scan-bench-'));
chmodSync(folder, 0o755);
const { runAs } = engineHome(folder);
const [postgres, redis] = await Promise.all([
  startPostgres({ dataDir: join(folder, 'postgres'), runAs }),
  startRedis({ dir: join(folder, 'redis') }),
]);
try {
  console.log(`${describeMachine()}\n`);
  console.log(
    `${`${perSecond}/s for ${forMs / 1_000} s`.padEnd(44)}   p50 ms  p99 ms  max ms  CPU µs each           kept`,
  );
  const databaseUrl = await freshDatabase();
  await measureYardstick('node:http that answers 200', 'answer', databaseUrl);
  await measureYardstick('node:http, one insert a delivery', 'insert', databaseUrl);
  const api = await apiProcess({
    databaseUrl,
    redisUrl: redis.url,
    port: await freePort(),
    folder,
    secret,
  });
  try {
    await measure('scan-api: verified, batched, durable', {
      url: new URL('/webhooks/tiktok', api.url),
      pid: api.pid,
      kept: () => count(databaseUrl, 'scan.inbound_events'),
    });
  } finally {
    await api.kill();
  }
} finally {
  await Promise.all([postgres.stop(), redis.stop()]);
  rmSync(folder, { recursive: true, force: true });
}

async function measureYardstick(
  name: string,
  what: 'answer' | 'insert',
  databaseUrl: string,
): Promise<void> {
  const child = fork(yardstick, [what, databaseUrl]);
  try {
    const [port] = await once(child, 'message');
    const kept = what === 'insert' ? () => count(databaseUrl, 'public.yardstick') : undefined;
    const url = new URL(`http://127.0.0.1:${port}`);
    await measure(name, { url, pid: child.pid ?? 0, ...(kept !== undefined && { kept }) });
  } finally {
    child.kill('SIGKILL');
  }
}

async function measure(
  name: string,
  {
    url,
    pid,
    kept,
  }: { readonly url: URL; readonly pid: number; readonly kept?: () => Promise<number> },
): Promise<void> {
  const warmUp = postPublished(50, Math.floor(Date.now() / 1_000) - 60);
  await burst({ url, secret, perSecond, forMs: warmUpMs, bodyOf: warmUp });
  const before = (await kept?.()) ?? 0;
  const cpuMs = cpuTimeMs(pid);
  const sent = await burst({ url, secret, perSecond, forMs, bodyOf: postPublished(50) });
  const each = ((cpuTimeMs(pid) - cpuMs) * 1_000) / sent.length;
  const rows = kept === undefined ? '-' : `${(await kept()) - before} of ${sent.length}`;
  console.log(
    `${name.padEnd(44)} ${figures(sent)} ${each.toFixed(0).padStart(12)} ${rows.padStart(14)}`,
  );
}

function figures(sent: readonly Sent[]): string {
  return [0.5, 0.99, 1].map((share) => quantileMs(sent, share).toFixed(1).padStart(7)).join(' ');
}

async function freshDatabase(): Promise<string> {
  await query(postgres.url, 'create database bench');
  const url = postgres.databaseUrl('bench');
  await migrate({ databaseUrl: url });
  await query(url, 'create table public.yardstick (key bytea primary key, body bytea)');
  return url;
}

async function count(databaseUrl: string, table: string): Promise<number> {
  const { rows } = await query(databaseUrl, `select count(*)::int as count from ${table}`);
  return rows[0].count;
}

async function query(connectionString: string, text: string) {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    return await client.query(text);
  } finally {
    await client.end();
  }
}
