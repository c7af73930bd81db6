import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { linesWith, newCanaries } from './canary/secrets.ts';
import { WatchedCaller } from './canary/watched-caller.ts';
import { dumpTables, type RedisWatch, untilTold, watchRedis } from './canary/watched-stores.ts';
import { type WatchedSystem, watchedSystem } from './canary/watched-system.ts';
import { temporaryHome, until } from './harness.ts';
import { type TraceCollector, traceCollector } from './trace-collector.ts';

/** Where captions and names of accounts belong. */
const tablesOfPosts = ['scan.posts', 'scan.accounts', 'scan.scan_results'];
const dayMs = 86_400_000;

interface SandboxUser {
  readonly timezone: string;
  readonly competitors: readonly string[];
  readonly accounts: readonly { readonly platform: string; readonly id: string }[];
}

/**
 * Accounts are connected, scanned, renewed, lost, imported and disconnected, well and badly, with
 * platforms that quote every secret they know in their errors. In the end nothing of it may stand
 * where it does not belong.
 */
describe('canaries', () => {
  const home = temporaryHome();
  const canaries = newCanaries();
  /** Handed in by callers, good for nothing. */
  const sent = [
    'qxaccesstoken-Zz-1234567890',
    'qxrefreshtoken-Zz-1234567890',
    'qxcode-Zz-1234567890',
    'qxstate-Zz-1234567890',
    'qxbearer-Zz-1234567890',
  ] as const;
  const [accessToken, refreshToken, code, state, bearer] = sent;
  let system: WatchedSystem;
  let traces: TraceCollector;
  let redis: RedisWatch;
  let caller: WatchedCaller;
  let tables: ReadonlyMap<string, string>;
  const seenScans: string[] = [];

  const captions = () => [canaries.caption, canaries.comment];
  const secrets = () => [...system.proxy.seen, ...sent, canaries.clientSecret, canaries.apiKey];

  beforeAll(async () => {
    traces = await traceCollector();
    system = await watchedSystem(home.dir, canaries, traces.url);
    redis = await watchRedis(system.redisUrl);
    caller = new WatchedCaller(system);
    await placeEverywhere();
    await untilTold(system.databaseUrl);
    tables = await dumpTables(system.databaseUrl);
  });
  afterAll(async () => {
    redis?.stop();
    await system?.stop();
    await traces?.close();
    home.remove();
  });

  async function placeEverywhere(): Promise<void> {
    const user = await caller.sandbox<SandboxUser>('GET', 'user');
    const { ends_at } = await caller.sandbox<{ ends_at: string }>('GET', 'clock');
    const setDaysBeforeEnd = (days: number) =>
      caller.sandbox('PUT', 'clock', {
        now: new Date(Date.parse(ends_at) - days * dayMs).toISOString(),
      });
    const idOf = (platform: string): string =>
      user.accounts.find((account) => account.platform === platform)?.id ?? '';
    const accounts = user.accounts.map(({ platform, id }) => `${platform}:${id}`);
    const wish = {
      platforms: ['youtube', 'tiktok', 'instagram', 'threads'],
      accounts,
      competitors: user.competitors.slice(0, 1).map((id) => `youtube:${id}`),
      lookback_days: 90,
      timezone: user.timezone,
    };
    const scan = async () => {
      const results = await caller.scan(wish);
      seenScans.push(`${results.status} ${results.scan_id}`);
      return results;
    };
    const { proxy } = system;

    await setDaysBeforeEnd(4);
    for (const { platform, id } of user.accounts) {
      expect((await caller.connect(platform, id)).status).toBe(200);
    }
    expect((await scan()).status).toBe('completed');

    // Codes are refused, and the platforms say more than they should.
    const bad = `code=${code}&state=${state}&error_description=${canaries.caption}`;
    for (const platform of wish.platforms) {
      await caller.call(`/connect/${platform}/callback?${bad}`);
      await caller.call(
        `/connect/${platform}/callback/?auth_code=${code}&error=${accessToken}&iss=${accessToken}`,
      );
    }
    proxy.misbehave({ path: /google\/token/, status: 400, form: 'google-oauth', times: 1 });
    await caller.connect('youtube', idOf('youtube'));
    proxy.misbehave({ path: /oauth2\/token/, status: 200, form: 'tiktok-accounts', times: 1 });
    await caller.connect('tiktok', idOf('tiktok'));
    proxy.misbehave({ path: /oauth2\/token/, status: 502, form: 'html', times: 1 });
    await caller.connect('tiktok', idOf('tiktok'));
    proxy.misbehave({ path: /instagram-api/, status: 400, form: 'graph', times: 1 });
    await caller.connect('instagram', idOf('instagram'));
    proxy.misbehave({ path: /threads\/access_token/, status: 500, form: 'graph', times: 1 });
    await caller.connect('threads', idOf('threads'));

    await hearOfPosts(idOf('instagram'), idOf('threads'));

    // Tokens that are no good, or no tokens, are handed in.
    const path = `/accounts/${encodeURIComponent(`tiktok:${idOf('tiktok')}`)}/tokens`;
    const tokens = {
      access_token: accessToken,
      refresh_token: refreshToken,
      expires_at: new Date(Date.now() + dayMs).toISOString(),
    };
    await caller.send('PUT', path, tokens);
    proxy.misbehave({
      path: /token_info|business\/get|user\/info/,
      status: 403,
      form: 'html',
      times: 1,
    });
    await caller.send('PUT', path, tokens);
    await caller.send('PUT', path, { ...tokens, kind: accessToken });
    await caller.send('PUT', path, { ...tokens, access_token: `${accessToken} ${accessToken}` });
    await caller.send('PUT', path, { ...tokens, expires_at: accessToken });
    await caller.send('PUT', path, `{"access_token": ${accessToken}}`);
    await caller.send('PUT', path, `{"access_token": "${accessToken}`);
    await caller.call(`${path}?access_token=${accessToken}`, { method: 'PUT', body: accessToken });
    await caller.call('/accounts', { headers: { authorization: `Bearer ${bearer}` } });
    await caller.call('/accounts', {
      headers: { authorization: bearer, cookie: `viral_scan_connect_x=${bearer}` },
    });
    await caller.call(`/scan/results/${bearer}?access_token=${accessToken}`);
    await caller.call(`/nowhere?token=${bearer}`);
    await caller.send('POST', '/scan/initiate', { ...wish, timezone: canaries.caption });

    // Posts come from a file, some of them in the wrong columns.
    const file = `platform,account_id,post_id,published_at,text,likes
tiktok,imported,p1,2026-01-05T10:00:00Z,"${canaries.caption} in a file",7
tiktok,imported,p2,${canaries.caption},"${canaries.caption}",7
tiktok,imported,p3,2026-01-05T10:00:00Z,"${canaries.caption}","${canaries.caption}"
`;
    await caller.call('/imports?kind=posts', {
      method: 'POST',
      body: file,
      headers: { 'content-type': 'text/csv' },
    });
    await caller.call('/imports?kind=posts', {
      method: 'POST',
      body: `{"text": "${canaries.caption}\n{"platform": `,
      headers: { 'content-type': 'application/x-ndjson' },
    });

    // Tokens end and are renewed; calls fail for a while.
    await setDaysBeforeEnd(3);
    // Tokens that renew themselves cannot any more once they have ended.
    for (const grant_kind of ['youtube', 'tiktok-accounts']) {
      await caller.sandbox('POST', 'grants/expire', { grant_kind });
    }
    proxy.misbehave({ path: /youtube\/v3\/videos/, status: 503, form: 'google', times: 1 });
    proxy.misbehave({ path: /youtubeanalytics/, status: 500, form: 'html', times: 1 });
    proxy.misbehave({ path: /business\/video\/list/, status: 200, form: 'html', times: 1 });
    proxy.misbehave({ path: /instagram\/[^?]*media/, status: 500, form: 'graph', times: 1 });
    proxy.misbehave({ path: /threads\/[^?]*insights/, status: 200, form: 'html', times: 1 });
    expect((await scan()).status).toBe('completed');

    // Grants die.
    await setDaysBeforeEnd(2);
    await caller.sandbox('POST', 'grants/expire', {});
    proxy.misbehave({ path: /google\/token/, status: 400, form: 'google-oauth', times: 5 });
    proxy.misbehave({
      path: /business\/(get|video)/,
      status: 200,
      form: 'tiktok-accounts',
      times: 20,
    });
    for (const path of [/instagram\/[^?]*(me|media|\d+)/, /threads\/[^?]*(me|\d+)/]) {
      proxy.misbehave({ path, status: 400, form: 'graph', times: 20 });
    }
    expect((await scan()).status).toBe('partial');
    await caller.call('/accounts');
    await caller.call(`/users/${system.userId}/scan/latest`);

    proxy.misbehave({ path: /revoke/, status: 500, form: 'html', times: 2 });
    for (const ref of accounts) {
      await caller.call(`/accounts/${encodeURIComponent(ref)}/tokens`, { method: 'DELETE' });
    }
  }

  /** What people write comes along, signed as it should be and not. */
  async function hearOfPosts(instagram: string, threads: string): Promise<void> {
    const time = Math.floor(Date.now() / 1_000);
    const comment = { id: '17865799348089039', text: canaries.comment, media: { id: '1' } };
    const reply = { id: '8901234', username: canaries.accountName, text: canaries.comment };
    const told = {
      instagram: {
        object: 'instagram',
        entry: [{ id: instagram, time, changes: [{ field: 'comments', value: comment }] }],
      },
      threads: {
        target_id: threads,
        time,
        topic: 'moderate',
        values: { field: 'replies', value: reply },
      },
      tiktok: { event: 'comment.update', user_openid: canaries.accountName, content: state },
    };
    for (const [platform, body] of Object.entries(told)) {
      const bytes = JSON.stringify(body);
      const signature = (key: string) =>
        `sha256=${createHmac('sha256', key).update(bytes).digest('hex')}`;
      for (const key of [canaries.clientSecret, accessToken]) {
        await caller.call(`/webhooks/${platform}`, {
          method: 'POST',
          body: bytes,
          headers: {
            'content-type': 'application/json',
            'x-hub-signature-256': signature(key),
            'tiktok-signature': `t=${time},s=${accessToken}`,
          },
        });
      }
      await caller.call(
        `/webhooks/${platform}?hub.mode=subscribe&hub.challenge=7&hub.verify_token=${accessToken}`,
      );
      await caller.call(`/webhooks/${platform}/data-deletion`, {
        method: 'POST',
        body: `signed_request=${accessToken}.${refreshToken}`,
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
      });
    }
  }

  it('were placed, and platforms have told them', () => {
    expect(seenScans.map((seen) => seen.split(' ')[0])).toEqual([
      'completed',
      'completed',
      'partial',
    ]);
    // Four accounts, each with tokens, a code and a state; then renewals.
    expect(system.proxy.seen.size).toBeGreaterThan(20);
    expect([...system.proxy.seen]).toEqual(expect.arrayContaining([canaries.clientSecret]));
    expect(system.proxy.told.length).toBeGreaterThan(14);
    const heard = caller.answers.filter(({ call }) => call.startsWith('POST /webhooks'));
    expect(heard.map(({ status }) => status)).toEqual(expect.arrayContaining([200, 400, 401]));
    expect(tables.get('scan.posts')).toContain(canaries.caption);
    expect(tables.get('scan.accounts')).toContain(canaries.accountName);
    expect(tables.get('scan.scan_results')).toContain(canaries.caption);
    expect(tables.get('identity.connections')).not.toBe('');
  });

  it('are in no log', () => {
    const logs = system.logs();
    for (const service of ['scan-api', 'collector', 'analyzer', 'dispatcher']) {
      expect(logs).toContain(`"service":"${service}"`);
    }
    expect(logs).toContain('account not connected');
    expect(linesWith(logs, [...secrets(), ...captions(), canaries.accountName])).toEqual([]);
  });

  it('are in no trace', async () => {
    const analyzed = () => traces.spans.filter(({ name }) => name === 'analyze_scan');
    await until(
      () => analyzed().length >= seenScans.length,
      60_000,
      () => `${analyzed().length} scans are in traces`,
    );
    const received = traces.received.join('\n');
    expect(received).toContain('scrape_account');
    expect(linesWith(received, [...secrets(), ...captions(), canaries.accountName])).toEqual([]);
  });

  it('are in no metric', async () => {
    const metrics = await system.metrics();
    expect(metrics).toMatch(/upstream_requests\w*\{[^}]*\} \d/);
    expect(linesWith(metrics, [...secrets(), ...captions(), canaries.accountName])).toEqual([]);
  });

  it('are in no job, and in Redis at all only in reports', () => {
    const commands = redis.commands.join('\n');
    expect(commands).toContain('collect-account');
    expect(commands).toContain('analyze-scan');
    expect(linesWith(commands, [...secrets(), ...captions(), canaries.accountName])).toEqual([]);
    expect(linesWith(redis.reports.join('\n'), [...secrets(), canaries.comment])).toEqual([]);
  });

  it('are in no error that the API answers', () => {
    const errors = caller.answers.filter(({ status }) => status >= 400);
    expect(new Set(errors.map(({ status }) => status)).size).toBeGreaterThan(3);
    const texts = errors.map(({ call, text }) => `${call}: ${text}`).join('\n');
    expect(linesWith(texts, [...secrets(), ...captions(), canaries.accountName])).toEqual([]);
  });

  it('that are secrets are in no answer at all', () => {
    const texts = caller.answers
      // Whoever begins to connect is told the state to send along.
      .filter(({ call }) => !/^GET \/connect\/\w+$/.test(call))
      .map(({ call, text }) => `${call}: ${text}`);
    expect(linesWith(texts.join('\n'), secrets())).toEqual([]);
  });

  it('that are captions are in no answer but reports', () => {
    const others = caller.answers.filter(({ call }) => !/^GET \/(scan\/results|users)/.test(call));
    expect(others.map(({ call }) => call)).toContain('POST /imports');
    const texts = others.map(({ call, text }) => `${call}: ${text}`);
    expect(linesWith(texts.join('\n'), captions())).toEqual([]);
  });

  it('that are secrets are in no table, sealed columns included', () => {
    for (const [table, rows] of tables) {
      expect([table, linesWith(rows, secrets())]).toEqual([table, []]);
    }
  });

  it('that are captions and names are in no table but those of posts, accounts and reports', () => {
    for (const [table, rows] of tables) {
      if (tablesOfPosts.includes(table)) continue;
      expect([table, linesWith(rows, [...captions(), canaries.accountName])]).toEqual([table, []]);
    }
  });
});
