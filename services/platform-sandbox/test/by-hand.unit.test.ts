import { execFile, spawnSync } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sandboxOf, world } from './sandbox.ts';

const run = promisify(execFile);
const hasCurl = spawnSync('curl', ['--version']).status === 0;
const { app } = sandboxOf();
let base = '';
beforeAll(async () => {
  base = await app.listen({ host: '127.0.0.1', port: 0 });
});
afterAll(() => app.close());
const unescaped = (text: string) =>
  text
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
const page = async (path: string) => unescaped(await (await fetch(`${base}${path}`)).text());
const commandsIn = (html: string) =>
  [...html.matchAll(/<pre>(curl [\s\S]*?)<\/pre>/g)].map(([, line = '']) => line);
const shell = async (line: string) => {
  const { stdout } = await run('sh', ['-c', line.replaceAll('curl ', 'curl -s ')]);
  return stdout;
};

describe('the page for people', () => {
  test('lists worlds, accounts on all platforms, addresses and what can go wrong', async () => {
    const text = await page('/');
    for (const shown of [
      'sample, youtube-2026, file',
      world.truth.accountId,
      world.truth.tiktok.accountId,
      world.truth.tiktok.displayAccountId,
      `${base}/tiktok/open_api/v1.3`,
      world.truth.instagram.appScopedId,
      world.truth.threads.accountId,
      `${base}/facebook-www/v25.0/dialog/oauth`,
      'sandbox-client',
      'sandbox-secret',
      'tiktok-accounts:app:10/1',
    ]) {
      expect(text).toContain(shown);
    }
  });

  test.runIf(hasCurl)('its links connect an account, page after page', async () => {
    const links = [...(await page('/')).matchAll(/href="([^"]+)"/g)].map(([, link = '']) => link);
    expect(links).toHaveLength(12);
    const asked = links.filter((link) => link.includes('sandbox_consent=page'));
    for (const link of asked) expect(await (await fetch(link)).text()).toContain('Allow');
    for (const link of links.filter((each) => each.includes('sandbox_consent=auto'))) {
      const back = await fetch(link);
      expect(new URL(back.url).pathname).toBe('/_sandbox/callback');
      const [line = ''] = commandsIn(unescaped(await back.text()));
      const answer = JSON.parse(await shell(line));
      const { data = answer } = answer;
      expect((data[0] ?? data).access_token).toMatch(/^(ya29\.|act\.|IGAA|EAAS|THAA)/);
    }
  });

  test.runIf(hasCurl)('its command lines work as they stand', async () => {
    const lines = commandsIn(await page('/'));
    expect(lines.length).toBeGreaterThan(10);
    for (const line of lines) {
      const answer = await shell(line);
      expect(answer, line).not.toMatch(/"error":"|needs either/);
      expect(answer, line).toMatch(/^\{/);
    }
    const pending = await page('/');
    expect(pending).toContain('1 to come, after 5 calls');
    await fetch(`${base}/_sandbox/faults`, { method: 'DELETE' });
  });

  test('a refusal is told, and nothing from the address is taken as HTML', async () => {
    const response = await fetch(`${base}/_sandbox/callback?error=<script>`);
    const text = await response.text();
    expect(text).toContain('Not connected');
    expect(text).not.toContain('<script>');
  });
});
