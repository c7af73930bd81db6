import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { sampleUser, sampleWorld } from '@viral-scan/worlds';
import { afterAll, describe, expect, test } from 'vitest';
import { buildSandbox } from '../../services/platform-sandbox/src/build-sandbox.ts';
import { runRecord } from '../record/run-record.ts';
import { readRecording } from '../replay/read-recording.ts';
import { replayRecording } from '../replay/replay-recording.ts';

const folder = mkdtempSync(join(tmpdir(), 'viral-scan-record-'));
const closing: (() => unknown)[] = [];
afterAll(async () => {
  for (const close of closing) await close();
  rmSync(folder, { recursive: true, force: true });
});

async function listen(answer: RequestListener): Promise<string> {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => server.close());
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
}

async function record(args: readonly string[], environment: Record<string, string> = {}) {
  const said: string[] = [];
  const hear = (words: string) => said.push(words);
  const code = await runRecord(args, environment, { folder, print: hear, complain: hear });
  return { code, said: said.join('\n') };
}

const pathOf = (name: string) => join(folder, name);
const kept = (name: string) => JSON.parse(readFileSync(pathOf(name), 'utf8'));
const now = new Date('2026-11-20T12:00:00Z');
const replay = (name: string) => replayRecording(readRecording(pathOf(name)), now);

describe('npm run record', () => {
  test('writes an answer of the sandbox that replays, without the key', async () => {
    const world = sampleWorld(1);
    const key = 'AIzaCanaryCanary-0123456789';
    const app = buildSandbox({ world, user: sampleUser(world), youtubeApiKeys: [key] });
    closing.push(() => app.close());
    const origin = await app.listen({ host: '127.0.0.1', port: 0 });
    const channel = world.channels[0]?.id ?? '';
    const url = `${origin}/youtube/v3/channels?part=snippet,statistics,contentDetails&id=${channel}&key=${key}`;

    const { code, said } = await record(['--out', 'channel.json', '--allow', origin, url]);
    expect([code, said]).toEqual([
      0,
      'channel.json: 200, youtube-data channels.list, domain objects',
    ]);
    expect(readFileSync(pathOf('channel.json'), 'utf8')).not.toContain(key);
    expect(kept('channel.json')).toMatchObject({
      id: expect.stringMatching(/\/channel$/),
      class: 'recorded',
      answers: `GET ${new URL(origin).host}/youtube/v3/channels`,
      recordedAt: expect.stringMatching(/^\d{4}-.*Z$/),
      request: { method: 'GET', url: expect.stringContaining('key=REDACTED') },
      response: { status: 200, body: { kind: 'youtube#channelListResponse' } },
    });
    expect(replay('channel.json')).toMatchObject({
      owner: 'youtube-data',
      call: 'channels.list',
      objects: { channels: [{ profile: { externalId: channel } }] },
    });

    const refused = `${origin}/youtube/v3/channels?part=snippet&id=${channel}&key=wrong`;
    expect(await record(['--out', 'refused.json', '--allow', origin, refused])).toMatchObject({
      code: 0,
      said: 'refused.json: 400, youtube-data channels.list, UpstreamRefused',
    });
  });

  test('sends method, headers of the environment and body, and keeps no secret of any', async () => {
    const seen: object[] = [];
    const origin = await listen(async (request, response) => {
      const { method, headers } = request;
      seen.push({ method, authorization: headers.authorization, body: await text(request) });
      response.setHeader('set-cookie', ['a=1', 'b=2']);
      response.setHeader('content-type', 'application/json');
      response.end(
        '{"access_token":"act.CANARY-2","open_id":"o-1","expires_in":60,"refresh_token":"rft.CANARY-3","refresh_expires_in":600,"scope":"video.list","token_type":"Bearer","note":"CANARY-1","id":7385350567722402578}',
      );
    });
    writeFileSync(pathOf('form'), 'client_secret=CANARY-4-secret&grant_type=refresh_token');
    const url = `${origin}/v2/oauth/token/`;
    const args = [
      '--out',
      'token.json',
      '--allow',
      origin,
      '--body',
      'form',
      '--header-env',
      'Authorization: Bearer $TOKEN',
      url,
    ];
    const { code, said } = await record(args, { TOKEN: 'CANARY-1' });
    expect([code, said]).toEqual([
      0,
      'token.json: 200, tiktok-display oauth/token, domain objects',
    ]);
    expect(seen).toEqual([
      {
        method: 'POST',
        authorization: 'Bearer CANARY-1',
        body: 'client_secret=CANARY-4-secret&grant_type=refresh_token',
      },
    ]);
    const written = readFileSync(pathOf('token.json'), 'utf8');
    expect(written).not.toContain('CANARY');
    expect(written).toContain('7385350567722402578');
    expect(kept('token.json').response.headers['set-cookie']).toMatch(/^REDACTED/);
    expect(kept('token.json').response.headers['content-length']).toBeUndefined();
    expect(replay('token.json')).toMatchObject({
      objects: { scopes: ['video.list'], expiresAt: expect.any(Date) },
    });
  });

  test('keeps errors, HTML and what nobody owns', async () => {
    const origin = await listen((request, response) => {
      response.statusCode = request.url === '/youtube/v3/videos' ? 503 : 200;
      response.end('<html>boss@corp.example</html>');
    });
    const html = await record([
      '--out',
      'html.json',
      '--allow',
      origin,
      `${origin}/youtube/v3/videos`,
    ]);
    expect(html.said).toBe('html.json: 503, youtube-data videos.list, UpstreamUnavailable');
    expect(kept('html.json').response.body).toBe('<html>redacted@example.com</html>');
    const unowned = await record(['--out', 'unowned.json', '--allow', origin, `${origin}/x`]);
    expect(unowned.code).toBe(0);
    expect(unowned.said).toContain('cannot be replayed: request.url');
  });

  test('calls nothing but public https addresses unless told so', async () => {
    const origin = await listen((_request, response) => response.end('{}'));
    for (const url of [`${origin}/youtube/v3/videos`, 'https://127.0.0.1/x', 'https://[::1]/x']) {
      const { code, said } = await record(['--out', 'forbidden.json', url]);
      expect([code, said]).toEqual([1, expect.stringContaining('AddressForbidden')]);
    }
    expect(existsSync(pathOf('forbidden.json'))).toBe(false);
  });

  test('writes nothing when there is no answer, and tells no query', async () => {
    const origin = await listen((request) => request.socket.destroy());
    const { code, said } = await record([
      '--out',
      'none.json',
      '--allow',
      origin,
      `${origin}/v2/x?key=CANARY`,
    ]);
    expect([code, said]).toEqual([
      1,
      expect.stringMatching(/UpstreamUnavailable.*nothing was recorded/),
    ]);
    expect(said).not.toContain('CANARY');
    expect(existsSync(pathOf('none.json'))).toBe(false);
  });

  test('replaces a file only by force', async () => {
    let calls = 0;
    const origin = await listen((_request, response) => {
      calls += 1;
      response.end('{}');
    });
    writeFileSync(pathOf('there.json'), 'mine');
    const args = ['--out', 'there.json', '--allow', origin, `${origin}/x`];
    expect(await record(args)).toMatchObject({ code: 2, said: expect.stringContaining('exists') });
    expect([readFileSync(pathOf('there.json'), 'utf8'), calls]).toEqual(['mine', 0]);
    expect(await record(['--force', ...args])).toMatchObject({ code: 0 });
    expect(kept('there.json').class).toBe('recorded');
  });

  mkdirSync(join(folder, 'sub'));
  const url = 'https://h.example/';
  test.each([
    [['--out', 'x.json'], 'name one URL'],
    [['--out', 'x.json', url, url], 'name one URL'],
    [['--out', 'x.json', 'h.example'], 'URL: not an absolute'],
    [['--out', 'x.json', 'file:///etc/passwd'], 'URL: not an absolute'],
    [[url], '--out is missing'],
    [['--out', 'sub', url], '--out'],
    [['--out', 'nowhere/x.json', url], 'its folder does not exist'],
    [['--out', 'x.json', '--method', 'TRACE', url], '--method TRACE'],
    [['--out', 'x.json', '--header', 'CANARY', url], '--header: must be'],
    [['--out', 'x.json', '--header', 'a: CANARY\r\nb: c', url], '--header: must be'],
    [['--out', 'x.json', '--header-env', 'a: $NOT_THERE', url], 'no NOT_THERE'],
    [['--out', 'x.json', '--body', 'gone', url], '--body'],
    [['--out', 'x.json', '--allow', 'nowhere', url], '--allow nowhere'],
    [['--out', 'x.json', '--unheard', url], '--unheard'],
  ])('refuses %j', async (args, words) => {
    const { code, said } = await record(args);
    expect([code, said]).toEqual([2, expect.stringContaining(words)]);
    expect(said).not.toContain('CANARY');
    expect(existsSync(pathOf('x.json'))).toBe(false);
  });

  test('is a process that ends with the code', () => {
    const main = join(import.meta.dirname, '../record/main.ts');
    const { status, stderr } = spawnSync(process.execPath, [main], { encoding: 'utf8' });
    expect([status, stderr]).toEqual([2, expect.stringContaining('npm run record -- --out FILE')]);
  });
});
