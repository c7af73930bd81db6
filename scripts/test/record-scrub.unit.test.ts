import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sharedPath } from '@viral-scan/testing';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type LiveExchange, scrubExchange } from '../record/scrub/scrub-exchange.ts';
import { parseExact } from '../replay/exact-json.ts';
import { type Recording, toRecording } from '../replay/recording.ts';
import { replayRecording } from '../replay/replay-recording.ts';

const quiet: LiveExchange = {
  request: {
    method: 'GET',
    url: 'https://open.tiktokapis.com/v2/user/info/',
    headers: {},
    body: null,
  },
  response: { status: 200, headers: {}, body: '{}' },
};
type Parts = { url?: string; request?: object; body?: string; response?: object; answer?: string };
const exchangeOf = ({ url, request, body, response, answer }: Parts): LiveExchange => ({
  request: {
    ...quiet.request,
    url: url ?? quiet.request.url,
    headers: { ...request },
    body: body ?? null,
  },
  response: { status: 200, headers: { ...response }, body: answer ?? '{}' },
});
const scrubbed = (parts: Parts, ...known: string[]) => scrubExchange(exchangeOf(parts), known);

describe('scrubbing a recording', () => {
  test.each([
    [
      { url: 'https://h.example/v?id=7&key=AbC123-456&part=snippet' },
      'https://h.example/v?id=7&key=REDACTEDxx&part=snippet',
    ],
    [
      { url: 'https://h.example/v?pageToken=CDIQAA&ids=channel==MINE&maxResults=5' },
      'https://h.example/v?pageToken=CDIQAA&ids=channel==MINE&maxResults=5',
    ],
    [
      { url: 'https://me:pw@h.example/cb?code=4%2F0x&state=s&scope=a' },
      'https://h.example/cb?code=REDACTED&state=REDACTED&scope=a',
    ],
    [
      {
        url: 'https://h.example/v?next=https%3A%2F%2Fh.example%2F%3Faccess_token%3Dabcdefgh%26a%3D1',
      },
      'https://h.example/v?next=https%3A%2F%2Fh.example%2F%3Faccess_token%3DREDACTED%26a%3D1',
    ],
    [
      { url: 'https://h.example/v?filters=%7B%22video_ids%22%3A%5B%227%22%5D%7D' },
      'https://h.example/v?filters=%7B%22video_ids%22%3A%5B%227%22%5D%7D',
    ],
  ])('the address of %j keeps what is harmless', (parts, url) => {
    expect(scrubbed(parts).request.url).toBe(url);
  });

  test('headers keep names, schemes and lengths', () => {
    const { request, response } = scrubbed({
      request: {
        authorization: 'Bearer ya29.abcdefgh',
        'access-token': 'act.12345678',
        accept: '*/*',
      },
      response: {
        'set-cookie': 'sid=1; Path=/',
        date: 'Thu, 06 Feb 2020 07:13:22 GMT',
        'www-authenticate': 'Bearer realm="https://h.example/", error=invalid_token',
      },
    });
    expect(request.headers).toEqual({
      authorization: 'Bearer REDACTEDxxxxx',
      'access-token': 'REDACTEDxxxx',
      accept: '*/*',
    });
    expect(response.headers).toEqual({
      'set-cookie': 'REDACTEDxxxxx',
      date: 'Thu, 06 Feb 2020 07:13:22 GMT',
      'www-authenticate': 'Bearer realm="https://h.example/", error=invalid_token',
    });
  });

  test('forms and JSON keep ids, counters, paging and the codes of errors', () => {
    const body = 'client_key=aw1234567&client_secret=s3&code=c0de&grant_type=authorization_code';
    expect(scrubbed({ body }).request.body).toBe(
      'client_key=REDACTEDx&client_secret=REDACTED&code=REDACTED&grant_type=authorization_code',
    );
    const answer = JSON.stringify({
      nextPageToken: 'CDIQAA',
      token_type: 'Bearer',
      open_id: 'afd97af1-b87b-48b9-ac98-410aghda5344',
      expires_in: 86_400,
      access_token: 'act.example12345Example12345Example',
      error: { code: 'access_token_invalid', status: 401 },
      code: 0,
      owner: { email: 'Jane.Doe+x@mail.example.org' },
      next: 'https://h.example/p?access_token=abcdefgh&after=QVFI',
      inner: '{"token": "abcdefgh12"}',
    });
    expect(scrubbed({ answer }).response.body).toEqual({
      nextPageToken: 'CDIQAA',
      token_type: 'Bearer',
      open_id: 'afd97af1-b87b-48b9-ac98-410aghda5344',
      expires_in: 86_400,
      access_token: 'REDACTEDxxxxxxxxxxxxxxxxxxxxxxxxxxx',
      error: { code: 'access_token_invalid', status: 401 },
      code: 0,
      owner: { email: 'redacted@example.com' },
      next: 'https://h.example/p?access_token=REDACTED&after=QVFI',
      inner: '{"token":"REDACTEDxx"}',
    });
  });

  test('ids above 2^53 keep their digits', () => {
    const answer = '{"data":{"comment_id":7385350567722402578,"access_token":"abcdefgh"}}';
    expect(JSON.stringify(scrubbed({ answer }).response.body)).toBe(
      '{"data":{"comment_id":7385350567722402578,"access_token":"REDACTED"}}',
    );
  });

  test('what is no JSON is scrubbed as text', () => {
    const cut = '{"access_token":"ab\\"c\\\\123","refresh_token":"rft.xyz';
    expect(scrubbed({ answer: cut }).response.body).toBe(
      '{"access_token":"REDACTEDxx","refresh_token":"REDACTED',
    );
    const html = '<a href="/x?access_token=abcdefgh&amp;a=1">ask boss@corp.example</a>';
    expect(scrubbed({ answer: html }).response.body).toBe(
      '<a href="/x?access_token=REDACTED&amp;a=1">ask redacted@example.com</a>',
    );
  });

  test('a deep body is scrubbed as text', () => {
    const answer = `${'['.repeat(100_000)}{"token":"abcdefgh"}`;
    expect(scrubbed({ answer }).response.body).toBe(`${'['.repeat(100_000)}{"token":"REDACTED"}`);
  });

  test('is quick with hostile texts', () => {
    const hostile = ['a@', 'a.', '"a":"', '\\"', 'x=', '%3D', 'bearer ', 'https://'].map((piece) =>
      piece.repeat(100_000),
    );
    const startedMs = performance.now();
    for (const answer of hostile) scrubbed({ answer }, 'known-secret');
    expect(performance.now() - startedMs).toBeLessThan(15_000);
  });
});

const letters = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~+/=!*';
const canaries = fc
  .tuple(
    fc.string({ unit: fc.constantFrom(...letters), minLength: 8, maxLength: 40 }),
    fc.integer({ min: 10_000_000, max: 99_999_999 }),
  )
  .map(([text, number]) => `C${text}${number}`);
const places: readonly ((canary: string) => Parts)[] = [
  (canary) => ({ request: { authorization: `Bearer ${canary}` } }),
  (canary) => ({ request: { 'access-token': canary } }),
  (canary) => ({ request: { cookie: `a=${canary}` } }),
  (canary) => ({ request: { 'x-goog-api-key': canary } }),
  (canary) => ({ response: { 'set-cookie': `session=${canary}; HttpOnly` } }),
  (canary) => ({
    response: { location: `https://h.example/cb?state=s&code=${encodeURIComponent(canary)}` },
  }),
  ...['key', 'access_token', 'code', 'state', 'refresh_token'].flatMap((name) => [
    (canary: string) => ({
      url: `https://h.example/p?a=1&${new URLSearchParams({ [name]: canary })}`,
    }),
    (canary: string) => ({
      url: `https://h.example/p?a=1&${name}=${encodeURIComponent(canary)}#x`,
    }),
    (canary: string) => ({ body: `grant_type=x&${new URLSearchParams({ [name]: canary })}` }),
  ]),
  ...[
    'access_token',
    'refreshToken',
    'client_secret',
    'id_token',
    'apiKey',
    'auth_code',
    'code',
    'password',
  ].flatMap((name) => [
    (canary: string) => ({ body: JSON.stringify({ a: [{ [name]: canary }] }) }),
    (canary: string) => ({ answer: JSON.stringify({ data: { list: [1, { [name]: canary }] } }) }),
    (canary: string) => ({
      answer: JSON.stringify({ content: JSON.stringify({ [name]: canary }) }),
    }),

    (canary: string) => ({ answer: `{"cut": ${JSON.stringify({ [name]: canary })}` }),
  ]),
  (canary) => ({
    answer: JSON.stringify({
      paging: {
        next: `https://h.example/m?after=1&access_token=${encodeURIComponent(canary)}&limit=2`,
      },
    }),
  }),
  (canary) => ({ answer: JSON.stringify({ credentials: { of: [canary] } }) }),
  // Found under a name in one place, repeated without a name in others.
  (canary) => ({
    request: { authorization: `Bearer ${canary}` },
    answer: JSON.stringify({ message: `the token ${canary} has expired`, [canary]: 1 }),
  }),
  (canary) => ({
    body: new URLSearchParams({ client_secret: canary }).toString(),
    answer: `<p>${encodeURIComponent(canary)} and ${Buffer.from(canary).toString('base64')}</p>`,
  }),
];
/** Where only the caller knows that it is a secret. */
const knownPlaces: typeof places = [
  (canary) => ({ request: { 'x-custom': canary } }),
  (canary) => ({ url: `https://h.example/${encodeURIComponent(canary)}/info` }),
  (canary) => ({ response: { 'x-echo': `<${canary}>` } }),
  (canary) => ({ answer: JSON.stringify({ caption: `look: ${canary}!`, deep: [[canary]] }) }),
  (canary) => ({ answer: `plain ${canary} text` }),
];

function expectGone(exchange: LiveExchange, canary: string, known: readonly string[]): void {
  const once = scrubExchange(exchange, known);
  const kept = JSON.stringify(once);
  const bytes = Buffer.from(canary);
  for (const written of [
    canary,
    encodeURIComponent(canary),
    JSON.stringify(canary).slice(1, -1),
    bytes.toString('base64'),
  ]) {
    expect(kept).not.toContain(written);
  }
}

describe('a canary', () => {
  test('never survives where secrets are known to be', () => {
    fc.assert(
      fc.property(canaries, fc.constantFrom(...places), (canary, place) => {
        expectGone(exchangeOf(place(canary)), canary, []);
      }),
      { numRuns: 600 },
    );
  });

  test('that is known never survives anywhere', () => {
    fc.assert(
      fc.property(canaries, fc.constantFrom(...places, ...knownPlaces), (canary, place) => {
        expectGone(exchangeOf(place(canary)), canary, [canary]);
      }),
      { numRuns: 400 },
    );
  });

  test('that is an e-mail address never survives', () => {
    fc.assert(
      fc.property(fc.emailAddress({ size: 'small' }), (email) => {
        fc.pre(/^[\w.%+-]+@([\w-]+\.)+[a-z]+$/i.test(email));
        expectGone(
          exchangeOf({ answer: JSON.stringify({ bio: `write to ${email} now` }) }),
          email,
          [],
        );
      }),
    );
  });
});

test('scrubbing again changes nothing', () => {
  fc.assert(
    fc.property(canaries, fc.constantFrom(...places), (canary, place) => {
      const once = scrubExchange(exchangeOf(place(canary)), []);
      const { request, response } = once;
      const asSent = (body: unknown) => (typeof body === 'string' ? body : JSON.stringify(body));
      const again = scrubExchange(
        {
          request: { ...request, body: request.body === undefined ? null : asSent(request.body) },
          response: { ...response, body: asSent(response.body) },
        },
        [],
      );
      expect(again).toEqual(once);
    }),
  );
});

const folder = sharedPath('apis/recordings');
describe.skipIf(folder === null)('a scrubbed recording', () => {
  const files = ['youtube', 'tiktok'].flatMap((platform) =>
    folder === null
      ? []
      : readdirSync(join(folder, platform)).map((name) => join(folder, platform, name)),
  );
  const recordings = files.flatMap((file): { id: string; content: Recording['content'] }[] => {
    const { shape, content } = toRecording(parseExact(readFileSync(file, 'utf8')));
    const id = file.split('/').slice(-2).join('/');
    return shape === 'exchange' ? [{ id, content }] : [];
  });
  const now = new Date('2026-11-20T12:00:00Z');

  test.each(recordings)('$id replays as before', ({ content }) => {
    const { request, response } = content as unknown as LiveExchange;
    const asSent = (body: unknown) => (typeof body === 'string' ? body : JSON.stringify(body));
    const scrubbedContent = scrubExchange(
      {
        request: {
          ...request,
          headers: request.headers ?? {},
          body: request.body ? asSent(request.body) : null,
        },
        response: { ...response, headers: response.headers ?? {}, body: asSent(response.body) },
      },
      [],
    );
    const replay = (told: object) =>
      JSON.parse(
        JSON.stringify(replayRecording({ shape: 'exchange', content: { ...told } }, now)),
        (name, value) => (/^(access|refresh)Token$/.test(name) && value !== null ? 'token' : value),
      );
    expect(replay(scrubbedContent)).toEqual(replay(content));
  });
});
