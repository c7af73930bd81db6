import { once } from 'node:events';
import { type ClientRequest, request } from 'node:http';
import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { ApiDeps, ApiLimits } from '../src/api-deps.ts';
import { buildApp } from '../src/build-app.ts';
import { type ApiRoom, apiRoom, countIdentities, roomyLimits } from './api-room.ts';

const limits: ApiLimits = { ...roomyLimits, importMaxBytes: 500_000 };
let room: ApiRoom;
let url: string;
beforeAll(async () => {
  room = await apiRoom({ limits });
  url = await room.app.listen({ host: '127.0.0.1', port: 0 });
});
afterAll(() => room.close());

const header = 'platform,account,post_id,published_at,text,views,likes\n';
const row = (n: number) => `youtube,page,p${n},2026-05-01T10:00:00Z,"How to ${n}",${n},1\n`;
const rows = (count: number) => Array.from({ length: count }, (_, n) => row(n)).join('');

async function post(
  body: RequestInit['body'],
  options: { type?: string; query?: string; headers?: Record<string, string>; at?: string } = {},
) {
  const response = await fetch(`${options.at ?? url}/imports${options.query ?? ''}`, {
    method: 'POST',
    headers: {
      ...(await room.newcomer()),
      'content-type': options.type ?? 'text/csv',
      ...options.headers,
    },
    body: body ?? null,
    duplex: 'half',
  } as RequestInit);
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

async function countPosts(): Promise<number> {
  const { rows: counted } = await room.database.pools.scan.query<{ count: number }>(
    'select (select count(*) from scan.posts) + (select count(*) from scan.accounts) as count',
  );
  return Number(counted[0]?.count);
}

/** The same API with some things changed, at an address of its own. */
async function alsoServed(changed: Partial<ApiDeps>): Promise<string> {
  const app = await buildApp({ ...room.deps, ...changed });
  onTestFinished(() => app.close());
  return app.listen({ host: '127.0.0.1', port: 0 });
}

/** An upload that is sent by hand and may never end. */
async function openUpload(at = url): Promise<ClientRequest> {
  const upload = request(`${at}/imports`, {
    method: 'POST',
    headers: { ...(await room.newcomer()), 'content-type': 'text/csv' },
  });
  upload.on('error', () => undefined);
  return upload;
}

describe('POST /imports', () => {
  it('takes the good rows and reports the bad ones with line and field', async () => {
    const file = `${header}${row(1)}youtube,page,p2,not a time,x,1,1\n${row(3)}`;
    const answer = await post(file);
    expect(answer.status, JSON.stringify(answer.body)).toBe(201);
    expect(answer.body).toMatchObject({
      kind: 'posts',
      format: 'csv',
      rows: 3,
      accepted: 2,
      rejected: 1,
      errors: [{ line: 3, field: 'published_at' }],
      accounts: [{ posts: 2 }],
    });
  });

  it('takes gzip under any accepted type, and JSON Lines', async () => {
    const packed = await post(gzipSync(header + rows(1_200)), { type: 'application/octet-stream' });
    expect(packed.body).toMatchObject({ accepted: 1_200, format: 'csv' });
    const encoded = await post(gzipSync(header + row(1)), {
      headers: { 'content-encoding': 'gzip' },
    });
    expect(encoded.body).toMatchObject({ accepted: 1, format: 'csv' });
    const line = JSON.stringify({
      platform: 'youtube',
      account: 'page',
      post_id: 'a',
      published_at: '2026-05-01T10:00:00Z',
    });
    const lines = await post(`${line}\n`, { type: 'application/x-ndjson' });
    expect(lines.body).toMatchObject({ accepted: 1, format: 'jsonl' });
  });

  it('takes snapshots of posts imported before', async () => {
    const user = await room.newcomer();
    await post(header + row(1), { headers: user });
    const answer = await post('post_id,captured_at,views\np1,2026-05-02T10:00:00Z,9\n', {
      query: '?kind=snapshots',
      headers: user,
    });
    expect(answer.status, JSON.stringify(answer.body)).toBe(201);
    expect(answer.body).toMatchObject({ kind: 'snapshots', accepted: 1, snapshots: 1 });
  });

  it('keeps nothing of a file that cannot be read to its end', async () => {
    const before = await countPosts();
    const packed = gzipSync(header + rows(5_000));
    const answer = await post(packed.subarray(0, packed.length - 2_000));
    expect(answer.status).toBe(422);
    expect(answer.body.type).toBe('urn:viral-scan:problem:unreadable-file');
    for (const file of ['', header, '[{"post_id":1}]', `${header}${'youtube,p\n'.repeat(3)}`]) {
      expect((await post(file)).status, file).toBe(422);
    }
    expect(await countPosts()).toBe(before);
  });

  it('names the line where reading stopped', async () => {
    const answer = await post(`${header}bad\nbad\n`);
    expect(answer.body).toMatchObject({ status: 422, line: 2, errors: [{ field: 'line 2' }] });
  });

  it('keeps nothing when the caller goes away, and lives on', async () => {
    const before = await countPosts();
    const upload = await openUpload();
    upload.write(header + rows(2_000));
    await sleep(200);
    upload.destroy();
    const metrics = async () => (await room.app.inject('/metrics')).body;
    await expect.poll(metrics).toMatch(/route="\/imports",status="499"/);
    expect(await countPosts()).toBe(before);
    expect((await post(header + row(1))).status).toBe(201);
  });

  it('refuses with 413 what is too large, announced or not, while it is being sent', async () => {
    const before = await countPosts();
    const large = header + rows(20_000);
    const identities = await countIdentities(room);
    expect((await post(large)).status).toBe(413);
    expect(await countIdentities(room)).toBe(identities);
    const chunks = Array.from({ length: 30 }, (_, n) => Buffer.from(n ? rows(500) : header));
    const answer = await post(Readable.toWeb(Readable.from(chunks)) as ReadableStream);
    expect(answer.status).toBe(413);
    expect(await countPosts()).toBe(before);
  });

  it('ends an upload that takes too long with 408', async () => {
    const before = await countPosts();
    const at = await alsoServed({ limits: { ...limits, importTimeoutMs: 1_000 } });
    const upload = await openUpload(at);
    upload.write(header + rows(600));
    const [response] = await once(upload, 'response');
    expect(response.statusCode).toBe(408);
    upload.destroy();
    expect(await countPosts()).toBe(before);
  });

  it('takes only so many at once', async () => {
    let begun = 0;
    const goOn = Promise.withResolvers<void>();
    const clock = {
      ...room.deps.clock,
      refresh: () => {
        begun += 1;
        return goOn.promise;
      },
    };
    const at = await alsoServed({ clock, limits: { ...limits, importsAtOnce: 2 } });
    const waiting = await Promise.all([openUpload(at), openUpload(at)]);
    for (const upload of waiting) upload.write(header);
    await expect.poll(() => begun).toBe(2);
    const answer = await post(header + row(1), { at });
    expect(answer.status).toBe(503);
    expect(answer.body.type).toBe('urn:viral-scan:problem:imports-busy');
    goOn.resolve();
    for (const upload of waiting) upload.end(row(1));
    await Promise.all(waiting.map((upload) => once(upload, 'response')));
    expect((await post(header + row(1), { at })).status).toBe(201);
  });

  it('refuses JSON, forms and unknown kinds with a hint, and writes nothing', async () => {
    const before = await countIdentities(room);
    const json = await post('{}', { type: 'application/json' });
    expect(json.status).toBe(415);
    expect(json.body.detail).toContain('text/csv, application/x-ndjson');
    const form = await post('--x--', { type: 'multipart/form-data; boundary=x' });
    expect([form.status, form.body.detail]).toEqual([
      415,
      expect.stringContaining('Send the file itself'),
    ]);
    const kind = await post(header, { query: '?kind=stories' });
    expect(kind.body).toMatchObject({ status: 400, errors: [{ field: 'kind' }] });
    expect(await countIdentities(room)).toBe(before);
  });

  it('needs the scope import:write', async () => {
    const answer = await post(header + row(1), { headers: await room.newcomer('scan:read') });
    expect(answer.status).toBe(403);
  });
});
