import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { runReplay } from '../replay/run-replay.ts';

const folder = mkdtempSync(join(tmpdir(), 'viral-scan-replay-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** `npm run replay -- args`, called from `folder`. */
function replay(...args: readonly string[]) {
  const printed: string[] = [];
  const complaints: string[] = [];
  const status = runReplay(args, {
    folder,
    print: (text) => printed.push(text),
    complain: (text) => complaints.push(text),
  });
  const stdout = printed.join('\n');
  return {
    status,
    stdout,
    stderr: complaints.join('\n'),
    told: stdout.startsWith('npm') || stdout === '' ? null : JSON.parse(stdout),
  };
}

/** Writes a file, an object as JSON; answers its name. */
function file(name: string, content: unknown): string {
  const text = typeof content === 'string' || Buffer.isBuffer(content);
  writeFileSync(join(folder, name), text ? content : JSON.stringify(content));
  return name;
}

const tokenUrl = 'https://open.tiktokapis.com/v2/oauth/token/';
const tokens = {
  access_token: 'act.1',
  expires_in: 60,
  refresh_token: 'rft.1',
  refresh_expires_in: 60,
  open_id: 'o',
  scope: 'a',
  token_type: 'Bearer',
};
const exchange = (url: string, status: number, body: unknown, headers: object = {}) => ({
  request: { method: 'GET', url },
  response: { status, headers, body },
});
const videos = 'https://www.googleapis.com/youtube/v3/videos?id=v';

describe('npm run replay', () => {
  test('prints an object for one file and a list for several', () => {
    const good = file('good.json', exchange(videos, 200, { items: [] }));
    const one = replay(good);
    expect(one.told).toEqual({
      file: good,
      shape: 'exchange',
      owner: 'youtube-data',
      call: 'videos.list',
      objects: { posts: [] },
    });
    expect(one.status).toBe(0);
    expect(replay(good, join(folder, good)).told).toEqual([
      one.told,
      { ...one.told, file: join(folder, good) },
    ]);
  });

  test('counts from the Date of the answer, then from the recording, then from --now', () => {
    const expiryOf = (name: string, content: object) =>
      replay('--now', '2026-01-01T00:00:00Z', file(name, content)).told.objects.expiresAt;
    const request = exchange(tokenUrl, 200, tokens);
    const dated = exchange(tokenUrl, 200, tokens, { Date: 'Thu, 05 Feb 2026 00:00:00 GMT' });
    const recordedAt = '2026-03-01T00:00:00Z';
    expect(expiryOf('undated.json', request)).toBe('2026-01-01T00:01:00.000Z');
    expect(expiryOf('recorded.json', { ...request, recordedAt })).toBe('2026-03-01T00:01:00.000Z');
    expect(expiryOf('dated.json', { ...dated, recordedAt })).toBe('2026-02-05T00:01:00.000Z');
  });

  test('hides tokens, unless they are asked for', () => {
    const grant = file('grant.json', exchange(tokenUrl, 200, tokens));
    expect(replay(grant).stdout).not.toMatch(/act\.1|rft\.1/);
    expect(replay('--show-secrets', grant).told.objects).toMatchObject({
      accessToken: 'act.1',
      refreshToken: 'rft.1',
    });
  });

  test('keeps ids above 2^53 that stand bare in a parsed body', () => {
    const url = 'https://open.tiktokapis.com/v2/video/query/?fields=id';
    const bare = JSON.stringify(
      exchange(url, 200, { data: { videos: [{ id: 'ID' }] }, error: { code: 'ok' } }),
    ).replace('"ID"', '7310000000000000001');
    expect(replay(file('bare.json', bare)).told.objects.posts[0].post.externalId).toBe(
      '7310000000000000001',
    );
  });

  test('tells of a domain error what happens next, and is content', () => {
    const body = {
      data: {},
      error: { code: 'rate_limit_exceeded', message: 'slow down', log_id: 'l' },
    };
    const { told, status } = replay(
      file(
        '429.json',
        exchange('https://open.tiktokapis.com/v2/user/info/', 429, body, { 'retry-after': '120' }),
      ),
    );
    expect(status).toBe(0);
    expect(told).toMatchObject({
      owner: 'tiktok-display',
      call: 'user/info',
      error: {
        class: 'RateLimited',
        code: 'rate_limited',
        retryAfterMs: 120_000,
        next: expect.stringContaining('retried after 120 s'),
      },
    });
  });

  test('says of shapes that no connector reads that there is nothing to replay', () => {
    for (const shape of ['connect', 'frames', 'cases']) {
      const { told, status } = replay(file(`${shape}.json`, { request: {}, [shape]: [] }));
      expect([status, told.outcome]).toEqual([0, 'nothing_to_replay']);
    }
    const { told } = replay(file('delivery.json', { delivery: { rawBody: 'b' } }));
    expect(told.outcome).toBe('not_supported_yet');
  });

  test('tells a vector that comes to something else', () => {
    const vector = { code_verifier: 'v'.repeat(43), encoding: 'hex', code_challenge: '00' };
    expect(replay(file('vector.json', { vector })).told.agrees).toBe(false);
  });

  test('replays the others when a file is unusable, and ends with 2', () => {
    const good = file('good.json', exchange(videos, 200, { items: [] }));
    const { status, told, stderr } = replay('gone.json', good, 'gone-too.json');
    expect(status).toBe(2);
    expect(told).toEqual([expect.objectContaining({ file: good })]);
    expect(stderr).toBe(
      'viral-scan: gone.json: there is no such file\nviral-scan: gone-too.json: there is no such file',
    );
  });

  mkdirSync(join(folder, 'folder'));
  const secret = 'ya29.canary';
  test.each([
    ['folder', null, 'is a folder'],
    ['empty.json', '', 'is not JSON'],
    ['html.json', `<html>${secret}`, 'is not JSON'],
    ['cut.json', `{"request": "${secret}`, 'is not JSON'],
    ['two.json', `{}\n{"token":"${secret}"}`, 'is not JSON (line 2 column 1)'],
    ['latin.json', Buffer.from([0x22, 0xe9, 0x22]), 'is not UTF-8'],
    ['nul.json', Buffer.from([0]), 'is not JSON'],
    ['number.json', '7', 'is not a JSON object'],
    ['list.json', '[]', 'is not a JSON object'],
    ['null.json', 'null', 'is not a JSON object'],
    ['shapeless.json', { id: 'x', token: secret }, 'has no known shape'],
    ['prototype.json', '{"__proto__": {"exchanges": []}}', 'has no known shape'],
    ['no-request.json', { response: { status: 200 } }, 'request is missing'],
    ['no-response.json', { request: { method: 'GET', url: videos } }, 'response is missing'],
    ['no-url.json', { request: { method: 'GET' }, response: { status: 200 } }, 'request.url'],
    ['path.json', exchange('/youtube/v3/videos', 200, {}), 'request.url is no absolute URL'],
    [
      'unowned.json',
      exchange(`https://graph.nobody.example/me?t=${secret}`, 200, {}),
      'request.url: graph.nobody.example/me belongs to no connector',
    ],
    ['status.json', exchange(videos, 99, {}), 'response.status is no HTTP status'],
    ['none.json', { exchanges: [] }, 'exchanges is not a list of exchanges'],
    [
      'second.json',
      { exchanges: [exchange(videos, 200, { items: [] }), {}] },
      'exchanges[1].request is missing',
    ],
    ['vector-of-nothing.json', { vector: null }, 'vector.code_verifier'],
    ['deep.json', `${'['.repeat(200_000)}${']'.repeat(200_000)}`, 'is nested too deeply'],
    [
      'deep-body.json',
      JSON.stringify(exchange(videos, 200, 'B')).replace(
        '"B"',
        `${'{"a":'.repeat(200_000)}1${'}'.repeat(200_000)}`,
      ),
      'nested too deeply',
    ],
  ])('refuses %s (%#)', (name, content, said) => {
    if (content !== null) file(name, content);
    const { status, stdout, stderr } = replay(name);
    expect(stderr).toContain(`viral-scan: ${name}: `);
    expect(stderr).toContain(said);
    expect(stderr.split('\n')).toHaveLength(1);
    expect(stderr).not.toContain(secret);
    expect([status, stdout]).toEqual([2, '']);
  });

  test.each([
    [[], 'no file is named'],
    [['--nwo', 'x', 'good.json'], '--nwo'],
    [['--now', 'yesterday', 'good.json'], '--now yesterday'],
  ])('refuses the options %j', (args, said) => {
    const { status, stdout, stderr } = replay(...args);
    expect(stderr).toContain(said);
    expect(stderr).toContain('npm run replay -- [options] FILE…');
    expect([status, stdout]).toEqual([2, '']);
  });

  test('explains itself', () => {
    const { status, stdout } = replay('--help');
    expect([status, stdout]).toEqual([0, expect.stringContaining('npm run replay')]);
  });

  test('is a process that ends with the code', () => {
    const main = join(import.meta.dirname, '../replay/main.ts');
    const { status, stdout } = spawnSync(process.execPath, [main, 'gone.json'], {
      encoding: 'utf8',
      env: { ...process.env, INIT_CWD: folder },
    });
    expect([status, stdout]).toEqual([2, '']);
  });
});
